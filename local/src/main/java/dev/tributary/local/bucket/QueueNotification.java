package dev.tributary.local.bucket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.PropertyErrors;
import dev.tributary.local.template.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Of which objects a bucket tells a queue, as the bucket's {@code NotificationConfiguration} describes it.
 *
 * @param queueArn of a queue on SQS
 */
record QueueNotification(NotificationSettings settings, String queueArn) {

    private static final String CONFIGURATION = "NotificationConfiguration";
    private static final String QUEUES = "QueueConfigurations";

    /**
     * Reads the notifications of a bucket, of which it may have none.
     *
     * @throws IllegalArgumentException naming every property that is missing, malformed or not simulated
     */
    static List<QueueNotification> of(Resource bucket) {
        JsonNode configuration = bucket.properties().path(CONFIGURATION);
        PropertyErrors errors = new PropertyErrors(bucket.logicalId()).within(CONFIGURATION);
        errors.refuseOthers(configuration, Set.of(QUEUES));
        List<QueueNotification> notifications = new ArrayList<>();
        for (JsonNode one : configuration.path(QUEUES)) {
            String property = QUEUES + "[" + notifications.size() + "]";
            notifications.add(of(bucket, notifications.size(), property, one, errors.within(property)));
        }
        errors.check();
        return notifications;
    }

    private static QueueNotification of(
            Resource bucket, int index, String property, JsonNode properties, PropertyErrors errors) {
        errors.refuseOthers(properties, Set.of("Event", "Filter", "Queue"));
        String queueArn = errors.text(properties, "Queue", "the ARN of a queue of this template");
        if (properties.path("Queue").isTextual() && (!queueArn.contains(":sqs:") || queueArn.endsWith(".fifo"))) {
            errors.add("Queue", queueArn, "the ARN of an SQS queue, and of none with an order, which S3 does not tell");
        }
        String place = bucket.logicalId() + "." + CONFIGURATION + "." + property;
        String id = bucket.logicalId() + "Queue" + index; // S3 would make one up
        return new QueueNotification(
                NotificationSettings.of(id, place, bucket.physicalName(), properties, "Event", errors), queueArn);
    }
}
