package dev.tributary.local.up;

import dev.tributary.local.backend.Service;
import dev.tributary.local.provision.Provisioned;
import dev.tributary.local.template.FunctionDefinition;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a person is told of a pipeline that is ready. */
final class UpText {

    private final StringBuilder text = new StringBuilder();
    private final List<Provisioned> resources;

    private UpText(List<Provisioned> resources) {
        this.resources = resources;
    }

    static String of(LocalPipeline pipeline, Path log) {
        UpText text = new UpText(pipeline.resources());
        List<FunctionDefinition> functions = pipeline.template().functions();
        text.services(pipeline.description().endpoints());
        text.group("Streams", "AWS::Kinesis::Stream");
        text.group("Tables", "AWS::DynamoDB::Table");
        text.group("Buckets", "AWS::S3::Bucket");
        text.group("Queues", "AWS::SQS::Queue");
        text.group("Functions", "AWS::Serverless::Function");
        text.line("%nThe functions' logs: %s%n", log);
        text.nextSteps(functions);
        text.line("%nReady, until Ctrl-C.");
        return text.text.toString();
    }

    private void services(Map<Service, URI> endpoints) {
        line("%nServices%n");
        endpoints.forEach((service, endpoint) -> row(service.title(), endpoint));
    }

    private void group(String title, String type) {
        List<Provisioned> group =
                resources.stream().filter(one -> one.type().equals(type)).toList();
        if (!group.isEmpty()) {
            line("%s%n", title);
            group.forEach(one -> row(one.logicalId(), one.physicalName()));
        }
    }

    private void nextSteps(List<FunctionDefinition> functions) {
        line("%nIn another shell:%n");
        step("./tributary tail", "what is written and set aside");
        first("AWS::Kinesis::Stream")
                .ifPresent(stream -> step("./tributary send " + stream.logicalId() + " events/user-events.jsonl", ""));
        functions.stream()
                .findFirst()
                .ifPresent(function ->
                        step("./tributary invoke " + function.logicalId() + " events/enrichment-kinesis.json", ""));
        step("eval \"$(./tributary env)\"", "then plain aws commands and boto3, such as");
        first("AWS::S3::Bucket").ifPresent(bucket -> step("aws s3 ls --recursive s3://" + bucket.physicalName(), ""));
    }

    private Optional<Provisioned> first(String type) {
        return resources.stream().filter(one -> one.type().equals(type)).findFirst();
    }

    private void step(String command, String note) {
        line(note.isEmpty() ? "  %s%n" : "  %-32s %s%n", command, note);
    }

    private void row(String name, Object value) {
        line("  %-26s %s%n", name, value);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
