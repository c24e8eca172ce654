package dev.tributary.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.record.EventSource;
import dev.tributary.record.RecordId;
import dev.tributary.record.SourceRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipeRecordsTest {

    private static final String ARN = "arn:aws:kinesis:us-east-1:123456789012:stream/products";

    /** As the user guide of Pipes shows it. */
    private static final String RECORD = """
            {"kinesisSchemaVersion": "1.0", "partitionKey": "key-1", "sequenceNumber": "4959033827149025660",
             "data": "eyJhIjogMX0=", "approximateArrivalTimestamp": 1545084650.987, "eventSource": "aws:kinesis",
             "eventVersion": "1.0", "eventID": "shardId-000000000006:4959033827149025660",
             "eventName": "aws:kinesis:record", "invokeIdentityArn": "arn:aws:iam::123456789012:role/pipe",
             "awsRegion": "us-east-1", "eventSourceARN": "%s"}""".formatted(ARN);

    @Test
    void shouldReadARecord() {
        List<SourceRecord> records = read("[" + RECORD + "]");

        assertThat(records).hasSize(1);
        SourceRecord record = records.get(0);
        assertThat(record.id()).isEqualTo(new RecordId("products", "shardId-000000000006", "4959033827149025660", 0));
        assertThat(record.source()).isEqualTo(new EventSource("aws:kinesis", ARN));
        assertThat(record.partitionKey()).isEqualTo("key-1");
        assertThat(record.arrivalTime()).isEqualTo(Instant.parse("2018-12-17T22:10:50.987Z"));
        assertThat(new String(record.payload(), UTF_8)).isEqualTo("{\"a\": 1}");
    }

    @Test
    void shouldKeepTheOrder() {
        assertThat(read("[" + RECORD + "," + RECORD.replace("4959033827149025660", "4959033827149025661") + "]"))
                .extracting(record -> record.id().sequence())
                .containsExactly("4959033827149025660", "4959033827149025661");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", " [ ] "})
    void shouldReadNoRecordsOfAnEmptyArray(String event) {
        assertThat(read(event)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1.545084650987E9, 2018-12-17T22:10:50.987Z",
        "1545084650, 2018-12-17T22:10:50Z",
        "1.7960832E9, 2026-12-01T00:00:00Z",
        "1545084650.9874, 2018-12-17T22:10:50.987Z"
    })
    void shouldReadTimesInSecondsInAnyForm(String number, String time) {
        assertThat(read("[" + RECORD.replace("1545084650.987", number) + "]")
                        .get(0)
                        .arrivalTime())
                .isEqualTo(Instant.parse(time));
    }

    @Test
    void shouldReadEveryByte() {
        byte[] bytes = new byte[100_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        String data = Base64.getEncoder().encodeToString(bytes);

        assertThat(read("[" + RECORD.replace("eyJhIjogMX0=", data) + "]").get(0).payload())
                .isEqualTo(bytes);
    }

    @Test
    void shouldReadARecordWithoutBytesOrKey() {
        String record = RECORD.replace("eyJhIjogMX0=", "").replace("\"partitionKey\": \"key-1\",", "");

        assertThat(read("[" + record + "]").get(0).payload()).isEmpty();
        assertThat(read("[" + record + "]").get(0).partitionKey()).isEmpty();
    }

    @Test
    void shouldLeaveOutFieldsThatItDoesNotKnow() {
        String more = RECORD.replace("{\"kinesisS", "{\"new\": {\"data\": [\"x\", {}]}, \"other\": [[]], \"kinesisS");

        assertThat(read("[" + more + "," + RECORD + "]")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"Records": []}                     | event: object
                    "text"                              | event: string
                    ``                                  | event: nothing
                    [[]]                                | event[0]: array
                    [7]                                 | event[0]: number_int
                    [{}]                                | event[0].eventSource: missing
                    [{"eventSource": "aws:sqs"}]        | event[0].eventSource: aws:sqs
                    [{"eventSource": "aws:dynamodb", "eventID": "c81e"}] | event[0].eventSource: aws:dynamodb
                    [{"data": {"a": 1}}]                | event[0].data: object
                    [{"sequenceNumber": 1}]             | event[0].sequenceNumber: number_int
                    [{"approximateArrivalTimestamp": "2026"}] | event[0].approximateArrivalTimestamp: string""")
    void shouldSayWhereAnEventIsOfAnotherShape(String event, String problem) {
        assertThatThrownBy(() -> read(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem + " (expected: an array of Kinesis records, as EventBridge Pipes sends it to an"
                        + " enrichment)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sequenceNumber", "eventID", "eventSource", "eventSourceARN", "approximateArrivalTimestamp"})
    void shouldNameAFieldThatIsMissing(String field) {
        String without = RECORD.replace("\"" + field + "\"", "\"something\"");

        assertThatThrownBy(() -> read("[" + RECORD + "," + without + "]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("event[1]." + field + ": missing (expected: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"data\":null", "\"other\":1", "\"data\":\"\""})
    void shouldTakeARecordWithoutDataForAnEmptyOne(String data) {
        String without = RECORD.replaceFirst("\"data\": ?\"[^\"]*\"", data);

        assertThat(read("[" + without + "]")).singleElement().satisfies(record -> assertThat(record.payload())
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"eyJhIjogMX0*", "eyJhIjogMX0=x", "eyJhI jogMX0", "secret!!"})
    void shouldNameTheRecordWhoseBase64IsBroken(String data) {
        String broken = RECORD.replace("eyJhIjogMX0=", data);

        assertThatThrownBy(() -> read("[" + RECORD + "," + broken + "]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageStartingWith("event[1].data: broken base64 (expected: ")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[{\"data\": \"secret", "[{secret}]", "[{} {}]"})
    void shouldSayWhereTheJsonIsBroken(String event) {
        assertThatThrownBy(() -> read(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("event[0]")
                .hasMessageContaining("(expected: ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldRefuseAnIdThatIsNone() {
        assertThatThrownBy(() -> read("[" + RECORD.replace("shardId-000000000006:", "") + "]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("eventID: 4959033827149025660 (expected: <shard>:<sequence number>)");
    }

    @Test
    void shouldFailWhereTheBytesCannotBeRead() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();

        assertThatThrownBy(() -> PipeRecords.from(closed)).isInstanceOf(UncheckedIOException.class);
    }

    private static List<SourceRecord> read(String event) {
        return PipeRecords.from(new ByteArrayInputStream(event.getBytes(UTF_8)));
    }
}
