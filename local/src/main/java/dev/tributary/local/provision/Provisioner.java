package dev.tributary.local.provision;

import static java.util.stream.Collectors.joining;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.backend.Clients;
import dev.tributary.local.backend.EmbeddedBackend;
import dev.tributary.local.firehose.DeliveryStream;
import dev.tributary.local.pipe.PipeDefinition;
import dev.tributary.local.provision.Provisioned.Outcome;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Creates on a backend what a template describes: streams, tables, buckets, queues, topics and sample data. What is there
 * already stays as it is. Everything else, such as roles and alarms, has no effect on one machine and is skipped; functions,
 * pipes, delivery streams and APIs run in this process.
 */
public final class Provisioner {

    /** The SDK's own waiters look every 10 s. */
    private static final Duration STEP = Duration.ofMillis(50);

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Why the resources of a type are skipped; of all others, because they have no effect on one machine. */
    private static final Map<String, String> REASONS = Map.of(
            "AWS::Serverless::Api",
            "runs in this process",
            "AWS::Serverless::Function",
            "runs in this process",
            PipeDefinition.RESOURCE_TYPE,
            "runs in this process",
            DeliveryStream.RESOURCE_TYPE,
            "runs in this process",
            "AWS::Lambda::LayerVersion",
            "what it holds is on this process's class path",
            "AWS::Serverless::LayerVersion",
            "what it holds is on this process's class path",
            "AWS::CloudFormation::Stack",
            "its resources follow",
            "AWS::Serverless::Application",
            "its resources follow");

    private final Map<String, Kind> kinds;
    private final Duration step;

    public Provisioner(Backend backend) {
        this(kinds(backend), STEP);
    }

    /**
     * @param kinds by resource type, in the order in which they are created
     * @param step between two looks at whether a resource is ready
     */
    Provisioner(Map<String, Kind> kinds, Duration step) {
        this.kinds = kinds;
        this.step = step;
    }

    private static Map<String, Kind> kinds(Backend backend) {
        Clients clients = backend.clients();
        Map<String, Kind> kinds = new LinkedHashMap<>();
        kinds.put("AWS::Kinesis::Stream", new Streams(clients.kinesis()));
        kinds.put("AWS::DynamoDB::Table", new Tables(clients.dynamoDb()));
        kinds.put("AWS::S3::Bucket", new Buckets(clients.s3()));
        kinds.put(
                "AWS::SQS::Queue",
                new Queues(clients.sqs(), backend instanceof EmbeddedBackend ? Queues.EMBEDDED : Queues.ALL));
        kinds.put("AWS::SNS::Topic", new Topics(clients.sns()));
        kinds.put("AWS::SNS::Subscription", new Subscriptions(clients.sns()));
        kinds.put("Custom::SampleData", new SampleData(clients.dynamoDb()));
        return kinds;
    }

    /**
     * Creates the template's resources and waits until they can be used.
     *
     * @return what became of each resource, the skipped ones included
     * @throws IllegalStateException if a resource is not ready after a minute
     */
    public List<Provisioned> provision(Template template) {
        List<Provisioned> report = new ArrayList<>();
        kinds.forEach((type, kind) -> {
            List<Resource> resources = template.resources().stream()
                    .filter(resource -> resource.type().equals(type))
                    .sorted(Comparator.comparing(
                            resource -> resource.properties().has("RedrivePolicy")))
                    .toList();
            resources.forEach(resource -> report.add(create(resource, kind)));
            resources.forEach(resource -> awaitReady(resource, kind));
        });
        template.resources().stream()
                .filter(resource -> !kinds.containsKey(resource.type()))
                .forEach(resource -> report.add(report(
                        resource, Outcome.SKIPPED, REASONS.getOrDefault(resource.type(), "no effect on one machine"))));
        return List.copyOf(report);
    }

    private static Provisioned create(Resource resource, Kind kind) {
        Set<String> heeded = kind.properties();
        String without = resource.properties().properties().stream()
                .map(Map.Entry::getKey)
                .filter(property -> !heeded.contains(property))
                .collect(joining(", "));
        Outcome outcome = kind.create(resource) ? Outcome.CREATED : Outcome.FOUND;
        return report(resource, outcome, without.isEmpty() ? "" : "without " + without);
    }

    private static Provisioned report(Resource resource, Outcome outcome, String note) {
        return new Provisioned(resource.logicalId(), resource.type(), resource.physicalName(), outcome, note);
    }

    private void awaitReady(Resource resource, Kind kind) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!kind.isReady(resource)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(resource.logicalId() + " (" + resource.physicalName()
                        + "): not ready after " + LIMIT.toSeconds() + " s");
            }
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(step.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for resources", e);
        }
    }
}
