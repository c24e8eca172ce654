package dev.tributary.local.demo;

import dev.tributary.local.capture.CapturedChanges;
import dev.tributary.local.demo.account.Delivery;
import dev.tributary.local.demo.ingestion.EventFlows;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The systems that the demo knows, as far as the template creates their functions. */
final class DemoSystems {

    private static final String FLOW_FUNCTION = "/StreamProcessorFunction";
    private static final String CHANGE_FUNCTION = "CdcTransformFunction";
    private static final String INFERENCE_FUNCTION = "/MlInferenceFunction";

    private final Template template;
    private final Optional<URI> api;
    private final Supplier<CapturedChanges> changes;

    private DemoSystems(Template template, Optional<URI> api, Supplier<CapturedChanges> changes) {
        this.template = template;
        this.api = api;
        this.changes = changes;
    }

    /** Whether one of a template's systems wants the changes of a database. */
    static boolean wantChanges(Template template) {
        return template.functions().stream().anyMatch(DemoSystems::isOfChanges);
    }

    /**
     * The systems of a template, in its order.
     *
     * @param api where its API is, if it has one
     * @param changes those of a database; asked for only when they are sent
     * @throws IllegalStateException if it has none that the demo knows, or one of them lacks a part
     */
    static List<DemoSystem> of(Template template, Optional<URI> api, Supplier<CapturedChanges> changes) {
        DemoSystems known = new DemoSystems(template, api, changes);
        List<DemoSystem> systems = template.functions().stream()
                .flatMap(function -> known.system(function).stream())
                .toList();
        if (systems.isEmpty()) {
            throw new IllegalStateException("the template has no function that the demo has events for");
        }
        return systems;
    }

    private Optional<DemoSystem> system(FunctionDefinition function) {
        return switch (function.logicalId()) {
            case "EnrichmentFunction" -> Optional.of(userEvents(function));
            case "PipesEnrichmentFunction" -> Optional.of(productEvents(function));
            case "AuditFunction" -> Optional.of(tableAudit(function));
            default -> systemOfStack(function);
        };
    }

    private Optional<DemoSystem> systemOfStack(FunctionDefinition function) {
        if (isOfChanges(function)) {
            return Optional.of(changeData(function));
        }
        if (function.logicalId().endsWith(INFERENCE_FUNCTION)) {
            return Optional.of(new InferenceSystem(function));
        }
        return function.logicalId().endsWith(FLOW_FUNCTION) ? eventFlow(function) : Optional.empty();
    }

    private DemoSystem userEvents(FunctionDefinition function) {
        EventModel events = new UserEvents(SampleItems.byKey(resource("SampleUserProfiles"), "user_id"));
        return new RecordSystem(
                function,
                new StreamSource(resource("EventStream").physicalName(), events),
                Delivery.FUNCTION,
                new LakeFolder(
                        resource("LakeBucket").physicalName(),
                        "enriched-data/" + DemoSystem.variable(function, "LAKE_DATASET") + "/"),
                Optional.empty());
    }

    private DemoSystem productEvents(FunctionDefinition function) {
        EventModel events = new ProductEvents(SampleItems.byKey(resource("SampleProducts"), "productId"));
        return new RecordSystem(
                function,
                new StreamSource(resource("ProductEventStream").physicalName(), events),
                Delivery.PIPE,
                new LakeFolder(resource("LakeBucket").physicalName(), prefix(resource("ProductDelivery"))),
                Optional.of(resource("PipeDeadLetterQueue").physicalName()));
    }

    private DemoSystem tableAudit(FunctionDefinition function) {
        String table = resource("UserActivitiesTable").physicalName();
        return new RecordSystem(
                function,
                new TableSource(table, DemoSystem.variable(function, "TOPIC_ARN")),
                Delivery.TRAIL,
                new LakeFolder(DemoSystem.variable(function, "LAKE_BUCKET"), "audit-logs/" + table + "/"),
                Optional.empty());
    }

    private Optional<DemoSystem> eventFlow(FunctionDefinition function) {
        return api.flatMap(url -> EventFlows.source(function, url))
                .map(source -> new RecordSystem(
                        function,
                        source,
                        Delivery.FLOW,
                        new LakeFolder(
                                DemoSystem.variable(function, "LAKE_BUCKET"),
                                "events/" + DemoSystem.variable(function, "EVENT_TYPE") + "/"),
                        Optional.empty()));
    }

    private DemoSystem changeData(FunctionDefinition function) {
        String stack = function.logicalId().substring(0, function.logicalId().length() - CHANGE_FUNCTION.length());
        return new ChangeSystem(function, resource(stack + "ChangeStream").physicalName(), changes);
    }

    private static boolean isOfChanges(FunctionDefinition function) {
        return function.logicalId().endsWith("/" + CHANGE_FUNCTION);
    }

    /** A delivery stream's prefix, as far as it is the same for every object. */
    private static String prefix(Resource deliveryStream) {
        String prefix = deliveryStream
                .properties()
                .path("ExtendedS3DestinationConfiguration")
                .path("Prefix")
                .asText();
        return prefix.substring(0, (prefix + "!{").indexOf("!{")).replaceFirst("year=$", "");
    }

    private Resource resource(String logicalId) {
        return template.resources().stream()
                .filter(resource -> resource.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the template has no " + logicalId));
    }
}
