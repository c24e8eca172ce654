package dev.tributary.local.provision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.Resource;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Topic;

/** {@code AWS::SNS::Topic}. */
record Topics(SnsClient sns) implements Kind {

    @Override
    public Set<String> properties() {
        return Set.of("TopicName", "DisplayName", "Subscription");
    }

    @Override
    public boolean create(Resource resource) {
        if (exists(resource.physicalName())) {
            return false;
        }
        JsonNode properties = resource.properties();
        JsonNode displayName = properties.path("DisplayName");
        Map<String, String> attributes =
                displayName.isMissingNode() ? Map.of() : Map.of("DisplayName", displayName.asText());
        String arn = sns.createTopic(one -> one.name(resource.physicalName()).attributes(attributes))
                .topicArn();
        properties
                .path("Subscription")
                .forEach(endpoint -> sns.subscribe(one -> one.topicArn(arn)
                        .protocol(endpoint.path("Protocol").asText())
                        .endpoint(endpoint.path("Endpoint").asText())));
        return true;
    }

    private boolean exists(String name) {
        return sns.listTopicsPaginator().topics().stream()
                .map(Topic::topicArn)
                .anyMatch(arn -> arn.endsWith(":" + name));
    }
}
