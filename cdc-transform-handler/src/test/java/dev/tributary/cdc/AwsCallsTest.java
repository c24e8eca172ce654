package dev.tributary.cdc;

import static dev.tributary.cdc.Changes.dms;
import static dev.tributary.cdc.Changes.dmsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSqs;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the function asks of AWS. Any other call, such as one that lists objects, the fakes do not have. */
class AwsCallsTest {

    private final CdcFixture fixture = new CdcFixture();

    @Test
    void shouldReadOnceAndWriteOnceForEachTableAndDay() {
        fixture.transform(IntStream.range(0, 1_000)
                .mapToObj(i -> dmsOf("shop", "table_" + i % 7, i))
                .collect(Collectors.joining("\n")));

        assertThat(fixture.s3.faults().calls(FakeS3.GET)).isEqualTo(1);
        assertThat(fixture.s3.faults().calls(FakeS3.PUT)).isEqualTo(7);
        assertThat(fixture.s3.faults().calls(FakeS3.HEAD)).isZero();
        assertThat(fixture.sqs.faults().calls(FakeSqs.SEND)).isZero();
    }

    @Test
    void shouldSendTenDeadLettersACall() {
        fixture.transform("{}\n".repeat(25) + dms(1, "insert", "{'id': 'a'}"));

        assertThat(fixture.sqs.faults().calls(FakeSqs.SEND)).isEqualTo(3);
        assertThat(fixture.sqs.messages()).hasSize(25);
        assertThat(fixture.s3.faults().calls(FakeS3.PUT)).isEqualTo(1);
    }

    @Test
    void shouldAskOneMoreForADeadLetterThatIsTooLargeForTheQueue() {
        fixture.transform("{\"a\": \"" + "x".repeat(300_000) + "\"}");

        assertThat(fixture.s3.puts()).singleElement().satisfies(put -> assertThat(put.bucket())
                .isEqualTo("failures"));
        assertThat(fixture.letters()).singleElement().satisfies(letter -> assertThat(
                        letter.path("payloadRef").asText())
                .isEqualTo("s3://failures/" + fixture.s3.puts().get(0).key()));
    }
}
