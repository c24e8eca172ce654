package dev.tributary.scenarios;

import static dev.tributary.scenarios.Changes.dms;
import static dev.tributary.scenarios.Changes.employee;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.source.InvocationResult;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What the model makes of rows, from the trusted zone to the scores. */
abstract class InferenceScenarios extends Scenarios {

    private static final Parts PARTS =
            new Parts("Inference/MlInferenceFunction", "ChangeData/ChangeStream", "Inference/ScoreTable");
    private static final String SCORES = "trusted-analytics/employee-salary/";
    private static final String QUARANTINE = "quarantine/public/employees/";
    private static final String SCHEDULED = "{}";
    private static final String FULL = "{\"full\": true}";

    InferenceScenarios(Backend backend) {
        super(backend);
    }

    /** The whole way: a raw object, its rows, what the bucket tells the queue, and a run of the schedule. */
    @Test
    void shouldScoreTheLatestStateOfWhatArrivesOnce() {
        ChangedTables tables = tables();
        tables.system().start();
        tables.put(
                "object",
                dms(1, "insert", employee(1, "new"))
                        + dms(2, "insert", employee(2, "new"))
                        + dms(3, "update", employee(1, "changed"))
                        + dms(4, "delete", "{'id': 2}"));
        tables.system().awaitQuiet();

        tables.system().fire();
        tables.system().awaitQuiet();

        assertThat(tables.lines(SCORES))
                .extracting(line ->
                        line.at("/key/id").asInt() + " " + line.path("_op").asText() + " " + line.has("score"))
                .containsExactlyInAnyOrder("1 update true", "2 delete false");
        Map<String, String> digests = tables.digests();
        JsonNode again = run(tables, FULL);
        assertThat(again.path("scored").asInt()).isZero();
        assertThat(again.path("repeated").asInt()).isPositive();
        assertThat(tables.digests()).isEqualTo(digests);
        assertThat(tables.system().found().deadLetters()).isEmpty();
    }

    @Test
    void shouldScoreOnceWhatARunFailedToScore() {
        ChangedTables tables = tables();
        announce(tables, row(1, "2024-02-01"));
        deleteTable(tables.system());

        assertThat(tables.system().byHand().invoke(SCHEDULED.getBytes(UTF_8)))
                .isInstanceOf(InvocationResult.Failed.class);

        assertThat(tables.objects("trusted-analytics/")).isEmpty();
        assertThat(waiting(tables)).as("kept for another run").isOne();
        tables.system().provision();
        assertThat(run(tables, FULL).path("scored").asInt()).isOne();
        announce(tables, row(1, "2024-02-01"));
        JsonNode again = run(tables, SCHEDULED);
        assertThat(again.path("scored").asInt()).isZero();
        assertThat(again.path("repeated").asInt()).isOne();
        assertThat(tables.lines(SCORES)).hasSize(1);
    }

    @Test
    void shouldSetARowAsideThatTheModelCannotTakeAndScoreTheOthers() {
        ChangedTables tables = tables();
        announce(tables, row(1, "2024-02-01") + "\n" + row(2, "yesterday") + "\n" + row(3, "2020-06-01"));

        JsonNode answer = run(tables, SCHEDULED);

        assertThat(answer.path("scored").asInt()).isEqualTo(2);
        assertThat(answer.path("quarantined").asInt()).isOne();
        assertThat(tables.lines(SCORES))
                .extracting(line -> line.at("/key/id").asInt())
                .containsExactlyInAnyOrder(1, 3);
        assertThat(tables.lines(QUARANTINE)).singleElement().satisfies(line -> {
            assertThat(line.at("/row/id").asInt()).isEqualTo(2);
            assertThat(line.at("/violations/0/column").asText()).isEqualTo("hire_date");
        });
        assertThat(waiting(tables)).isZero();
        assertThat(run(tables, FULL).path("quarantined").asInt()).as("once").isZero();
        assertThat(tables.lines(QUARANTINE)).hasSize(1);
    }

    private static String row(int id, String hired) {
        return Changes.quoted("{'id': " + id + ", 'department': 'Finance', 'salary': 100000, 'hire_date': '" + hired
                + "', '_op': 'insert', '_committed_at': '2026-03-04T05:06:07Z', '_order': '1.01" + id
                + "', '_deleted': false, '_source_object': 's3://changes/raw/object'}");
    }

    /** Puts an object of rows there, or the same again, and has S3 tell of it. */
    private void announce(ChangedTables tables, String rows) {
        String key = "trusted/public/employees/" + Changes.DAY + "object.jsonl.gz";
        backend()
                .clients()
                .s3()
                .putObject(
                        call -> call.bucket(tables.bucket()).key(key),
                        RequestBody.fromBytes(Changes.gzip(rows.getBytes(UTF_8))));
        String event = new String(tables.eventOf(key), UTF_8);
        backend().clients().sqs().sendMessage(call -> call.queueUrl(queue(tables))
                .messageBody(event));
    }

    /** Announcements that are in the queue, received or not. */
    private int waiting(ChangedTables tables) {
        Map<QueueAttributeName, String> attributes = backend()
                .clients()
                .sqs()
                .getQueueAttributes(call -> call.queueUrl(queue(tables))
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes();
        return attributes.values().stream().mapToInt(Integer::parseInt).sum();
    }

    private static String queue(ChangedTables tables) {
        return tables.system().variable("ANNOUNCEMENT_QUEUE_URL");
    }

    private static JsonNode run(ChangedTables tables, String event) {
        InvocationResult result = tables.system().byHand().invoke(event.getBytes(UTF_8));
        if (!(result instanceof InvocationResult.Answered answered)) {
            throw new AssertionError(result);
        }
        return Found.json(new String(answered.payload(), UTF_8));
    }

    private ChangedTables tables() {
        return new ChangedTables(backend(), system(PARTS, Deployed.TEMPLATE, ChangedTables.PARAMETERS));
    }
}
