package dev.tributary.local.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What can be changed about a subscription. */
final class SubscriptionSettings {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String RAW = "RawMessageDelivery";
    private static final String FILTER = "FilterPolicy";
    private static final String SCOPE = "FilterPolicyScope";
    private static final String REDRIVE = "RedrivePolicy";
    private static final Set<String> SETTABLE = Set.of(RAW, FILTER, SCOPE, REDRIVE, "DeliveryPolicy");

    private final Map<String, String> attributes;
    private final boolean raw;
    private final Optional<FilterPolicy> filter;
    private final Optional<String> deadLetterQueue;

    /** @throws SnsException if one of the attributes is not what the API reference says */
    SubscriptionSettings(Map<String, String> given) {
        given.keySet().forEach(SubscriptionSettings::checkName);
        this.attributes = new HashMap<>(given);
        attributes.values().removeIf(value -> value.isEmpty() || value.equals("{}"));
        this.raw = isRaw(attributes.getOrDefault(RAW, "false"));
        FilterPolicy.Scope scope = FilterPolicy.Scope.of(attributes.getOrDefault(SCOPE, "MessageAttributes"));
        this.filter = Optional.ofNullable(attributes.get(FILTER)).map(policy -> new FilterPolicy(policy, scope));
        this.deadLetterQueue = Optional.ofNullable(attributes.get(REDRIVE)).map(SubscriptionSettings::deadLetterQueue);
        if (filter.isPresent()) {
            attributes.putIfAbsent(SCOPE, "MessageAttributes");
        }
    }

    SubscriptionSettings with(String name, String value) {
        Map<String, String> changed = new HashMap<>(attributes);
        changed.put(name, value);
        return new SubscriptionSettings(changed);
    }

    Map<String, String> attributes() {
        return Map.copyOf(attributes);
    }

    /** Whether a queue gets the message alone, without the envelope. */
    boolean isRaw() {
        return raw;
    }

    boolean accepts(Message message) {
        return filter.map(policy -> policy.accepts(message)).orElse(true);
    }

    /** The name of the queue for messages that cannot be delivered. */
    Optional<String> deadLetterQueue() {
        return deadLetterQueue;
    }

    private static void checkName(String name) {
        if (!SETTABLE.contains(name)) {
            throw SnsException.invalidParameter("AttributeName: %s (expected: one of %s)"
                    .formatted(name, SETTABLE.stream().sorted().toList()));
        }
    }

    private static boolean isRaw(String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw SnsException.invalidParameter("%s: %s (expected: true or false)".formatted(RAW, value));
        }
        return value.equals("true");
    }

    private static String deadLetterQueue(String policy) {
        try {
            String arn = MAPPER.readTree(policy).path("deadLetterTargetArn").asText();
            return QueueArn.nameIn(REDRIVE + " deadLetterTargetArn", arn);
        } catch (JsonProcessingException e) {
            throw SnsException.invalidParameter("%s: %s (expected: JSON)".formatted(REDRIVE, policy));
        }
    }
}
