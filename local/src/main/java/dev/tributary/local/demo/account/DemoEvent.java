package dev.tributary.local.demo.account;

/** An event to send: its kind, the key that orders it, and its bytes. */
public record DemoEvent(EventKind kind, String partitionKey, byte[] bytes) {}
