package dev.tributary.stream;

import static dev.tributary.stream.FlowFixture.attribute;
import static dev.tributary.stream.FlowFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.FakeDynamoDb;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Events that come more than once. */
class RepeatsTest {

    private final FlowFixture fixture = new FlowFixture();

    @Test
    void shouldKnowAClientsRepeatInALaterBatch() {
        fixture.handle(event("a", "1", 5_000), event("a", "2", 2));

        assertThat(fixture.handle(3, event("a", "3", 3), event("a", "1", 5_000), event("a", "4", 4)))
                .isEmpty();

        assertThat(fixture.tally("a")).isEqualTo("5009 1234");
        assertThat(fixture.verdicts())
                .isEqualTo(Map.of(1, "applied", 2, "applied", 3, "applied", 4, "repeated", 5, "applied"));
        assertThat(fixture.sns.messages()).hasSize(1);
    }

    @Test
    void shouldKnowAClientsRepeatInTheSameTransaction() {
        assertThat(fixture.handle(event("a", "1", 1), event("a", "1", 1), event("a", "2", 2)))
                .isEmpty();

        assertThat(fixture.tally("a")).isEqualTo("3 12");
        assertThat(fixture.verdicts()).isEqualTo(Map.of(1, "applied", 2, "repeated", 3, "applied"));
        assertThat(fixture.dynamoDb.faults().calls(FakeDynamoDb.TRANSACT_WRITE)).isEqualTo(1);
    }

    @Test
    void shouldKnowAClientsRepeatInALaterTransactionOfTheBatchWithoutACall() {
        FlowFixture pairs = new FlowFixture(Map.of("PROCESSOR_SETTINGS", "{\"eventsPerTransaction\":2}"));

        pairs.handle(event("a", "1", 1), event("a", "2", 2), event("a", "1", 1), event("a", "3", 3));

        assertThat(pairs.calls()).isEqualTo(Map.of("read", 1, "write", 2, "put", 1));
        assertThat(pairs.verdicts()).isEqualTo(Map.of(1, "applied", 2, "applied", 3, "repeated", 4, "applied"));
    }

    @Test
    void shouldKnowARepeatByContentWhateverTheOrderOfKeysAndTheFormOfNumbers() {
        fixture.handle("{\"account\":\"a\",\"event_id\":\"1\",\"amount\":1.50,\"lines\":[{\"price\":1e1}]}");

        fixture.handle(2, "{\"lines\":[{\"price\":10}], \"amount\":1.5, \"event_id\":\"1\",\"account\":\"a\"}");

        assertThat(fixture.verdicts()).containsEntry(2, "repeated");
    }

    @Test
    void shouldSetAsideAnEventWithTheIdentityOfAnotherOne() {
        fixture.handle(event("a", "1", 1));

        assertThat(fixture.handle(2, event("a", "1", 2), event("a", "2", 2), event("a", "2", "\"2\"")))
                .isEmpty();

        assertThat(fixture.deadLetters())
                .containsExactly(
                        "2 apply/IDENTITY_CONFLICT: /event_id: that of an event with other content, which came in record "
                                + FlowFixture.recordId(1) + " (expected: an id of its own, or the same content)",
                        "4 apply/IDENTITY_CONFLICT: /event_id: that of an event with other content, which came in record "
                                + FlowFixture.recordId(3) + " (expected: an id of its own, or the same content)");
        assertThat(fixture.tally("a")).isEqualTo("3 12");
    }

    @Test
    void shouldHoldTheSameIdOfAnotherEntityForAnotherEvent() {
        fixture.handle(event("a", "1", 1), event("b", "1", 1));

        assertThat(fixture.verdicts()).isEqualTo(Map.of(1, "applied", 2, "applied"));
    }

    @Test
    void shouldApplyEachOfEventsThatHaveNoIdOfTheirOwn() {
        String event = "{\"account\":\"a\",\"amount\":1}";

        fixture.handle(event, event, "{\"account\":\"a\",\"amount\":1,\"event_id\":null}");
        fixture.handle(1, event, event);

        assertThat(fixture.tally("a")).isEqualTo("3 ...");
        assertThat(fixture.entries())
                .extracting(entry -> attribute(entry, "item"))
                .containsExactlyInAnyOrder(
                        "record#" + FlowFixture.recordId(1),
                        "record#" + FlowFixture.recordId(2),
                        "record#" + FlowFixture.recordId(3));
    }

    @Test
    void shouldTakeARepeatOfAnEventThatWasSetAsideForAnEvent() {
        fixture.handle(event("a", "1", -1), event("a", "2", 2), event("a", "1", -1));

        assertThat(fixture.verdicts()).isEqualTo(Map.of(2, "applied", 3, "applied"));
        assertThat(fixture.tally("a")).isEqualTo("1 21");
    }

    @Test
    void shouldKeepEntriesForAsLongAsIsSaid() {
        FlowFixture days = new FlowFixture(Map.of("MARKER_RETENTION_DAYS", "2"));
        FlowFixture ledger = new FlowFixture(Map.of("PROCESSOR_SETTINGS", "{\"keepsEntries\":true}"));
        for (FlowFixture one : new FlowFixture[] {fixture, days, ledger}) {
            one.handle(event("a", "1", 1));
        }

        assertThat(expiry(fixture)).isEqualTo("" + (fixture.clock.instant().getEpochSecond() + 8 * 86_400));
        assertThat(expiry(days)).isEqualTo("" + (fixture.clock.instant().getEpochSecond() + 2 * 86_400));
        assertThat(expiry(ledger)).isEmpty();
    }

    @Test
    void shouldSaveWithTheEntryWhatTheProcessorAddsToIt() {
        fixture.handle(event("a", "1", "5000.50"));

        Map<String, AttributeValue> entry = fixture.entries().get(0);
        assertThat(attribute(entry, "amount")).isEqualTo("5000.5");
        assertThat(attribute(entry, "recordId")).isEqualTo(FlowFixture.recordId(1));
        assertThat(attribute(entry, "verdict")).isEqualTo("applied");
        assertThat(attribute(entry, "contentSha256")).hasSize(64);
        assertThat(entry).containsKey("flags");
    }

    private static String expiry(FlowFixture fixture) {
        return attribute(fixture.entries().get(0), "expiresAt");
    }
}
