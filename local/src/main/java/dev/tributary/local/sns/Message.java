package dev.tributary.local.sns;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message that a topic has taken. */
record Message(
        String id, Instant time, @Nullable String subject, String body, Map<String, MessageAttribute> attributes) {}
