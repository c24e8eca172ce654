package dev.tributary.local.pipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.firehose.DeliveryFixture;
import dev.tributary.local.source.EventSourceMapping;
import dev.tributary.local.source.InvocationResult;
import dev.tributary.local.source.InvocationResult.Answered;
import dev.tributary.local.source.InvocationResult.Failed;
import dev.tributary.local.source.KinesisRecord;
import dev.tributary.local.source.Lane;
import dev.tributary.local.source.MappingIdentity;
import dev.tributary.local.source.SqsFailureDestination;
import dev.tributary.testing.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** One lane of a pipe, with a scripted enrichment; records are numbered, and so are the lines that become of them. */
final class PipeFixture {

    static final InvocationResult ERROR = new Failed("java.lang.IllegalStateException", "boom");
    static final String PIPE_ARN = "arn:aws:pipes:us-east-1:000000000000:pipe/product-events";
    private static final String QUEUE = "https://sqs/dead-letters";
    private static final ObjectMapper JSON = new ObjectMapper();

    final ManualClock clock = new ManualClock(DeliveryFixture.START);
    final List<String> letters = new ArrayList<>();
    final DeliveryFixture delivery;
    final List<JsonNode> events = new ArrayList<>();
    final EventSourceMapping mapping;
    final Pipe pipe;
    final Lane lane;

    /** @param kinesis properties of the source, as in YAML's flow style */
    PipeFixture(String kinesis, FaultPlan faults, Function<List<Integer>, InvocationResult> enrichment) {
        this.delivery = DeliveryFixture.ofLines(clock, faults);
        PipeDefinition definition = PipeDefinition.of(DeliveryFixture.resource(
                PipeDefinition.RESOURCE_TYPE, "ProductEvents", yaml("StartingPosition: TRIM_HORIZON, " + kinesis)));
        this.pipe = new Pipe(event -> enrichment.apply(numbers(event)), delivery.stream, faults);
        this.mapping = EventSourceMapping.ofPipe(
                new MappingIdentity(
                        new UUID(0, 1), definition.sourceArn(), definition.enrichmentArn(), definition.roleArn()),
                definition.settings(),
                pipe,
                SqsFailureDestination.ofPipe(new MemorySqs(), QUEUE, PIPE_ARN),
                clock,
                clock::advance);
        this.lane = mapping.lane("shardId-000000000003");
    }

    static String yaml(String kinesis) {
        return """
                Source: arn:aws:kinesis:us-east-1:000000000000:stream/product-events
                SourceParameters: {KinesisStreamParameters: {%s}}
                Enrichment: arn:aws:lambda:us-east-1:000000000000:function:enrichment:live
                Target: arn:aws:firehose:us-east-1:000000000000:deliverystream/products
                RoleArn: arn:aws:iam::000000000000:role/pipe
                """.formatted(kinesis);
    }

    /** One element a record, with its number for an id. */
    static InvocationResult enriched(List<Integer> records) {
        return answer(records.stream().map(number -> "{\"id\":" + number + "}").collect(joining(",", "[", "]")));
    }

    static InvocationResult answer(String json) {
        return new Answered(json.getBytes(UTF_8));
    }

    /** Offers records 1 to count and resolves them all, then writes what the delivery stream has. */
    PipeFixture deliver(int count) {
        return deliver(IntStream.rangeClosed(1, count)
                .mapToObj(number -> record(number, clock.instant()))
                .toList());
    }

    PipeFixture deliver(List<KinesisRecord> records) {
        lane.offer(records);
        try {
            lane.drain();
            delivery.stream.flush();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
        return this;
    }

    /** The ids in the lake, in their order. */
    List<Integer> delivered() {
        return delivery.contents().stream()
                .flatMap(String::lines)
                .map(line -> json(line.getBytes(UTF_8)).path("id").asInt())
                .toList();
    }

    List<List<Integer>> invocations() {
        return events.stream().map(PipeFixture::numbers).toList();
    }

    List<JsonNode> deadLetters() {
        return letters.stream().map(letter -> json(letter.getBytes(UTF_8))).toList();
    }

    static KinesisRecord record(int number, Instant arrival) {
        return new KinesisRecord(Record.builder()
                .sequenceNumber(Integer.toString(number))
                .partitionKey("key")
                .data(SdkBytes.fromUtf8String("data " + number))
                .approximateArrivalTimestamp(arrival)
                .build());
    }

    private List<Integer> numbers(byte[] event) {
        JsonNode records = json(event);
        events.add(records);
        return numbers(records);
    }

    private static List<Integer> numbers(JsonNode records) {
        List<Integer> numbers = new ArrayList<>();
        records.forEach(record -> numbers.add(Integer.valueOf(
                new String(Base64.getDecoder().decode(record.path("data").asText()), UTF_8).replace("data ", ""))));
        return numbers;
    }

    private static JsonNode json(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class MemorySqs implements SqsClient {

        @Override
        public SendMessageResponse sendMessage(SendMessageRequest request) {
            letters.add(request.messageBody());
            return SendMessageResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
