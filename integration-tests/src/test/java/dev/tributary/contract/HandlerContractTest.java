package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.change.ChangeReader;
import dev.tributary.change.DynamoDbChange;
import dev.tributary.change.DynamoDbStreamParser;
import dev.tributary.change.InvalidChangeException;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import dev.tributary.lambda.DynamoDbRecords;
import dev.tributary.lambda.KinesisRecords;
import dev.tributary.lambda.PartialBatchResponse;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.record.SourceRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lambda finds the handlers that the template names, and can talk to them. */
class HandlerContractTest {

    private static final Path EVENTS = Shipped.ROOT.resolve("events");

    /** What a handler takes from each type of event source, as Lambda's Java runtime reads it. */
    private static final Map<String, Class<?>> EVENT_OF_SOURCE = Map.of(
            "Kinesis", KinesisEvent.class,
            "DynamoDB", InputStream.class,
            "S3", InputStream.class,
            "Schedule", InputStream.class);

    private static final List<String> PIPED_FIELDS = List.of(
            "kinesisSchemaVersion",
            "partitionKey",
            "sequenceNumber",
            "data",
            "approximateArrivalTimestamp",
            "eventSource",
            "eventVersion",
            "eventID",
            "eventName",
            "invokeIdentityArn",
            "awsRegion",
            "eventSourceARN");

    @ParameterizedTest
    @MethodSource(Shipped.FUNCTIONS)
    void shouldNameHandlersThatLambdaCanMakeAndCall(FunctionDefinition function) throws ReflectiveOperationException {
        Class<?> type = handlerClass(function);
        Class<?>[] parameters = handlerMethod(function).getParameterTypes();

        assertThat(type).matches(one -> isAnyOf(one, RequestHandler.class, RequestStreamHandler.class));
        assertThat(Modifier.isPublic(type.getConstructor().getModifiers())).isTrue();
        assertThat(parameters[parameters.length - 1]).isEqualTo(Context.class);
    }

    @ParameterizedTest
    @MethodSource(Shipped.FUNCTIONS)
    void shouldTakeTheEventsOfEverySource(FunctionDefinition function) throws ReflectiveOperationException {
        Class<?> taken = handlerMethod(function).getParameterTypes()[0];

        assertThat(function.events())
                .allSatisfy(event -> assertThat(taken).isEqualTo(EVENT_OF_SOURCE.get(event.type())));
    }

    @ParameterizedTest
    @MethodSource(Shipped.MAPPED_FUNCTIONS)
    void shouldAnswerWithPartialFailuresThatLambdaReads(FunctionDefinition function)
            throws IOException, ReflectiveOperationException {
        StreamsEventResponse answer =
                new StreamsEventResponse(List.of(new BatchItemFailure("49668899999490256608559")));
        ByteArrayOutputStream json = new ByteArrayOutputStream();

        if (isAnyOf(handlerClass(function), RequestStreamHandler.class)) {
            assertThat(ReachedClasses.of(function).contain(PartialBatchResponse.class))
                    .isTrue();
            PartialBatchResponse.write(answer, json);
        } else {
            Class<?> type = handlerMethod(function).getReturnType();
            assertThat(type).isEqualTo(StreamsEventResponse.class);
            serializer(type).toJson(answer, json);
        }

        assertThat(json.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"49668899999490256608559\"}]}");
    }

    @ParameterizedTest
    @MethodSource(Shipped.MAPPED_FUNCTIONS)
    void shouldHaveSampleEventsThatItsHandlerReads(FunctionDefinition function)
            throws IOException, InvalidJsonException {
        List<Path> samples = samples(function);
        if (!Shipped.isOfAddedFlow(function)) {
            assertThat(samples).contains(EVENTS.resolve(function.logicalId() + ".json"));
        }

        for (Path sample : samples) {
            byte[] json = Files.readAllBytes(sample);
            JsonNode records = Json.readObject(json).path("Records");
            assertThat(records).as(sample.toString()).isNotEmpty();
            assertThat(function.events()).isNotEmpty().allSatisfy(event -> assertThat(records(event.type(), json))
                    .as(sample.toString())
                    .hasSameSizeAs(records));
        }
    }

