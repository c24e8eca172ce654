package dev.tributary.local.demo.ingestion;

import static dev.tributary.local.demo.ingestion.Records.at;
import static dev.tributary.local.demo.ingestion.Records.bare;
import static dev.tributary.local.demo.ingestion.Records.event;
import static dev.tributary.local.demo.ingestion.Records.wrapped;
import static dev.tributary.local.demo.ingestion.Records.wrappedObject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.demo.ingestion.Attempt.Way;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether an answer that is not true is found. */
class AnswerAccountTest {

    private static final ClientEvent EVENT = event("order-1", "{\"order_id\":\"order-1\",\"total\":1.50}");
    private static final ClientEvent OTHER = event("order-1", "{\"order_id\":\"order-1\",\"total\":2}");

    private final Sendings sendings = new Sendings();

    @Test
    void shouldTakeAnswersThatAreTrue() {
        sendings.request();
        sendings.refusal();
        sendings.refused(EVENT, Way.SINGLE);
        sendings.accepted(EVENT, Way.SINGLE, at(1));
        sendings.accepted(OTHER, Way.DIRECT, at(2));

        assertThat(account(wrapped(1, EVENT), bare(2, OTHER)))
                .isEqualTo(new AnswerAccount(1, 2, 1, 0, 0, 1, List.of()));
    }

    @Test
    void shouldFindAnAcceptedEventThatIsNotInTheStream() {
        sendings.accepted(EVENT, Way.BATCH, at(1));

        assertProblem("event " + EVENT.text() + " was accepted as " + at(1)
                + ", which is not in the stream, or another event's");
    }

    @Test
    void shouldFindTwoEventsThatWereAcceptedAsOneRecord() {
        sendings.accepted(EVENT, Way.BATCH, at(1));
        sendings.accepted(EVENT, Way.BATCH, at(1));

        assertProblem(
                "event " + EVENT.text() + " was accepted as " + at(1)
                        + ", which is not in the stream, or another event's",
                wrapped(1, EVENT));
    }

    @Test
    void shouldFindARecordThatHoldsAnotherEventThanTheAnswerSays() {
        sendings.accepted(EVENT, Way.BATCH, at(1));

        assertProblem(
                "event " + EVENT.text() + " was accepted as " + at(1) + ", which holds " + OTHER.text(),
                wrapped(1, OTHER));
    }

    @Test
    void shouldFindATextThatTheApiWroteAnew() {
        ClientEvent rewritten = event("order-1", "{\"order_id\":\"order-1\",\"total\":1.5}");
        sendings.accepted(EVENT, Way.SINGLE, at(1));

        assertThat(account(wrapped(1, rewritten)).problems()).hasSize(1);
    }

    @Test
    void shouldLetTheApiWriteAnObjectOfABatchAnew() {
        ClientEvent object = new ClientEvent(EVENT.entity(), EVENT.text(), true, true);
        ClientEvent rewritten = event("order-1", "{\"total\":1.5,\"order_id\":\"order-1\"}");
        sendings.accepted(object, Way.BATCH, at(1));

        assertThat(account(wrappedObject(1, rewritten)).problems()).isEmpty();
    }

    @Test
    void shouldFindAWrongPartitionKeyAndAMissingEnvelope() {
        sendings.accepted(EVENT, Way.SINGLE, at(1));
        sendings.accepted(EVENT, Way.SINGLE, at(2));

        assertThat(account(wrapped(1, event("order-2", EVENT.text())), bare(2, EVENT))
                        .problems())
                .hasSize(2);
    }

    @Test
    void shouldFindARefusedEventThatIsInTheStream() {
        sendings.refused(EVENT, Way.BATCH);
        sendings.accepted(EVENT, Way.BATCH, at(2));

        assertProblem(
                "record " + at(1) + " is in the stream, and its client was told that it failed",
                wrapped(1, EVENT),
                wrapped(2, EVENT));
    }

    @Test
    void shouldLetAnEventWithoutAnswerBeInTheStreamOnceOrNotAtAll() {
        sendings.unanswered(EVENT, Way.BATCH);
        sendings.unanswered(OTHER, Way.BATCH);
        sendings.accepted(EVENT, Way.BATCH, at(2));
        sendings.accepted(OTHER, Way.BATCH, at(3));

        AnswerAccount account = account(wrapped(1, EVENT), wrapped(2, EVENT), wrapped(3, OTHER));

        assertThat(account.problems()).isEmpty();
        assertThat(account.unanswered()).isEqualTo(2);
        assertThat(account.unheard()).isEqualTo(1);
    }

    @Test
    void shouldFindAnEventWithoutAnswerThatIsInTheStreamTwice() {
        sendings.unanswered(EVENT, Way.BATCH);

        assertProblem(
                "record " + at(2) + " is in the stream, and nobody sent it: " + EVENT.text(),
                wrapped(1, EVENT),
                wrapped(2, EVENT));
    }

    @Test
    void shouldTellWhatWasWrongWithTheAnswersThemselves() {
        sendings.problem("no Retry-After");

        assertProblem("no Retry-After");
    }

    private void assertProblem(String problem, Taken... taken) {
        assertThat(account(taken).problems()).containsExactly(problem);
    }

    private AnswerAccount account(Taken... taken) {
        return AnswerAccount.account(sendings, List.of(taken));
    }
}
