package dev.tributary.local.bucket;

import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Template;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The notifications of a template's buckets: those to functions, which are event sources of these, and those to queues, which
 * the buckets hold themselves.
 */
public final class ConfiguredBuckets {

    /** The type of a function's event source. */
    public static final String EVENT_TYPE = "S3";

    private static final String RESOURCE_TYPE = "AWS::S3::Bucket";

    private final List<NotificationSettings> toFunctions;
    private final List<QueueNotification> toQueues;

    private ConfiguredBuckets(List<NotificationSettings> toFunctions, List<QueueNotification> toQueues) {
        this.toFunctions = toFunctions;
        this.toQueues = toQueues;
    }

    /**
     * Reads a template's.
     *
     * @throws IllegalArgumentException naming every property of a function's event, or of a bucket, that is missing, malformed
     *     or not simulated; or two that S3 refuses since they overlap
     */
    public static ConfiguredBuckets of(Template template) {
        List<NotificationSettings> toFunctions = template.functions().stream()
                .flatMap(ConfiguredBuckets::toFunction)
                .toList();
        List<QueueNotification> toQueues = template.resources().stream()
                .filter(resource -> resource.type().equals(RESOURCE_TYPE))
                .flatMap(bucket -> QueueNotification.of(bucket).stream())
                .toList();
        List<NotificationSettings> all = new ArrayList<>(toFunctions);
        toQueues.forEach(one -> all.add(one.settings()));
        refuseOverlaps(all);
        return new ConfiguredBuckets(toFunctions, toQueues);
    }

    private static Stream<NotificationSettings> toFunction(FunctionDefinition function) {
        return function.events().stream()
                .filter(event -> event.type().equals(EVENT_TYPE))
                .map(event -> NotificationSettings.of(function.logicalId(), event.logicalId(), event.properties()));
    }

    private static void refuseOverlaps(List<NotificationSettings> all) {
        for (int i = 0; i < all.size(); i++) {
            NotificationSettings later = all.get(i);
            for (NotificationSettings earlier : all.subList(0, i)) {
                if (later.overlaps(earlier)) {
                    throw new IllegalArgumentException(later.place() + ".Filter: overlaps " + earlier.place()
                            + " (expected: prefixes or suffixes of which no two of bucket " + later.bucket()
                            + " meet for the same event, as S3 has it)");
                }
            }
        }
    }

    /** The names of those that tell anybody. */
    public Set<String> names() {
        return Stream.concat(toFunctions.stream(), toQueues.stream().map(QueueNotification::settings))
                .map(NotificationSettings::bucket)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What tells queues.
     *
     * @param queues what takes the events of a queue, by its ARN
     */
    public List<BucketNotifications> toQueues(
            S3Client s3, FaultPlan faults, Clock clock, Function<String, Consumer<byte[]>> queues) {
        return toQueues.stream()
                .map(one -> new BucketNotifications(one.settings(), s3, faults, clock, queues.apply(one.queueArn())))
                .toList();
    }
}
