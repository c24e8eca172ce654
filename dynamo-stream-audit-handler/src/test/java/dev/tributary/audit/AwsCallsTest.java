package dev.tributary.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.lambda.NothingCommittedException;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSns;
import dev.tributary.testing.FakeSqs;
import dev.tributary.testing.Fault;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the function asks of AWS, and what it does when AWS fails. */
class AwsCallsTest {

    private static final String ALL_DONE = "{\"batchItemFailures\":[]}";

    private final AuditFixture fixture = new AuditFixture();

    @Test
    void shouldMakeOneCallForABatchThatNobodyIsToldOf() {
        AuditFixture silent = new AuditFixture(AuditFixture.SILENT);

        assertThat(silent.handle(Changes.modifications(100))).isEqualTo(ALL_DONE);

        assertThat(calls(silent)).isEqualTo(1);
        assertThat(silent.lines(1)).hasSize(100);
    }

    @Test
    void shouldMakeElevenCallsForAHundredChangesThatAreAllToldOf() {
        assertThat(fixture.handle(Changes.modifications(100))).isEqualTo(ALL_DONE);

        assertThat(calls(fixture)).isEqualTo(11);
        assertThat(fixture.sns.faults().calls(FakeSns.PUBLISH)).isEqualTo(10);
        assertThat(fixture.sns.messages()).hasSize(100);
        assertThat(fixture.lines(1)).hasSize(100);
    }

    @Test
    void shouldHandBackFromTheFirstChangeThatCouldNotBeToldOf() {
        fixture.sns.faults().failCall(FakeSns.PUBLISH, 2, AwsFailures.timedOut(), Fault.Effect.NONE);
        fixture.sns
                .faults()
                .follow((operation, nth) -> nth > 2 ? new Fault(AwsFailures.timedOut(), Fault.Effect.NONE) : null);

        assertThat(fixture.handle(Changes.modifications(25)))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"11\"}]}");

        assertThat(fixture.lines(1)).hasSize(10);
        assertThat(fixture.sns.messages()).hasSize(10);
    }

    @Test
    void shouldSendAgainOnlyWhatSnsRefused() {
        Set<String> refused = new HashSet<>();
        fixture.sns.refuse(entry -> entry.message().contains(Changes.recordId(4)) && refused.add(entry.id()));

        assertThat(fixture.handle(Changes.modifications(10))).isEqualTo(ALL_DONE);

        assertThat(fixture.sns.calls()).hasSize(2);
        assertThat(fixture.sns.calls().get(1).publishBatchRequestEntries()).hasSize(1);
        assertThat(fixture.sns.messages()).hasSize(10);
    }

    @Test
    void shouldFailWhenNothingCouldBeToldOf() {
        fixture.sns.faults().failAll(FakeSns.PUBLISH, AwsFailures.timedOut());

        assertThatThrownBy(() -> fixture.handle(Changes.modify(1))).isInstanceOf(NothingCommittedException.class);

        assertThat(fixture.s3.objects()).isEmpty();
    }

    @Test
    void shouldFailWhenTheTrailCouldNotBeWrittenAndWriteItOnceLater() {
        fixture.s3.faults().failNext(FakeS3.PUT, AwsFailures.timedOut(), Fault.Effect.DONE);
        assertThatThrownBy(() -> fixture.handle(Changes.insert(1), Changes.modify(2)))
                .isInstanceOf(NothingCommittedException.class);

        assertThat(fixture.handle(Changes.insert(1), Changes.modify(2))).isEqualTo(ALL_DONE);

        assertThat(fixture.s3.objects()).hasSize(1);
        assertThat(fixture.lines(1)).hasSize(2);
        // Told of again, under the same record ids.
        assertThat(fixture.sns.messages())
                .extracting(message -> message.attributes().get("recordId"))
                .containsExactly(Changes.recordId(1), Changes.recordId(2), Changes.recordId(1), Changes.recordId(2));
    }

    @Test
    void shouldTellNobodyOfAChangeBehindADeadLetterThatCouldNotBeSent() {
        fixture.sqs.faults().failAll(FakeSqs.SEND, AwsFailures.timedOut());

        assertThat(fixture.handle(Changes.insert(1), Changes.modify(2).replace("MODIFY", "?"), Changes.remove(3)))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"2\"}]}");

        assertThat(fixture.lines(1)).hasSize(1);
        assertThat(fixture.sns.messages()).hasSize(1);
    }

    private static int calls(AuditFixture fixture) {
        return fixture.s3.faults().calls(FakeS3.PUT)
                + fixture.s3.faults().calls(FakeS3.HEAD)
                + fixture.sqs.faults().calls(FakeSqs.SEND)
                + fixture.sns.faults().calls(FakeSns.PUBLISH);
    }
}
