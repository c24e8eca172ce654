package dev.tributary.local.demo;

/** An event to send: its kind, the key that orders it, and its bytes. */
record DemoEvent(EventKind kind, String partitionKey, byte[] bytes) {}
