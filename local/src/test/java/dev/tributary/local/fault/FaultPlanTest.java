package dev.tributary.local.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final int DELIVERIES = 200;

    @Test
    void shouldStrikeNothingWithoutASeed() {
        FaultPlan plan = FaultPlan.none();

        assertThat(deliveries(plan, "a")).containsOnly("passed");
        assertThat(plan.counts()).isEmpty();
    }

    @Test
    void shouldStrikeTheSameWithTheSameSeed() {
        FaultPlan first = FaultPlan.seeded(7);
        FaultPlan second = FaultPlan.seeded(7);

        assertThat(deliveries(first, "a")).isEqualTo(deliveries(second, "a"));
        assertThat(first.counts()).isEqualTo(second.counts());
        assertThat(first.counts())
                .hasSize(Fault.values().length - 4)
                .doesNotContainKeys(
                        Fault.RECORDS_REFUSED, Fault.RECORDS_THROTTLED, Fault.EVENT_LATE, Fault.EVENT_REPEATED);
    }

    @Test
    void shouldDifferFromRequestToRequestAndFromAttemptToAttempt() {
        FaultPlan first = FaultPlan.seeded(7);
        FaultPlan second = FaultPlan.seeded(7);
        List<Boolean> once = new ArrayList<>();
        List<Boolean> again = new ArrayList<>();
        for (int i = 0; i < DELIVERIES; i++) {
            once.add(first.forRequest("a").throttlesRecords());
            first.forRequest("b");
            again.add(second.forRequest("a").throttlesRecords());
        }

        assertThat(once).isEqualTo(again).contains(true, false);
    }

    @Test
    void shouldFollowWhatTheProducerSentAlone() {
        byte[] now =
                "{\"Records\":[{\"eventID\":\"s:1\",\"kinesis\":{\"data\":\"a\"}}]}".getBytes(StandardCharsets.UTF_8);
        byte[] later =
                "{\"Records\":[{\"eventID\":\"s:9\",\"kinesis\":{\"data\":\"a\"}}]}".getBytes(StandardCharsets.UTF_8);
        FaultPlan first = FaultPlan.seeded(7);
        FaultPlan second = FaultPlan.seeded(7);

        for (int delivery = 0; delivery < DELIVERIES; delivery++) {
            assertThat(outcome(first.forInvocation(now))).isEqualTo(outcome(second.forInvocation(later)));
        }
    }

    @Test
    void shouldFollowWhatAnObjectHoldsAndNotItsKey() {
        List<String> first = deliveries(FaultPlan.seeded(7), object("k-1", "e-1"));

        assertThat(deliveries(FaultPlan.seeded(7), object("k-2", "e-1"))).isEqualTo(first);
        assertThat(deliveries(FaultPlan.seeded(7), object("k-1", "e-2"))).isNotEqualTo(first);
    }

    private static byte[] object(String key, String eTag) {
        return "{\"Records\":[{\"s3\":{\"object\":{\"key\":\"%s\",\"eTag\":\"%s\"}}}]}"
                .formatted(key, eTag)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldFollowTheClientsEventWhateverTheApiWroteAroundIt() {
        List<String> first = deliveries(FaultPlan.seeded(7), wrapped("r-1", 1, "a"));

        assertThat(deliveries(FaultPlan.seeded(7), wrapped("r-2", 2, "a"))).isEqualTo(first);
        assertThat(deliveries(FaultPlan.seeded(7), wrapped("r-1", 1, "b"))).isNotEqualTo(first);
    }

    private static byte[] wrapped(String requestId, int receivedAt, String body) {
        byte[] record = "{\"requestId\":\"%s\",\"receivedAt\":%d,\"body\":\"%s\"}"
                .formatted(requestId, receivedAt, body)
                .getBytes(StandardCharsets.UTF_8);
        return "{\"Records\":[{\"kinesis\":{\"data\":\"%s\"}}]}"
                .formatted(Base64.getEncoder().encodeToString(record))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldFollowWhatAChangeOfATableHolds() {
        List<String> first = deliveries(FaultPlan.seeded(7), change("1", "a"));

        assertThat(deliveries(FaultPlan.seeded(7), change("2", "a"))).isEqualTo(first);
        assertThat(deliveries(FaultPlan.seeded(7), change("1", "b"))).isNotEqualTo(first);
    }

    private static byte[] change(String sequence, String value) {
        return """
                {"Records":[{"dynamodb":{"SequenceNumber":"%s","Keys":{"id":{"S":"1"}},"NewImage":{"data":{"S":"%s"}}}}]}""".formatted(sequence, value).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldStrikeABatchTheSameWhateverOtherBatchesDo() {
        List<String> alone = deliveries(FaultPlan.seeded(7), "a");
        FaultPlan shared = FaultPlan.seeded(7);
        deliveries(shared, "b");

        assertThat(deliveries(shared, "a")).isEqualTo(alone);
    }

    @Test
    void shouldStrikeDeliveriesBatchesAndSeedsDifferently() {
        List<String> one = deliveries(FaultPlan.seeded(7), "a");

        assertThat(one.stream().distinct().count()).isGreaterThan(3);
        assertThat(deliveries(FaultPlan.seeded(7), "b")).isNotEqualTo(one);
        assertThat(deliveries(FaultPlan.seeded(8), "a")).isNotEqualTo(one);
    }

    @Test
    void shouldLetAKilledInvocationMakeNoFurtherCall() {
        InvocationFaults killed = LongStream.range(0, 1_000)
                .mapToObj(seed -> FaultPlan.seeded(seed).forInvocation(event("a")))
                .filter(faults -> outcome(faults).startsWith("killed"))
                .findFirst()
                .orElseThrow();

        for (int call = 0; call < 100; call++) {
            assertThatThrownBy(() -> killed.beforeCall("s3:PutObject"))
                    .isInstanceOf(InvocationKilledError.class)
                    .hasMessage("killed before s3:PutObject");
        }
    }

    @Test
    void shouldCountEachStrike() {
        FaultPlan plan = FaultPlan.seeded(7);
        Map<String, Fault> faultOf = Map.of(
                "killed before s3:PutObject", Fault.KILLED_BEFORE_CALL,
                "killed after s3:PutObject", Fault.KILLED_AFTER_CALL,
                "answer lost", Fault.ANSWER_LOST,
                "unprocessed", Fault.KEYS_UNPROCESSED,
                "refused", Fault.MESSAGES_REFUSED,
                "not published", Fault.NOTIFICATIONS_REFUSED);

        List<String> outcomes = deliveries(plan, "a");

        faultOf.forEach((outcome, fault) -> assertThat(plan.counts().get(fault))
                .as(outcome)
                .isEqualTo((int) outcomes.stream().filter(outcome::equals).count()));
    }

    @Test
    void shouldStrikePutsByTheirCountAndTargetsByWhatTheProducerSent() {
        List<String> puts = outcomes(FaultPlan.seeded(7), plan -> plan.forPut("products"));
        List<String> targets = outcomes(FaultPlan.seeded(7), plan -> plan.forTarget(event("a")));

        assertThat(puts.stream().distinct().count()).isEqualTo(5);
        assertThat(targets.stream().distinct().count()).isEqualTo(5);
        assertThat(targets).isNotEqualTo(puts);
        assertThat(outcomes(FaultPlan.seeded(7), plan -> plan.forPut("products")))
                .isEqualTo(puts);
        assertThat(outcomes(FaultPlan.seeded(7), plan -> plan.forTarget(event("a"))))
                .isEqualTo(targets);
        assertThat(outcomes(FaultPlan.none(), plan -> plan.forPut("products"))).containsOnly("passed");
    }

    private static List<String> deliveries(FaultPlan plan, String event) {
        return deliveries(plan, event(event));
    }

    private static List<String> deliveries(FaultPlan plan, byte[] event) {
        List<String> outcomes = new ArrayList<>();
        IntStream.range(0, DELIVERIES).forEach(any -> outcomes.add(outcome(plan.forInvocation(event))));
        return outcomes;
    }

    private static byte[] event(String data) {
        return ("{\"Records\":[{\"kinesis\":{\"data\":\"" + data + "\"}}]}").getBytes(StandardCharsets.UTF_8);
    }

    /** What comes of an invocation that makes one call and answers. */
    private static String outcome(InvocationFaults faults) {
        try {
            faults.beforeCall("s3:PutObject");
            if (faults.leavesKeysUnprocessed()) {
                return "unprocessed";
            }
            if (faults.refusesMessages()) {
                return "refused";
            }
            if (faults.refusesNotifications()) {
                return "not published";
            }
            faults.afterCall("s3:PutObject");
            return faults.losesAnswer() ? "answer lost" : "passed";
        } catch (RuntimeException | InvocationKilledError struck) {
            return String.valueOf(struck.getMessage());
        }
    }

    private static List<String> outcomes(FaultPlan plan, Function<FaultPlan, ServiceFaults> next) {
        return IntStream.range(0, DELIVERIES)
                .mapToObj(any -> outcome(next.apply(plan)))
                .toList();
    }

    /** What comes of a call to a service. */
    private static String outcome(ServiceFaults faults) {
        try {
            faults.beforeCall("s3:PutObject");
            if (faults.refusesRecords()) {
                return "refused";
            }
            faults.afterCall("s3:PutObject");
            return "passed";
        } catch (RuntimeException struck) {
            return String.valueOf(struck.getMessage());
        }
    }
}
