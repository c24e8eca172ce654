package dev.tributary.local.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.fault.Fault;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.fault.InvocationFaults;
import dev.tributary.local.fault.InvocationKilledError;
import dev.tributary.local.source.InvocationResult;
import dev.tributary.local.source.InvocationResult.Answered;
import dev.tributary.local.source.InvocationResult.Failed;
import dev.tributary.local.template.FunctionDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionHostTest {

    private static final Duration LONG = Duration.ofMinutes(15);

    @Test
    void shouldSpeakTheJsonOfLambdasRuntimeInTheFunctionsOwnEnvironment() {
        String answer = answer(host(FaultPlan.none()).invoke(event("hello")));

        assertThat(answer)
                .matches(
                        "\\{\"batchItemFailures\":\\[\\{\"itemIdentifier\":\"hi \\d+ 2026-01-15T10:30:00.500Z hello\"}]}");
    }

    @Test
    void shouldLeaveTheBytesOfAStreamHandlerAlone() {
        FunctionHost host = new FunctionHost(definition(BytesHandler.class.getName(), LONG), FaultPlan.none());

        assertThat(answer(host.invoke("[ 1.50, 1e2 ]".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("[ 1.50, 1e2 ]");
        assertThat(host.invoke("[\"fail\"]".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Failed("java.io.UncheckedIOException", "java.io.IOException: as told"));
    }

    @Test
    void shouldKeepAnInstanceThatAnsweredOrThrew() {
        FunctionHost host = host(FaultPlan.none());
        String first = answer(host.invoke(event("hello")));

        assertThat(host.invoke(event("fail"))).isEqualTo(new Failed("java.lang.IllegalStateException", "as told"));

        assertThat(answer(host.invoke(event("hello")))).isEqualTo(first);
    }

    @Test
    void shouldDropAnInstanceThatWasKilled() {
        long seed = seed(event("call"), FunctionHostTest::isKilledAtOnce);
        FunctionHost host = host(FaultPlan.seeded(seed));
        String before = answer(host.invoke(event("hello")));

        assertThat(host.invoke(event("call")))
                .isEqualTo(new Failed(
                        "Runtime.ExitError",
                        "dev.tributary.local.fault.InvocationKilledError: killed before dynamodb:BatchGetItem"));

        assertThat(answer(host.invoke(event("hello")))).isNotEqualTo(before);
    }

    @Test
    void shouldFailWhenTheAnswerIsLostAndKeepTheInstance() {
        long seed = seed(event("hello"), InvocationFaults::losesAnswer);
        FaultPlan plan = FaultPlan.seeded(seed);

        assertThat(host(plan).invoke(event("hello"))).isEqualTo(new Failed("Lost", "the answer was lost"));
        assertThat(plan.counts()).isEqualTo(Map.of(Fault.ANSWER_LOST, 1));
    }

    @Test
    void shouldFailWhenTheAnswerComesAfterTheTimeout() {
        FunctionHost host =
                new FunctionHost(definition(ScriptedHandler.class.getName(), Duration.ZERO), FaultPlan.none());

        assertThat(host.invoke(event("hello"))).isEqualTo(new Failed("Sandbox.Timedout", "no answer within PT0S"));
    }

    @Test
    void shouldCountCallsOfAllItsInvocations() {
        FunctionHost host = host(FaultPlan.none());
        assertThat(host.awsCalls()).isEmpty();

        host.invoke(event("call"));
        host.invoke(event("call"));

        assertThat(host.awsCalls()).isEqualTo(Map.of("dynamodb:BatchGetItem", 2L));
    }

    @ParameterizedTest
    @CsvSource({
        "dev.tributary.Nobody::handleRequest, no such class",
        "java.lang.String::handleRequest, java.lang.String.handleRequest"
    })
    void shouldNotStartWithoutAHandlerClass(String handler, String told) {
        assertThatThrownBy(() -> new FunctionHost(definition(handler, LONG), FaultPlan.none()))
                .isInstanceOf(FunctionStartException.class)
                .hasMessageStartingWith(handler + " does not start: " + told);
    }

    @Test
    void shouldTellWhyAConstructorFailed() {
        FunctionDefinition withoutGreeting = new FunctionDefinition(
                "Scripted",
                "scripted",
                ScriptedHandler.class.getName() + "::handleRequest",
                Map.of(),
                128,
                LONG,
                List.of());

        assertThatThrownBy(() -> new FunctionHost(withoutGreeting, FaultPlan.none()))
                .isInstanceOf(FunctionStartException.class)
                .hasMessageContaining("GREETING: missing (expected: a text)");
    }

    private static boolean isKilledAtOnce(InvocationFaults faults) {
        try {
            faults.beforeCall("any");
            return false;
        } catch (InvocationKilledError killed) {
            return true;
        } catch (RuntimeException refused) {
            return false;
        }
    }

    /** The first seed whose faults for this event's first delivery are as wanted. */
    private static long seed(byte[] event, Predicate<InvocationFaults> wanted) {
        return LongStream.range(0, 10_000)
                .filter(seed -> wanted.test(FaultPlan.seeded(seed).forInvocation(event)))
                .findFirst()
                .orElseThrow();
    }

    private static FunctionHost host(FaultPlan plan) {
        return new FunctionHost(definition(ScriptedHandler.class.getName(), LONG), plan);
    }

    private static FunctionDefinition definition(String handler, Duration timeout) {
        return new FunctionDefinition(
                "Scripted", "scripted", handler, Map.of("GREETING", "hi"), 128, timeout, List.of());
    }

    private static byte[] event(String data) {
        return ("{\"Records\":[{\"kinesis\":{\"sequenceNumber\":\"1\",\"approximateArrivalTimestamp\":1768473000.5,"
                        + "\"data\":\"" + Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8))
                        + "\"}}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String answer(InvocationResult result) {
        assertThat(result).isInstanceOf(Answered.class);
        return new String(((Answered) result).payload(), StandardCharsets.UTF_8);
    }
}
