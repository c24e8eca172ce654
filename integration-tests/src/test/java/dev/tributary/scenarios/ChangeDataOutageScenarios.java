package dev.tributary.scenarios;

import static dev.tributary.scenarios.Changes.dms;
import static dev.tributary.scenarios.Changes.employee;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.fault.Fault;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.function.FunctionHost;
import dev.tributary.scenarios.Found.Letter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What happens to raw objects while services fail, and the function dies. */
abstract class ChangeDataOutageScenarios extends Scenarios {

    private static final int OBJECTS = 30;

    ChangeDataOutageScenarios(Backend backend) {
        super(backend);
    }

    /** Calls are refused, lost and cut off by the seed, and of some objects all attempts: those are redelivered by hand. */
    @Test
    void shouldLeaveWhatAnUndisturbedRunLeavesWhenEverythingGoesWrong() {
        ChangedTables tables = tables();
        FaultPlan faults = FaultPlan.seeded(7);
        tables.system().start(faults);
        for (int i = 0; i < OBJECTS; i++) {
            tables.put("object-" + i, content(i));
        }
        tables.system().awaitQuiet();
        FunctionHost function = tables.system().byHand();
        tables.failedEvents().forEach(failed -> tables.redeliver(function, payload(failed)));

        Map<String, String> digests = tables.digests();
        assertThat(faults.counts().keySet())
                .contains(Fault.THROTTLED, Fault.KILLED_BEFORE_CALL, Fault.KILLED_AFTER_CALL, Fault.RESPONSE_LOST);
        assertThat(tables.system().activity().retriedInvocations()).isPositive();
        assertThat(tables.employees()).hasSize(OBJECTS);
        assertThat(tables.objects("trusted/")).hasSize(2 * OBJECTS);
        assertThat(tables.system().found().deadLetters().stream()
                        .map(Letter::recordId)
                        .distinct())
                .hasSize(OBJECTS);
        for (int i = 0; i < OBJECTS; i++) {
            tables.redeliver(function, tables.event("object-" + i));
        }
        assertThat(tables.digests()).isEqualTo(digests);
    }

    @Test
    void shouldKeepTheEventOfAnObjectWhoseDeadLettersNobodyTakes() {
        ChangedTables tables = tables();
        tables.deleteDeadLetterQueue();
        tables.system().start();
        tables.put("object", content(1));
        tables.put("good", dms(5, "insert", employee(5, "good")));
        tables.system().awaitQuiet();

        assertThat(tables.system().activity().retriedInvocations()).isEqualTo(2);
        assertThat(tables.employees()).isEqualTo(Map.of(5, "good"));
        List<JsonNode> failed = new ArrayList<>(tables.failedEvents());
        assertThat(failed).singleElement().satisfies(document -> {
            assertThat(document.at("/requestContext/condition").asText()).isEqualTo("RetriesExhausted");
            assertThat(document.at("/requestContext/approximateInvokeCount").asInt())
                    .isEqualTo(3);
            assertThat(document.at("/requestPayload/Records/0/s3/object/key").asText())
                    .isEqualTo("raw/object");
            assertThat(document.at("/responsePayload/errorType").asText()).endsWith("ObjectFailedException");
        });

        tables.system().provision();
        tables.redeliver(tables.system().byHand(), payload(failed.get(0)));

        assertThat(tables.employees()).isEqualTo(Map.of(1, "of 1", 5, "good"));
        assertThat(tables.system().found().deadLetters()).hasSize(1);
    }

    /** One message, and not a letter for each of its pieces. */
    @Test
    void shouldKeepTheEventOfAnObjectOfWhichMostIsNoChange() {
        ChangedTables tables = tables();
        tables.system().start();
        tables.put("object", content(1) + "{}".repeat(100));
        tables.put("good", dms(5, "insert", employee(5, "good")));
        tables.system().awaitQuiet();

        assertThat(tables.employees()).isEqualTo(Map.of(5, "good"));
        assertThat(tables.system().found().deadLetters()).isEmpty();
        assertThat(tables.failedEvents()).singleElement().satisfies(document -> assertThat(
                        document.at("/requestPayload/Records/0/s3/object/key").asText())
                .isEqualTo("raw/object"));
    }

    /** Two tables and a dead letter. */
    private static String content(int number) {
        return dms(number, "insert", employee(number + (number == 0 ? 1_000 : 0), "of " + number))
                + Changes.dmsOf("other", "table", number) + "{\"number\": " + number + "}";
    }

    private static byte[] payload(JsonNode failed) {
        return failed.path("requestPayload").toString().getBytes(UTF_8);
    }

    private ChangedTables tables() {
        return new ChangedTables(backend(), system(ChangedTables.PARTS, Deployed.TEMPLATE, ChangedTables.PARAMETERS));
    }
}
