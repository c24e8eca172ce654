package dev.tributary.stream;

import static dev.tributary.stream.FlowFixture.event;
import static dev.tributary.stream.FlowFixture.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.stream.types.UserActivity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a batch of 1,000 records costs in calls. */
class AwsCallsTest {

    private static final Map<String, String> ONE_EACH =
            Map.of("PROCESSOR_SETTINGS", "{\"eventsPerTransaction\":1,\"keepsEntries\":true}");

    @Test
    void shouldReadByTheHundredAndWriteByTheTransaction() {
        FlowFixture fixture = new FlowFixture();

        assertThat(fixture.handle(1, orders())).isEmpty();

        assertThat(fixture.calls()).isEqualTo(Map.of("read", 10, "write", 20, "put", 1));
        assertThat(fixture.archive()).hasSize(1_000);
        assertThat(fixture.entries()).hasSize(1_000);
    }

    @Test
    void shouldWriteAnEntityOnceATransactionHoweverManyOfItsEventsAreInIt() {
        FlowFixture fixture = new FlowFixture();

        fixture.handle(1, numbered(1_000, i -> event("a" + i % 150, "" + i, 1)));

        assertThat(fixture.calls()).isEqualTo(Map.of("read", 2, "write", 20, "put", 1));
        assertThat(fixture.tally("a7")).startsWith("7 7157307");
    }

    @Test
    void shouldWriteEachEventInATransactionOfItsOwnWhereItsProcessorSaysSo() {
        FlowFixture fixture = new FlowFixture(ONE_EACH);

        fixture.handle(1, orders());

        assertThat(fixture.calls()).isEqualTo(Map.of("read", 10, "write", 1_000, "put", 1));
    }

    @Test
    void shouldWriteThreeItemsAnActivityOfAnotherUser() {
        FlowFixture activities = new FlowFixture(Map.of(
                "EVENT_TYPE", "user_activity",
                "ENTITY_FIELD", "user_id",
                "EVENT_PROCESSOR", UserActivity.class.getName()));

        activities.handle(1, numbered(1_000, i -> "{\"user_id\":\"u" + i + "\",\"action\":\"login\"}"));

        assertThat(activities.calls()).isEqualTo(Map.of("read", 20, "write", 31, "put", 1));
    }

    @Test
    void shouldReadNothingWhereEventsChangeNothing() {
        FlowFixture fixture = new FlowFixture(FlowFixture.NO_PROCESSOR);

        fixture.handle(1, orders());

        assertThat(fixture.calls()).isEqualTo(Map.of("write", 10, "put", 1));
        assertThat(fixture.verdicts()).hasSize(1_000).containsEntry(1, "accepted");
    }

    @Test
    void shouldBeSoonPastWhatAnEarlierAttemptDid() {
        FlowFixture fixture = new FlowFixture(ONE_EACH);
        List<String> orders = orders();
        fixture.handle(1, orders);

        assertThat(fixture.handle(1, orders)).isEmpty();

        // The state of the first hundred, one cancelled transaction, and the entries of the others.
        assertThat(fixture.calls()).isEqualTo(Map.of("read", 21, "write", 1_001, "put", 3, "head", 1));
        assertThat(fixture.archive()).hasSize(1_000);
    }

    @Test
    void shouldStopReadingEntriesAheadWhereThereAreNone() {
        FlowFixture fixture = new FlowFixture(FlowFixture.NO_PROCESSOR);
        List<String> orders = orders();
        fixture.handle(1, orders.subList(0, 150));

        assertThat(fixture.handle(1, orders)).isEmpty();

        assertThat(fixture.calls()).isEqualTo(Map.of("read", 2, "write", 12, "put", 3, "head", 1));
    }

    private static List<String> orders() {
        return numbered(1_000, i -> event("order" + i, "" + i, 1));
    }
}
