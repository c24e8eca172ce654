package dev.tributary.local.sns;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A topic.
 *
 * @param attributes those that were set; none but the display name has an effect on AWS that could be seen here
 */
record Topic(String arn, Map<String, String> attributes) {

    static final String ACCOUNT_ID = "000000000000";

    private static final String ARN_PREFIX = "arn:aws:sns:us-east-1:" + ACCOUNT_ID + ":";

    /** What the API reference lets one set, except for FIFO topics, which are not among what this server does. */
    private static final Set<String> SETTABLE =
            Set.of("DeliveryPolicy", "DisplayName", "KmsMasterKeyId", "Policy", "SignatureVersion", "TracingConfig");

    Topic {
        attributes.keySet().forEach(name -> {
            if (!SETTABLE.contains(name)) {
                throw SnsException.invalidParameter("AttributeName: %s (expected: one of %s)"
                        .formatted(name, SETTABLE.stream().sorted().toList()));
            }
        });
        attributes = Map.copyOf(attributes);
    }

    static String arn(String name) {
        if (!name.matches("[A-Za-z0-9_-]{1,256}")) {
            throw SnsException.invalidParameter(
                    "Name: %s (expected: 1-256 letters, digits, hyphens and underscores; FIFO topics are not supported)"
                            .formatted(name));
        }
        return ARN_PREFIX + name;
    }

    Topic with(String name, String value) {
        Map<String, String> changed = new HashMap<>(attributes);
        changed.put(name, value);
        return new Topic(arn, changed);
    }
}
