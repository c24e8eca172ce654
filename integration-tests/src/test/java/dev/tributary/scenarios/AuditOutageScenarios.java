package dev.tributary.scenarios;

import static dev.tributary.scenarios.Subscriber.attribute;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What happens to changes of a table while a service that the audit needs is not there. */
abstract class AuditOutageScenarios extends Scenarios {

    AuditOutageScenarios(Backend backend) {
        super(backend);
    }

    /** Stopped while there is no topic, so that the queue can subscribe before the function goes on. */
    @Test
    void shouldWriteNothingWithoutTheTopicAndWriteAndTellEverythingOnceItIsThere() {
        AuditedTable table = table(Map.of());
        table.deleteTopic();
        change(table);

        table.system().start();
        table.system().awaitRetries(2);
        table.system().close();
        assertThat(table.system().found().trail()).isEmpty();

        table.system().provision();
        table.subscribe();
        table.system().run();
        List<String> ids = assertWrittenOnce(table);
        assertThat(table.heardOfOneCall(3))
                .extracting(message -> attribute(message, "recordId"))
                .hasSameElementsAs(ids);
    }

    @Test
    void shouldTellAgainUnderTheSameIdsWithoutTheTrailAndWriteOnceItIsThere() {
        AuditedTable table = table(Map.of());
        table.subscribe();
        table.deleteTrail();
        change(table);

        table.system().start();
        table.system().awaitRetries(2);

        table.system().provision();
        table.system().awaitQuiet();
        List<String> ids = assertWrittenOnce(table);
        Map<String, Long> heard = table.heardIds().stream().collect(groupingBy(id -> id, counting()));
        assertThat(heard).containsOnlyKeys(ids);
        assertThat(heard.values()).allMatch(times -> times >= 2);
    }

    @Test
    void shouldKeepChangesThatLambdaGivesUpWhole() {
        AuditedTable table = table(Map.of("AuditMaximumRetryAttempts", "1"));
        table.deleteTopic();
        change(table);

        table.system().run();

        List<JsonNode> kept = new ArrayList<>();
        for (JsonNode batch : table.system().found().givenUp()) {
            assertThat(batch.at("/requestContext/condition").asText()).isEqualTo("RetryAttemptsExhausted");
            assertThat(batch.at("/DDBStreamBatchInfo/streamArn").asText())
                    .contains(":table/" + table.system().table() + "/stream/");
            Found.json(batch.path("payload").asText()).path("Records").forEach(kept::add);
        }
        assertThat(kept)
                .extracting(record -> record.at("/dynamodb/NewImage/number/N").asText())
                .containsExactlyInAnyOrder("0", "1", "2");
        assertThat(table.system().found().trail()).isEmpty();
    }

    private static void change(AuditedTable table) {
        for (int number = 0; number < 3; number++) {
            table.set("user", "number", fromN(Integer.toString(number)));
        }
    }

    /** The record ids, in order. */
    private static List<String> assertWrittenOnce(AuditedTable table) {
        List<JsonNode> lines = table.lines();
        assertThat(lines)
                .extracting(line -> line.at("/newImage/number").asInt())
                .containsExactly(0, 1, 2);
        return AuditedTable.recordIds(lines);
    }

    private AuditedTable table(Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(AuditedTable.batchesOf(3));
        all.putAll(parameters);
        return new AuditedTable(backend(), system(AuditedTable.PARTS, Deployed.TEMPLATE, all));
    }
}
