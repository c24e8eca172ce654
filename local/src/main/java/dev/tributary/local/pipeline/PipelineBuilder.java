package dev.tributary.local.pipeline;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.bucket.ConfiguredBuckets;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.firehose.DeliveryStream;
import dev.tributary.local.firehose.DeliveryWorker;
import dev.tributary.local.function.FunctionHost;
import dev.tributary.local.pipe.Pipe;
import dev.tributary.local.pipe.PipeDefinition;
import dev.tributary.local.source.Poller;
import dev.tributary.local.source.Waiting;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes the parts of a pipeline: its delivery streams, then its functions, each with the sources and pipes that invoke it. */
final class PipelineBuilder {

    private static final String DELIVERY_STREAM = ":deliverystream/";

    private final Template template;
    private final FaultPlan faults;
    private final SourceBinding binding;
    private final ConfiguredBuckets buckets;
    private final List<DeliveryStream> deliveries;
    private final List<PipeDefinition> pipes;

    PipelineBuilder(Template template, Backend backend, FaultPlan faults) {
        this.template = template;
        this.faults = faults;
        this.binding = new SourceBinding(backend, faults);
        this.buckets = ConfiguredBuckets.of(template);
        this.deliveries = resources(DeliveryStream.RESOURCE_TYPE)
                .map(resource ->
                        new DeliveryStream(resource, backend.clients().s3(), faults, Clock.systemUTC(), Waiting.SYSTEM))
                .toList();
        this.pipes =
                resources(PipeDefinition.RESOURCE_TYPE).map(PipeDefinition::of).toList();
    }

    /** The delivery streams, which deliver from now on; their readers are not started yet. */
    List<RunningDelivery> runningDeliveries() {
        Set<String> watched = buckets.names();
        List<Optional<Poller>> readers =
                deliveries.stream().map(binding::ofDelivery).toList();
        return IntStream.range(0, deliveries.size())
                .mapToObj(i -> new RunningDelivery(
                        new DeliveryWorker(deliveries.get(i)),
                        readers.get(i),
                        watched.contains(deliveries.get(i).bucket())))
                .toList();
    }

    /** What tells queues of objects, if a bucket does; it is not started yet. */
    Optional<Poller> announcements() {
        return binding.ofQueues(buckets);
    }

    List<RunningFunction> functions() {
        List<FunctionDefinition> definitions = template.functions();
        for (PipeDefinition pipe : pipes) {
            if (definitions.stream().noneMatch(function -> isEnrichment(function, pipe))) {
                throw new IllegalArgumentException(pipe.logicalId() + ".Enrichment: " + pipe.enrichmentArn()
                        + " (expected: a function of this template)");
            }
        }
        return definitions.stream().map(this::function).toList();
    }

    private RunningFunction function(FunctionDefinition definition) {
        FunctionHost host = new FunctionHost(definition, faults);
        List<Pipe> ownPipes = new ArrayList<>();
        List<Poller> pollers = new ArrayList<>(binding.ofEvents(definition, host));
        pipes.stream().filter(pipe -> isEnrichment(definition, pipe)).forEach(one -> {
            Pipe pipe = new Pipe(host, target(one), faults);
            ownPipes.add(pipe);
            pollers.add(binding.ofPipe(one, pipe));
        });
        return new RunningFunction(definition, host, ownPipes, pollers);
    }

    private DeliveryStream target(PipeDefinition pipe) {
        return deliveries.stream()
                .filter(delivery -> pipe.targetArn().endsWith(DELIVERY_STREAM + delivery.name()))
                .filter(delivery -> delivery.sourceArn().isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(pipe.logicalId() + ".Target: " + pipe.targetArn()
                        + " (expected: a delivery stream of this template that reads no stream itself)"));
    }

    /** The function itself, or one of its aliases. */
    private static boolean isEnrichment(FunctionDefinition function, PipeDefinition pipe) {
        String arn = SourceBinding.functionArn(function);
        return pipe.enrichmentArn().equals(arn) || pipe.enrichmentArn().startsWith(arn + ":");
    }

    private Stream<Resource> resources(String type) {
        return template.resources().stream().filter(resource -> resource.type().equals(type));
    }
}
