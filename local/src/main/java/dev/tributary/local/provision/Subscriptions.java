package dev.tributary.local.provision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.Resource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * {@code AWS::SNS::Subscription}: attributes and properties have the same names. One to an email address is pending until its
 * owner confirms, and nothing asks that owner here.
 */
record Subscriptions(SnsClient sns) implements Kind {

    private static final Set<String> ATTRIBUTES =
            Set.of("RawMessageDelivery", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy", "DeliveryPolicy");

    @Override
    public Set<String> properties() {
        Set<String> names = new HashSet<>(Set.of("TopicArn", "Protocol", "Endpoint"));
        names.addAll(ATTRIBUTES);
        return names;
    }

    @Override
    public boolean create(Resource resource) {
        JsonNode properties = resource.properties();
        String topicArn = properties.path("TopicArn").asText();
        String protocol = properties.path("Protocol").asText();
        String endpoint = properties.path("Endpoint").asText();
        if (exists(topicArn, protocol, endpoint)) {
            return false;
        }
        sns.subscribe(one ->
                one.topicArn(topicArn).protocol(protocol).endpoint(endpoint).attributes(attributesOf(properties)));
        return true;
    }

    private boolean exists(String topicArn, String protocol, String endpoint) {
        return sns.listSubscriptionsByTopicPaginator(one -> one.topicArn(topicArn)).subscriptions().stream()
                .anyMatch(
                        one -> one.protocol().equals(protocol) && one.endpoint().equals(endpoint));
    }

    private static Map<String, String> attributesOf(JsonNode properties) {
        Map<String, String> values = new HashMap<>();
        for (String attribute : ATTRIBUTES) {
            JsonNode value = properties.path(attribute);
            if (!value.isMissingNode()) {
                values.put(attribute, value.isValueNode() ? value.asText() : value.toString());
            }
        }
        return values;
    }
}
