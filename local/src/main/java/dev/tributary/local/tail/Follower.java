package dev.tributary.local.tail;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Follows all buckets and dead-letter queues of a template. */
final class Follower {

    private final List<Watch> watches;

    private Follower(List<Watch> watches) {
        this.watches = watches;
    }

    static Follower of(Template template, Backend backend) {
        return new Follower(template.resources().stream()
                .flatMap(resource -> watch(resource, backend))
                .toList());
    }

    private static Stream<Watch> watch(Resource resource, Backend backend) {
        String name = resource.physicalName();
        return switch (resource.type()) {
            case "AWS::S3::Bucket" ->
                Stream.of(new BucketWatch(backend.clients().s3(), name));
            case "AWS::SQS::Queue" ->
                // A look counts as a receive, of which a queue with such a policy allows only some.
                resource.properties().has("RedrivePolicy")
                        ? Stream.empty()
                        : Stream.of(new QueueWatch(backend.clients().sqs(), backend.queueUrl(name), name));
            default -> Stream.empty();
        };
    }

    /** What appeared since the last look, oldest first. */
    List<Finding> look() {
        return watches.stream()
                .flatMap(watch -> watch.look().stream())
                .sorted(Comparator.comparing(Finding::at))
                .toList();
    }

    /** Takes what is there as seen. */
    void skip() {
        watches.forEach(Watch::skip);
    }
}
