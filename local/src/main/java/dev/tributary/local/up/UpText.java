package dev.tributary.local.up;

import dev.tributary.local.api.ApiServer;
import dev.tributary.local.backend.Service;
import dev.tributary.local.firehose.DeliveryStream;
import dev.tributary.local.pipe.PipeDefinition;
import dev.tributary.local.provision.Provisioned;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a person is told of a pipeline that is ready. */
final class UpText {

    /** Of the column of names, at least: a resource of a stack within has a longer one. */
    private static final int NAME_WIDTH = 26;

    /** What the README sends too. */
    private static final String EXAMPLE =
            "-d '{\"order_id\":\"order-1\",\"customer_id\":\"customer-1\",\"type\":\"created\","
                    + "\"items\":[{\"product_id\":\"product-1\"}],\"total_amount\":99.98,\"currency\":\"USD\"}'";

    private final StringBuilder text = new StringBuilder();
    private final List<Provisioned> resources;

    private UpText(List<Provisioned> resources) {
        this.resources = resources;
    }

    static String of(LocalPipeline pipeline, Path root, Path log) {
        UpText text = new UpText(pipeline.resources());
        text.services(pipeline.description().endpoints());
        pipeline.api().ifPresent(text::api);
        text.group("Streams", "AWS::Kinesis::Stream");
        text.group("Tables", "AWS::DynamoDB::Table");
        text.group("Buckets", "AWS::S3::Bucket");
        text.group("Queues", "AWS::SQS::Queue");
        text.group("Topics", "AWS::SNS::Topic");
        text.group("Functions", "AWS::Serverless::Function");
        text.group("Pipes", PipeDefinition.RESOURCE_TYPE);
        text.group("Delivery streams", DeliveryStream.RESOURCE_TYPE);
        text.line("%nThe functions' logs: %s%n", root.relativize(log));
        text.nextSteps(root);
        pipeline.api().ifPresent(text::post);
        text.line("%nReady, until Ctrl-C.");
        return text.text.toString();
    }

    private void services(Map<Service, URI> endpoints) {
        line("%nServices%n");
        endpoints.forEach((service, endpoint) -> row(NAME_WIDTH, service.title(), endpoint));
    }

    private void api(ApiServer api) {
        line("API%n");
        row(NAME_WIDTH, "POST /events/{type}", api.url());
    }

    private void post(ApiServer api) {
        String key = api.needsKey() ? " -H 'X-Api-Key: " + ApiServer.API_KEY + "'" : "";
        line("  %s%n", "curl -i " + api.url() + "/events/orders -H 'Content-Type: application/json'" + key + " \\");
        line("    %s%n", EXAMPLE);
    }

    private void group(String title, String type) {
        List<Provisioned> group = of(type);
        if (!group.isEmpty()) {
            line("%s%n", title);
            int width = group.stream().mapToInt(one -> one.logicalId().length()).reduce(NAME_WIDTH, Math::max);
            group.forEach(one -> row(width, one.logicalId(), one.physicalName()));
        }
    }

    /** What to try with this template: samples are named after the resource that takes them. */
    private void nextSteps(Path root) {
        line("%nIn another shell:%n");
        step("./tributary tail", "what is written and set aside");
        of("AWS::Kinesis::Stream").forEach(stream -> sample(root, "send", stream, ".jsonl"));
        of("AWS::Serverless::Function").forEach(function -> sample(root, "invoke", function, ".json"));
        step("eval \"$(./tributary env)\"", "then plain aws commands and boto3, such as");
        of("AWS::S3::Bucket").stream()
                .findFirst()
                .ifPresent(bucket -> step("aws s3 ls --recursive s3://" + bucket.physicalName(), ""));
    }

    private void sample(Path root, String command, Provisioned resource, String extension) {
        String file = "events/" + resource.logicalId() + extension;
        if (Files.exists(root.resolve(file))) {
            step("./tributary " + command + " " + resource.logicalId() + " " + file, "");
        }
    }

    private List<Provisioned> of(String type) {
        return resources.stream().filter(one -> one.type().equals(type)).toList();
    }

    private void step(String command, String note) {
        line(note.isEmpty() ? "  %s%n" : "  %-32s %s%n", command, note);
    }

    private void row(int width, String name, Object value) {
        line("  %-" + width + "s %s%n", name, value);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
