package dev.tributary.inference;

import static dev.tributary.inference.InferenceFixture.SCORED;
import static dev.tributary.inference.InferenceFixture.item;
import static dev.tributary.inference.InferenceFixture.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.testing.FakeS3;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** S3 announces at least once and in no order, sources repeat themselves, and SQS shows again what takes long. */
class RepeatsTest {

    private final InferenceFixture fixture = new InferenceFixture();

    @Test
    void shouldScoreAnObjectOnceThatIsAnnouncedTwice() {
        String key = fixture.announce("a", item(1, 11, 10, 130));
        fixture.tell(key);
        fixture.run();
        fixture.tell(key);

        JsonNode again = fixture.run();

        assertThat(fixture.scored()).containsExactly("1@11");
        assertThat(again.path("repeated").asInt()).isOne();
        assertThat(again.path("scored").asInt()).isZero();
        assertThat(fixture.objects(SCORED)).hasSize(1);
        assertThat(fixture.waiting()).isEmpty();
    }

    @Test
    void shouldScoreAChangeOnceThatAnotherObjectRepeats() {
        fixture.announce("a", item(1, 11, 10, 130));
        fixture.run();
        fixture.announce("b", item(1, 11, 10, 130), item(2, 12, 10, 130));

        JsonNode answer = fixture.run();

        assertThat(fixture.scored()).containsExactly("1@11", "2@12");
        assertThat(answer.path("repeated").asInt()).isOne();
    }

    @Test
    void shouldNotScoreAnOlderChangeThatComesLate() {
        fixture.announce("b", item(1, 12, 20, 160));
        fixture.run();
        fixture.announce("a", item(1, 11, 10, 130), row("delete", 10, "'id': 1"));

        JsonNode answer = fixture.run();

        assertThat(fixture.scored()).containsExactly("1@12");
        assertThat(fixture.ledger(1)).contains("1.0212");
        assertThat(answer.path("late").asInt()).isOne();
        assertThat(fixture.waiting()).isEmpty();
    }

    @Test
    void shouldTakeEqualNumbersForTheSameKey() {
        fixture.announce("a", item(1, 11, 10, 130));
        fixture.run();
        fixture.announce("b", row("update", 11, "'id': 1.0, 'hours': 10, 'price': 130"));

        assertThat(fixture.run().path("repeated").asInt()).isOne();
    }

    @Test
    void shouldKnowLongKeysAgain() {
        String longKey = "'id': '" + "x".repeat(3_000) + "', 'hours': 10";
        fixture.announce("a", row("insert", 11, longKey), row("insert", 12, longKey.replace("x'", "y'")));
        assertThat(fixture.run().path("scored").asInt()).isEqualTo(2);
        fixture.announce("b", row("insert", 11, longKey));

        assertThat(fixture.run().path("repeated").asInt()).isOne();
    }

    @Test
    void shouldAskOnceForEachObjectThatHasRepeatedRows() {
        String[] rows = IntStream.range(0, 300)
                .mapToObj(i -> item(i, 1000 + i, 10, 130))
                .toArray(String[]::new);
        fixture.announce("a", rows);
        fixture.run();
        int asked = fixture.s3.faults().calls(FakeS3.HEAD);
        fixture.announce("b", rows);

        assertThat(fixture.run().path("repeated").asInt()).isEqualTo(300);
        assertThat(fixture.s3.faults().calls(FakeS3.HEAD)).isEqualTo(asked + 1);
    }

    /** What was scored and is there no more, since somebody removed it, is scored again when its rows come again. */
    @Test
    void shouldScoreAgainWhatIsGone() {
        fixture.announce("a", item(1, 11, 10, 130));
        fixture.run();
        String gone = fixture.objects(SCORED).keySet().iterator().next();
        fixture.s3.remove(InferenceFixture.BUCKET, gone);
        fixture.announce("b", item(1, 11, 10, 130));

        fixture.run();

        assertThat(fixture.scored()).containsExactly("1@11");
        assertThat(fixture.s3.object(InferenceFixture.BUCKET, gone).metadata()).containsEntry("fence", "true");
    }

    /** As where a run takes longer than messages stay hidden. */
    @Test
    void shouldTakeAMessageOnceThatShowsUpAgainWithinTheRun() {
        for (int i = 0; i < 12; i++) {
            fixture.announce("object-" + i, item(i, 100 + i, 10, 130));
        }
        fixture.s3.faults().follow((operation, nth) -> {
            if (operation.equals(FakeS3.GET)) {
                fixture.sqs.showAgain();
            }
            return null;
        });

        JsonNode answer = fixture.run();

        assertThat(answer.path("objects").asInt()).isEqualTo(12);
        assertThat(answer.path("scored").asInt()).isEqualTo(12);
        assertThat(answer.path("complete").asBoolean()).isTrue();
    }
}
