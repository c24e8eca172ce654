package dev.tributary.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.fault.Fault;
import dev.tributary.local.fault.FaultPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultyKinesisTest {

    private static final String BATCH =
            "{\"StreamName\":\"s\",\"Records\":[{\"Data\":\"0\"},{\"Data\":\"1\"},{\"Data\":\"2\"}]}";
    private static final String ANSWER_TO_TWO =
            "{\"FailedRecordCount\":0,\"Records\":[{\"SequenceNumber\":\"0\"},{\"SequenceNumber\":\"2\"}]}";

    private final List<String> calls = new ArrayList<>();
    private final KinesisCall kinesis = (action, request, subject) -> {
        calls.add(request);
        return new KinesisCall.Answer(200, ANSWER_TO_TWO);
    };

    @Test
    void shouldLeaveCallsAloneWithoutAPlan() throws IOException {
        KinesisCall call = new FaultyKinesis(kinesis, FaultPlan.none());

        for (int i = 0; i < 200; i++) {
            assertThat(call.make("PutRecords", BATCH, "s" + i).status()).isEqualTo(200);
        }
        assertThat(calls).hasSize(200).containsOnly(BATCH);
    }

    @Test
    void shouldThrottleSomeRecordsAndTellWhich() throws IOException {
        FaultPlan plan = FaultPlan.seeded(1);
        KinesisCall call = new FaultyKinesis(kinesis, plan);

        JsonNode told;
        int requests = 0;
        do {
            told = ApiFixture.MAPPER.readTree(answer(call, "s" + requests++));
        } while (told.path("FailedRecordCount").asInt() == 0);

        assertThat(plan.counts()).containsKey(Fault.RECORDS_THROTTLED);
        assertThat(told.path("FailedRecordCount").asInt()).isEqualTo(1);
        assertThat(told.path("Records").findValuesAsText("SequenceNumber")).containsExactly("0", "2");
        assertThat(told.at("/Records/1/ErrorCode").asText()).isEqualTo("ProvisionedThroughputExceededException");
        assertThat(calls.get(calls.size() - 1))
                .isEqualTo("{\"StreamName\":\"s\",\"Records\":[{\"Data\":\"0\"},{\"Data\":\"2\"}]}");
    }

    @Test
    void shouldStrikeAllKindsTheSameWayForASeed() throws IOException {
        List<String> once = outcomes(42);

        assertThat(once).isEqualTo(outcomes(42)).isNotEqualTo(outcomes(43));
        assertThat(once).contains("400", "500", "200", "lost");
    }

    @Test
    void shouldLoseAnswersOfCallsThatTookEffect() {
        FaultPlan plan = FaultPlan.seeded(7);
        KinesisCall call = new FaultyKinesis(kinesis, plan);

        for (int i = 0; i < 300; i++) {
            int before = calls.size();
            if (outcome(call, "s" + i).equals("lost")) {
                assertThat(calls).hasSize(before + 1);
            }
        }
        assertThat(plan.counts()).containsKeys(Fault.RESPONSE_LOST, Fault.THROTTLED, Fault.SERVICE_FAILED);
    }

    private List<String> outcomes(long seed) {
        KinesisCall call = new FaultyKinesis(kinesis, FaultPlan.seeded(seed));
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            outcomes.add(outcome(call, "s" + i));
        }
        return outcomes;
    }

    private static String outcome(KinesisCall call, String subject) {
        try {
            return String.valueOf(call.make("PutRecords", BATCH, subject).status());
        } catch (IOException e) {
            return "lost";
        }
    }

    private static String answer(KinesisCall call, String subject) {
        try {
            return call.make("PutRecords", BATCH, subject).body();
        } catch (IOException lost) {
            return "{}";
        }
    }
}
