package dev.tributary.inference;

import static dev.tributary.inference.InferenceFixture.SCORED;
import static dev.tributary.inference.InferenceFixture.item;
import static dev.tributary.inference.InferenceFixture.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.testing.FakeBody;
import dev.tributary.testing.FakeDynamoDb;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Memory and time end before the rows do. */
class LimitsTest {

    private static String[] rows(int from, int count) {
        String[] rows = new String[count];
        Arrays.setAll(rows, i -> item(from + i, 10_000 + from + i, 10, 130));
        return rows;
    }

    @Test
    void shouldScoreAChunkInTheMiddleOfAnObject() {
        InferenceFixture fixture = new InferenceFixture(Map.of("MAX_ROWS", "10"));
        String a = fixture.announce("a", rows(0, 25));
        String b = fixture.announce("b", rows(25, 10));

        assertThat(fixture.run().path("scored").asInt()).isEqualTo(35);

        assertThat(fixture.objects(SCORED).keySet())
                .extracting(key -> key.replaceFirst(".*/", "").replaceFirst("-.*", ""))
                .containsExactlyInAnyOrder(
                        fixture.identity(a), fixture.identity(a), fixture.identity(a), fixture.identity(b));
        assertThat(fixture.lines(SCORED)).hasSize(35);
        assertThat(fixture.waiting()).isEmpty();
    }

    /** Its later changes are in another chunk, so it is scored twice, each change once. */
    @Test
    void shouldScoreEachChangeOnceWhereverAChunkEnds() {
        InferenceFixture fixture = new InferenceFixture(Map.of("MAX_ROWS", "2"));
        fixture.announce(
                "a",
                item(1, 11, 10, 130),
                item(1, 12, 10, 130),
                item(2, 13, 10, 130),
                item(1, 14, 10, 130),
                item(1, 12, 10, 130),
                item(3, 15, 10, 130));

        fixture.run();

        assertThat(fixture.scored()).containsExactly("1@12", "1@14", "2@13", "3@15");
    }

    @Test
    void shouldKnowInLaterChunksThatTheTableWasEmptied() {
        InferenceFixture fixture = new InferenceFixture(Map.of("MAX_ROWS", "1"));
        fixture.announce(
                "a", row("truncate", 20, ""), item(1, 21, 10, 130), item(2, 19, 10, 130), item(3, 22, 10, 130));

        assertThat(fixture.run().path("late").asInt()).isOne();
        assertThat(fixture.scored()).containsExactly("1@21", "3@22", "@20");
    }

    /** S3 ends connections that nobody reads for as long as it takes to score a chunk. */
    @Test
    void shouldReadOnWhereTheConnectionBrokeOffWhileAChunkWasScored() {
        InferenceFixture fixture = new InferenceFixture(Map.of("MAX_ROWS", "100"));
        fixture.announce("a", rows(0, 5_000));
        int bytes = fixture.s3.objects().values().stream()
                .mapToInt(object -> object.bytes().length)
                .max()
                .orElseThrow();
        fixture.s3.breakNextBody(new FakeBody.End(bytes * 2 / 3, new IOException("Connection reset")));

        JsonNode answer = fixture.run();

        assertThat(answer.path("scored").asInt()).isEqualTo(5_000);
        assertThat(answer.path("rows").asInt()).isEqualTo(5_000);
        assertThat(fixture.lines(SCORED)).hasSize(5_000);
        assertThat(fixture.s3.bodies()).allMatch(body -> body.isClosed() || body.isAborted());
    }

    @Test
    void shouldScoreWhatItHasReadWhereTimeIsUpInTheMiddleOfAnObject() {
        InferenceFixture fixture = new InferenceFixture();
        fixture.announce("a", rows(0, 10));
        fixture.announce("b", rows(10, 10));
        fixture.announce("c", rows(20, 10));
        // The second object takes all the time there is, and breaks off by the deadline.
        fixture.s3.faults().follow((operation, nth) -> {
            fixture.clock.advance(Duration.ofSeconds(operation.equals(FakeS3.GET) && nth == 4 ? 54 : 0));
            return null;
        });

        JsonNode answer = fixture.run();

        assertThat(answer.path("complete").asBoolean()).isFalse();
        assertThat(answer.path("scored").asInt()).isEqualTo(10);
        assertThat(fixture.waiting()).hasSize(2);
        fixture.s3.faults().heal();
        assertThat(fixture.run().path("scored").asInt()).isEqualTo(20);
        assertThat(fixture.lines(SCORED)).hasSize(30);
    }

