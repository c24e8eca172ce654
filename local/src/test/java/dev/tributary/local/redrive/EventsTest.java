package dev.tributary.local.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.tributary.lambda.DynamoDbRecords;
import dev.tributary.lambda.KinesisRecords;
import dev.tributary.lambda.ObjectNotification;
import dev.tributary.lambda.ObjectNotifications;
import dev.tributary.local.redrive.Failure.GivenUpBatch;
import dev.tributary.local.redrive.Failure.PieceLetter;
import dev.tributary.local.redrive.Failure.RecordLetter;
import dev.tributary.record.SourceRecord;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** What the functions' own readers make of events that were made again. */
class EventsTest {

    @Test
    void shouldGiveARecordOfKinesisAllThatItHad() {
        RecordLetter letter = (RecordLetter) read(Letters.of(7, 3, "customer-1", "{\"n\":1}", "r"));

        byte[] event = Events.of(letter, "{\"n\":1}".getBytes(UTF_8));

        KinesisEvent parsed = LambdaEventSerializers.serializerFor(
                        KinesisEvent.class, KinesisEvent.class.getClassLoader())
                .fromJson(new ByteArrayInputStream(event));
        assertThat(KinesisRecords.from(parsed)).singleElement().satisfies(record -> {
            assertThat(record.id()).isEqualTo(letter.recordId());
            assertThat(record.source().arn()).isEqualTo(letter.source());
            assertThat(record.partitionKey()).isEqualTo("customer-1");
            assertThat(record.arrivalTime()).isEqualTo(letter.arrival());
            assertThat(record.payload()).isEqualTo("{\"n\":1}".getBytes(UTF_8));
        });
    }

    @Test
    void shouldGiveAChangeOfATableTheBytesThatItHad() {
        String change = """
                {"eventID": "e1", "eventSource": "aws:dynamodb", "eventSourceARN": "arn:aws:dynamodb:eu:1:table/t/stream/s",
                 "dynamodb": {"SequenceNumber": "0007", "ApproximateCreationDateTime": 1.7E9, "Keys": {"id": {"S": "1"}}}}""";
        RecordLetter letter = (RecordLetter) read(Letters.of(7).replace("aws:kinesis\"", "aws:dynamodb\""));

        byte[] event = Events.of(letter, change.getBytes(UTF_8));

        SourceRecord record =
                DynamoDbRecords.from(new ByteArrayInputStream(event)).get(0);
        assertThat(record.id()).hasToString("t.e1.0007.0");
        assertThat(record.payload()).isEqualTo(change.getBytes(UTF_8));
    }

    @Test
    void shouldTellOfTheObjectOfAPieceInItsVersion() {
        PieceLetter letter = (PieceLetter) read(Letters.ofPiece(12, "r"));

        ObjectNotification told = ObjectNotifications.from(new ByteArrayInputStream(Events.of(letter)))
                .get(0);

        assertThat(told.object()).isEqualTo(letter.object());
        assertThat(told.time()).isEqualTo(letter.arrival());
    }

    @Test
    void shouldRefuseASourceThatNoFunctionTakes() {
        RecordLetter letter = (RecordLetter) read(Letters.of(7).replace("aws:kinesis\"", "aws:sqs\""));

        assertThatThrownBy(() -> Events.of(letter, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("source: aws:sqs (expected: aws:kinesis, aws:dynamodb or aws:s3)");
    }

    @Test
    void shouldRefuseAChangeThatIsNone() {
        RecordLetter letter = (RecordLetter) read(Letters.of(7).replace("aws:kinesis\"", "aws:dynamodb\""));

        assertThatThrownBy(() -> Events.of(letter, "[".getBytes(UTF_8))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Events.of(letter, "[]".getBytes(UTF_8)))
                .hasMessageContaining("(expected: a record of a DynamoDB stream)");
    }

    @Test
    void shouldGiveTheRestOfABatch() {
        byte[] event = kinesis(1, 2, 3);

        assertThat(Events.rest(event, "2")).hasValueSatisfying(rest -> assertThat(Events.records(rest))
                .extracting(record -> record.at("/kinesis/sequenceNumber").asText())
                .containsExactly("2", "3"));
        assertThat(Events.rest(event, "1")).as("nothing got done").isEmpty();
        assertThat(Events.rest(event, "9")).as("none of its records").isEmpty();
    }

    @Test
    void shouldKnowThePartitionKeysOfABatch() {
        assertThat(Events.partitionKeys(batch(kinesis(1, 2)))).containsExactly("key-1", "key-2");
        byte[] changes = "{\"Records\":[{\"dynamodb\":{\"Keys\":{\"id\":{\"S\":\"1\"}}}}]}".getBytes(UTF_8);
        assertThat(Events.partitionKeys(batch(changes))).containsExactly("{\"id\":{\"S\":\"1\"}}");
    }

    static byte[] kinesis(int... sequences) {
        StringBuilder records = new StringBuilder();
        for (int sequence : sequences) {
            records.append(records.isEmpty() ? "" : ",")
                    .append("{\"kinesis\":{\"sequenceNumber\":\"%d\",\"partitionKey\":\"key-%d\",\"data\":\"e30=\"}}"
                            .formatted(sequence, sequence));
        }
        return ("{\"Records\":[" + records + "]}").getBytes(UTF_8);
    }

    private static GivenUpBatch batch(byte[] event) {
        return new GivenUpBatch(((RecordLetter) read(Letters.of(1))).head(), "arn", BigInteger.ONE, 1, event);
    }

    static Failure read(String document) {
        return FailureReader.read(document.getBytes(UTF_8), "place");
    }
}
