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
import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import dev.tributary.lambda.KinesisRecords;
import dev.tributary.local.template.FunctionDefinition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lambda finds the handlers that the template names, and can talk to them. */
class HandlerContractTest {

    /** What a handler takes from each type of event source, as Lambda's Java runtime reads it. */
    private static final Map<String, Class<?>> EVENT_OF_SOURCE = Map.of("Kinesis", KinesisEvent.class);

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
    @MethodSource(Shipped.MAPPED_FUNCTIONS)
    void shouldTakeTheEventsOfEverySource(FunctionDefinition function) throws ReflectiveOperationException {
        Class<?> taken = handlerMethod(function).getParameterTypes()[0];

        assertThat(function.events()).isNotEmpty().allSatisfy(event -> assertThat(taken)
                .isEqualTo(EVENT_OF_SOURCE.get(event.type())));
    }

    @ParameterizedTest
    @MethodSource(Shipped.MAPPED_FUNCTIONS)
    void shouldAnswerWithPartialFailuresThatLambdaReads(FunctionDefinition function)
            throws ReflectiveOperationException {
        Class<?> answer = handlerMethod(function).getReturnType();
        assertThat(answer).isEqualTo(StreamsEventResponse.class);
        ByteArrayOutputStream json = new ByteArrayOutputStream();

        serializer(answer)
                .toJson(new StreamsEventResponse(List.of(new BatchItemFailure("49668899999490256608559"))), json);

        assertThat(json.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"49668899999490256608559\"}]}");
    }

    @ParameterizedTest
    @MethodSource(Shipped.MAPPED_FUNCTIONS)
    void shouldHaveSampleEventsThatItsHandlerReads(FunctionDefinition function)
            throws IOException, InvalidJsonException, ReflectiveOperationException {
        List<Path> samples = samples(shortName(function) + "-");
        assertThat(samples).isNotEmpty();

        for (Path sample : samples) {
            byte[] json = Files.readAllBytes(sample);
            Object event =
                    serializer(handlerMethod(function).getParameterTypes()[0]).fromJson(new ByteArrayInputStream(json));
            assertThat(KinesisRecords.from((KinesisEvent) event))
                    .as(sample.toString())
                    .isNotEmpty()
                    .hasSize(Json.readObject(json).path("Records").size());
        }
    }

    /** A pipe sends a plain array, in which the fields of a mapping's {@code kinesis} stand beside the others. */
    @Test
    void shouldHaveSampleEventsAsAPipeSendsThem() throws IOException {
        List<FunctionDefinition> piped = Shipped.functions().stream()
                .filter(function -> function.events().isEmpty())
                .toList();
        assertThat(piped).isNotEmpty();

        for (FunctionDefinition function : piped) {
            List<Path> samples = samples(shortName(function) + ".");
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

    @ParameterizedTest
    @MethodSource("sampleEvents")
    void shouldShipNoSampleEventWithoutAFunction(Path sample) {
        assertThat(Shipped.functions())
                .anyMatch(function -> sample.getFileName().toString().matches(shortName(function) + "[-.].*"));
    }

    static List<Path> sampleEvents() throws IOException {
        return samples("");
    }

    private static List<Path> samples(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(Shipped.ROOT.resolve("events"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file -> file.toString().endsWith(".json"))
                    .toList();
        }
    }

    /** The function's name without what all names begin with: the samples are named after it. */
    private static String shortName(FunctionDefinition function) {
        return function.name().replaceFirst("^tributary-dev-", "");
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