    /** All kinds together, and each alone; and one that the function sets aside. */
    @Test
    void shouldHaveASampleOfEveryKindOfChange() throws IOException, InvalidJsonException, InvalidChangeException {
        FunctionDefinition function = Shipped.function(Shipped.template(), "AuditFunction");
        Map<String, List<String>> kinds = new TreeMap<>();
        for (Path sample : samples(function)) {
            if (sample.endsWith("AuditFunction-keys-only.json")) {
                continue;
            }
            List<String> found = new ArrayList<>();
            for (SourceRecord record : records("DynamoDB", Files.readAllBytes(sample))) {
                DynamoDbChange change = DynamoDbStreamParser.parse(record);
                found.add(change.expired() ? "ttl" : change.name().name().toLowerCase(Locale.ROOT));
            }
            kinds.put(sample.getFileName().toString().replaceAll("AuditFunction-?|\\.json", ""), found);
        }

        assertThat(kinds)
                .isEqualTo(Map.of(
                        "", List.of("insert", "modify", "remove", "ttl"),
                        "insert", List.of("insert"),
                        "modify", List.of("modify"),
                        "remove", List.of("remove"),
                        "ttl", List.of("ttl")));
    }

    /** A pipe sends a plain array, in which the fields of a mapping's {@code kinesis} stand beside the others. */
    @Test
    void shouldHaveSampleEventsAsAPipeSendsThem() throws IOException {
        List<FunctionDefinition> piped = Shipped.functions().stream()
                .filter(function -> function.events().isEmpty())
                .toList();
        assertThat(piped).isNotEmpty();

        for (FunctionDefinition function : piped) {
            List<Path> samples = samples(function);
            assertThat(samples).as(function.logicalId()).isNotEmpty();
            for (Path sample : samples) {
                JsonNode records = Json.readTree(Files.readString(sample));
                assertThat(records.isArray()).isTrue();
                assertThat(records).isNotEmpty().allSatisfy(record -> {
                    assertThat(record.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(PIPED_FIELDS);
                    assertThat(record.path("data").binaryValue()).isNotEmpty();
                    assertThat(record.path("approximateArrivalTimestamp").isNumber())
                            .isTrue();
                });
            }
        }
    }

    /** S3's own form, what configuring it sends, and the form that EventBridge makes of it. */
    @ParameterizedTest
    @MethodSource(Shipped.NOTIFIED_FUNCTIONS)
    void shouldHaveSampleEventsAsABucketSendsThem(FunctionDefinition function) throws IOException {
        assertThat(samples(function))
                .containsExactlyInAnyOrder(
                        EVENTS.resolve(function.logicalId() + ".json"),
                        EVENTS.resolve(function.logicalId() + "-eventbridge.json"),
                        EVENTS.resolve(function.logicalId() + "-test-event.json"),
                        EVENTS.resolve(function.logicalId() + "-missing-object.json"),
                        EVENTS.resolve(function.logicalId() + "-invalid.json"));

        JsonNode record = sample(function, "").at("/Records/0");
        JsonNode detail = sample(function, "-eventbridge").path("detail");
        assertThat(record.path("eventName").asText()).isEqualTo("ObjectCreated:Put");
        assertThat(record.at("/s3/bucket/name").asText())
                .isEqualTo(function.environment().get("CHANGE_BUCKET"))
                .isEqualTo(detail.at("/bucket/name").asText());
        assertThat(URLDecoder.decode(record.at("/s3/object/key").asText(), StandardCharsets.UTF_8))
                .isEqualTo(detail.at("/object/key").asText())
                .startsWith(function.environment().get("RAW_PREFIX"));
        assertThat(sample(function, "-test-event").path("Event").asText()).isEqualTo("s3:TestEvent");
    }

    /** What EventBridge sends, and what is asked for by hand. */
    @Test
    void shouldHaveSampleEventsOfEveryKindOfRun() throws IOException {
        FunctionDefinition function = Shipped.function(Shipped.template(), "Inference/MlInferenceFunction");
        assertThat(samples(function))
                .extracting(sample -> sample.getFileName().toString().replaceAll("MlInferenceFunction-?|\\.json", ""))
                .containsExactlyInAnyOrder("", "table", "range", "full", "other-table", "invalid");

        JsonNode scheduled = sample(function, "");
        assertThat(scheduled.path("source").asText()).isEqualTo("aws.events");
        assertThat(scheduled.path("detail-type").asText()).isEqualTo("Scheduled Event");
        assertThat(scheduled.at("/resources/0").asText())
                .endsWith(":rule/"
                        + function.events().get(0).properties().path("Name").asText());
        assertThat(scheduled.path("detail")).isEmpty();
        assertThat(sample(function, "-table")).hasToString("{\"table\":\"public.employees\"}");
        assertThat(sample(function, "-range").fieldNames()).toIterable().containsExactly("table", "from", "to");
        assertThat(sample(function, "-full")).hasToString("{\"full\":true}");
    }

    /** What version it will be is not known; so the samples name none, and the object lies beside them. */
    @ParameterizedTest
    @MethodSource(Shipped.NOTIFIED_FUNCTIONS)
    void shouldShipTheObjectThatItsSampleEventsTellOf(FunctionDefinition function) throws Exception {
        JsonNode told = sample(function, "-eventbridge").at("/detail/object");
        Path object = EVENTS.resolve(function.logicalId())
                .resolveSibling(told.path("key").asText());
        ChangeReader reader = new ChangeReader(ChangeReader.DEFAULT_BEFORE_IMAGE_PREFIX);

        assertThat(object).isRegularFile();
        assertThat(told.fieldNames()).toIterable().doesNotContain("etag", "version-id");
        assertThat(told.path("size").asLong()).isEqualTo(Files.size(object));
        JsonNode direct = sample(function, "").at("/Records/0/s3/object");
        assertThat(direct.fieldNames()).toIterable().doesNotContain("eTag", "versionId");
        assertThat(direct.path("size").asLong()).isEqualTo(Files.size(object));
        for (String line : Files.readAllLines(object)) {
            assertThat(reader.read(Json.readObject(line.getBytes(StandardCharsets.UTF_8))))
                    .isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("sampleEvents")
    void shouldShipNoSampleEventWithoutAFunction(Path sample) {
        assertThat(Shipped.functions()).anyMatch(function -> isOf(function, sample));
    }

    static List<Path> sampleEvents() throws IOException {
        try (Stream<Path> files = Files.walk(EVENTS)) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    private static List<Path> samples(FunctionDefinition function) throws IOException {
        return sampleEvents().stream().filter(sample -> isOf(function, sample)).toList();
    }

    private static JsonNode sample(FunctionDefinition function, String kind) throws IOException {
        return Json.readTree(Files.readString(EVENTS.resolve(function.logicalId() + kind + ".json")));
    }

    private static boolean isOf(FunctionDefinition function, Path sample) {
        return EVENTS.relativize(sample).toString().matches(function.logicalId() + "(-[\\w-]+)?\\.json");
    }

    private static List<SourceRecord> records(String source, byte[] event) {
        InputStream input = new ByteArrayInputStream(event);
        return source.equals("DynamoDB")
                ? DynamoDbRecords.from(input)
                : KinesisRecords.from(
                        (KinesisEvent) serializer(KinesisEvent.class).fromJson(input));
    }

    private static boolean isAnyOf(Class<?> type, Class<?>... interfaces) {
        return Stream.of(interfaces).anyMatch(one -> one.isAssignableFrom(type));
    }

    private static Class<?> handlerClass(FunctionDefinition function) throws ClassNotFoundException {
        return Class.forName(function.handler().split("::", 2)[0]);
    }

    private static Method handlerMethod(FunctionDefinition function) throws ReflectiveOperationException {
        String name = function.handler().split("::", 2)[1];
        List<Method> methods = Stream.of(handlerClass(function).getMethods())
                .filter(method -> method.getName().equals(name) && !method.isBridge())
                .toList();
        assertThat(methods).as(function.handler()).hasSize(1);
        return methods.get(0);
    }

    /** As the runtime chooses it. */
    @SuppressWarnings("unchecked")
    private static PojoSerializer<Object> serializer(Class<?> type) {
        return (PojoSerializer<Object>)
                (LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
                        ? LambdaEventSerializers.serializerFor(type, type.getClassLoader())
                        : JacksonFactory.getInstance().getSerializer(type));
    }
}