    /** Of 58.8 seconds, 53 go by until the object is opened: what remains is enough for 5,800 keys at a time. */
    @Test
    void shouldScoreAChunkWhileThereIsTimeForIt() {
        InferenceFixture fixture = new InferenceFixture();
        fixture.announce("a", rows(0, 6_100));
        fixture.s3.faults().follow((operation, nth) -> {
            fixture.clock.advance(Duration.ofSeconds(operation.equals(FakeS3.GET) ? 53 : 0));
            return null;
        });

        JsonNode answer = fixture.run();

        assertThat(answer.path("complete").asBoolean()).isTrue();
        assertThat(answer.path("scored").asInt()).isEqualTo(6_100);
        assertThat(fixture.objects(SCORED).values())
                .extracting(object -> Integer.parseInt(object.metadata().getOrDefault("record-count", "0")))
                .hasSize(2)
                .allMatch(rows -> rows <= 5_800 + 256);
    }

    @Test
    void shouldStopInTheMiddleOfAnObjectWhenTimeIsUp() {
        InferenceFixture fixture = new InferenceFixture(Map.of("MAX_ROWS", "100"));
        fixture.announce("a", rows(0, 1_000));
        fixture.dynamoDb.faults().follow((operation, nth) -> {
            fixture.clock.advance(Duration.ofSeconds(operation.equals(FakeDynamoDb.TRANSACT_WRITE) ? 11 : 0));
            return (Fault) null;
        });

        JsonNode answer = fixture.run();

        assertThat(answer.path("complete").asBoolean()).isFalse();
        assertThat(answer.path("scored").asInt()).isBetween(400, 600);
        assertThat(fixture.waiting()).hasSize(1);
        fixture.dynamoDb.faults().heal();
        fixture.run();
        assertThat(fixture.lines(SCORED)).hasSize(1_000);
        assertThat(fixture.waiting()).isEmpty();
    }

    @Test
    void shouldLeaveMessagesToTheNextRunThatItHasNoTimeFor() {
        InferenceFixture fixture = new InferenceFixture();
        for (int i = 0; i < 30; i++) {
            fixture.announce("object-" + i, rows(i, 1));
        }
        fixture.sqs.faults().follow((operation, nth) -> {
            fixture.clock.advance(Duration.ofSeconds(operation.equals(FakeSqs.RECEIVE) ? 27 : 0));
            return null;
        });

        JsonNode answer = fixture.run();

        assertThat(answer.path("complete").asBoolean()).isFalse();
        assertThat(answer.path("scored").asInt()).isEqualTo(10);
        assertThat(fixture.waiting()).hasSize(20);
        fixture.sqs.faults().heal();
        assertThat(fixture.run().path("scored").asInt()).isEqualTo(20);
    }

    @Test
    void shouldFailWhereTimeIsUpBeforeTheRowsAreDurable() {
        InferenceFixture fixture = new InferenceFixture();
        fixture.announce("a", rows(0, 500));
        fixture.dynamoDb.faults().follow((operation, nth) -> {
            fixture.clock.advance(Duration.ofSeconds(operation.equals(FakeDynamoDb.TRANSACT_WRITE) ? 20 : 0));
            return (Fault) null;
        });

        assertThatThrownBy(fixture::run)
                .hasStackTraceContaining("no time left to score 500 keys; they will be read again");
        assertThat(fixture.objects(SCORED)).isEmpty();
        assertThat(fixture.waiting()).hasSize(1);
        fixture.dynamoDb.faults().heal();
        assertThat(fixture.run().path("scored").asInt()).isEqualTo(500);
    }
}
