package dev.tributary.local.provision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.Resource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * {@code AWS::SQS::Queue}.
 *
 * @param attributes those that the backend holds; properties and attributes have the same names
 */
record Queues(SqsClient sqs, Set<QueueAttributeName> attributes) implements Kind {

    static final Set<QueueAttributeName> ALL = QueueAttributeName.knownValues();

    /** ElasticMQ accepts the others and forgets them. */
    static final Set<QueueAttributeName> EMBEDDED = Set.of(
            QueueAttributeName.DELAY_SECONDS,
            QueueAttributeName.VISIBILITY_TIMEOUT,
            QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS,
            QueueAttributeName.REDRIVE_POLICY,
            QueueAttributeName.FIFO_QUEUE,
            QueueAttributeName.CONTENT_BASED_DEDUPLICATION);

    @Override
    public Set<String> properties() {
        Set<String> names = new HashSet<>(Set.of("QueueName"));
        attributes.forEach(attribute -> names.add(attribute.toString()));
        return names;
    }

    @Override
    public boolean create(Resource resource) {
        if (exists(resource.physicalName())) {
            return false;
        }
        sqs.createQueue(one -> one.queueName(resource.physicalName()).attributes(attributesOf(resource.properties())));
        return true;
    }

    private boolean exists(String name) {
        try {
            sqs.getQueueUrl(one -> one.queueName(name));
            return true;
        } catch (QueueDoesNotExistException e) {
            return false;
        }
    }

    private Map<QueueAttributeName, String> attributesOf(JsonNode properties) {
        Map<QueueAttributeName, String> values = new HashMap<>();
        for (QueueAttributeName attribute : attributes) {
            JsonNode value = properties.path(attribute.toString());
            if (!value.isMissingNode()) {
                values.put(attribute, value.isValueNode() ? value.asText() : value.toString());
            }
        }
        return values;
    }
}
