package dev.tributary.local.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message as it came, alone or in a batch: its attributes are checked, the rest is not. */
record Draft(Request request, Map<String, MessageAttribute> attributes) {

    /** Of a message, and of all messages of a batch. */
    static final int MAX_BYTES = 256 << 10;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Draft read(Request request) {
        Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
        for (Request entry : request.entries("MessageAttributes")) {
            String name = entry.string("Name");
            MessageAttribute attribute = MessageAttribute.read(name, entry.structure("Value"));
            if (attributes.put(name, attribute) != null) {
                throw SnsException.invalidValue("Message attribute name: %s twice (expected: once)".formatted(name));
            }
        }
        return new Draft(request, attributes);
    }

    /** The message's own size and that of its attributes' names, types and values. */
    long bytes() {
        String text = request.optional("Message");
        return bytes(text == null ? "" : text)
                + attributes.entrySet().stream()
                        .mapToLong(one -> bytes(one.getKey())
                                + bytes(one.getValue().type())
                                + bytes(one.getValue().value()))
                        .sum();
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The message that the topic takes. */
    Message message(Instant now) {
        String text = request.string("Message");
        if (text.isEmpty()) {
            throw SnsException.invalidParameter("Empty message");
        }
        if (bytes() > MAX_BYTES) {
            throw SnsException.invalidParameter("Message too long: %d bytes (expected: at most %d with its attributes)"
                    .formatted(bytes(), MAX_BYTES));
        }
        return new Message(UUID.randomUUID().toString(), now, subject(), body(text), attributes);
    }

    private @Nullable String subject() {
        String subject = request.optional("Subject");
        if (subject != null && !subject.matches("[!-~][ -~]{0,99}")) {
            throw SnsException.invalidParameter(
                    "Subject: %s (expected: 1-100 printable ASCII characters, the first no space)".formatted(subject));
        }
        return subject;
    }

    /** With a structure, the text is an object with a message for each protocol, or a default for the others. */
    private String body(String text) {
        String structure = request.optional("MessageStructure");
        if (structure == null) {
            return text;
        }
        if (!structure.equals("json")) {
            throw SnsException.invalidParameter("MessageStructure: %s (expected: json)".formatted(structure));
        }
        JsonNode bodies = bodies(text);
        if (!bodies.path("default").isTextual()) {
            throw SnsException.invalidParameter("Message Structure - No default entry in JSON message body");
        }
        return bodies.path(Subscription.QUEUE).asText(bodies.path("default").textValue());
    }

    private static JsonNode bodies(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw SnsException.invalidParameter("Message Structure - JSON message body failed to parse");
        }
    }
}
