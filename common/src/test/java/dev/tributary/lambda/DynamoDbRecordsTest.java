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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoDbRecordsTest {

    private static final String ARN =
            "arn:aws:dynamodb:us-east-1:123456789012:table/User.Activities/stream/2026-01-02T03:04:05.678";

    private static final String RECORD = """
            { "eventID": "c4ca4238a0b923820dcc509a6f75849b", "eventName": "INSERT", "eventSource": "aws:dynamodb",
              "awsRegion": "us-east-1", "dynamodb": { "ApproximateCreationDateTime": 1479499740.5,
                "Keys": { "Id": { "N": "101" }, "Na me": { "S": "größe \\" { 😀" } },
                "NewImage": { "Id": { "N": "101" } }, "SequenceNumber": "111", "SizeBytes": 26,
                "StreamViewType": "NEW_AND_OLD_IMAGES" },
              "eventSourceARN": "%s" }""".formatted(ARN);

    @Test
    void shouldReadARecord() {
        List<SourceRecord> records = read("{\"Records\": [" + RECORD + "]}");

        assertThat(records).hasSize(1);
        SourceRecord record = records.get(0);
        assertThat(record.id())
                .isEqualTo(new RecordId("User.Activities", "c4ca4238a0b923820dcc509a6f75849b", "111", 0));
        assertThat(record.source()).isEqualTo(new EventSource("aws:dynamodb", ARN));
        assertThat(record.partitionKey()).isEqualTo("{\"Id\":{\"N\":\"101\"},\"Na me\":{\"S\":\"größe \\\" { 😀\"}}");
        assertThat(record.arrivalTime()).isEqualTo(Instant.parse("2016-11-18T20:09:00.500Z"));
        assertThat(record.payload()).isEqualTo(RECORD.getBytes(UTF_8));
    }

    @Test
    void shouldKeepEachRecordsOwnBytesInTheirOrder() {
        String second =
                RECORD.replace("\"111\"", "\"222\"").replace("größe", "").replaceAll("\\s+", "");

        assertThat(read(" {\"new\": [{}], \"Records\" : [ " + RECORD + " ,\n" + second + "] , \"more\": {} } "))
                .extracting(record -> new String(record.payload(), UTF_8))
                .containsExactly(RECORD, second);
    }

    @Test
    void shouldReadFieldsInAnyOrderAndPassOverThoseThatItDoesNotKnow() {
        String record = """
                {"new": {"eventID": ["}"]}, "eventSourceARN": "%s", "dynamodb": {"Other": [{"SequenceNumber": "7"}],
                 "SequenceNumber": "111", "ApproximateCreationDateTime": 1.4794997405E9},
                 "userIdentity": {"type": "Service"}, "eventSource": "aws:dynamodb",
                 "eventID": "c4ca4238a0b923820dcc509a6f75849b"}""".formatted(ARN);

        SourceRecord read = read("{\"Records\": [" + record + "]}").get(0);

        assertThat(read.id().sequence()).isEqualTo("111");
        assertThat(read.arrivalTime()).isEqualTo(Instant.parse("2016-11-18T20:09:00.500Z"));
        assertThat(new String(read.payload(), UTF_8)).isEqualTo(record);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "\"text\"", "[{\"S\": 1}]"})
    void shouldLeaveKeysThatAreNoneToTheReaderOfTheRecord(String keys) {
        String record = RECORD.replaceFirst("\"Keys\": \\{.*\\} \\},", "\"Keys\": " + keys + ",");

        assertThat(read("{\"Records\": [" + record + "]}").get(0).partitionKey())
                .isEqualTo(keys.replace(" ", ""));
    }

    @Test
    void shouldLeaveWhatIsMissingBesideTheIdToTheReaderOfTheRecord() {
        String record = RECORD.replace("\"eventName\"", "\"x\"")
                .replace("\"Keys\"", "\"y\"")
                .replace("NewImage", "z");

        assertThat(read("{\"Records\": [" + record + "]}").get(0).partitionKey())
                .isEmpty();
    }

    @Test
    void shouldReadNoRecordsOfAnEmptyArray() {
        assertThat(read("{\"Records\": []}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ``                                | event: nothing
                    []                                | event: array
                    {}                                | event.Records: missing
                    {"records": []}                   | event.Records: missing
                    {"Records": {}}                   | event.Records: object
                    {"Records": null}                 | event.Records: null
                    {"Records": ["secret"]}           | event.Records[0]: string
                    {"Records": [{}]}                 | event.Records[0].eventSource: missing
                    {"Records": [{"eventSource": "aws:kinesis"}]} | event.Records[0].eventSource: aws:kinesis
                    {"Records": [{"eventID": 7}]}     | event.Records[0].eventID: number_int
                    {"Records": [{"dynamodb": "secret"}]} | event.Records[0].dynamodb: string
                    {"Records": [{"dynamodb": {"SequenceNumber": 7}}]} | event.Records[0].dynamodb.SequenceNumber: number_int
                    {"Records": [{"dynamodb": {"ApproximateCreationDateTime": "now"}}]} | event.Records[0].dynamodb.ApproximateCreationDateTime: string""")
    void shouldSayWhereAnEventIsOfAnotherShape(String event, String problem) {
        assertThatThrownBy(() -> read(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem + " (expected: a DynamoDB event as Lambda sends it)");
    }

    @ParameterizedTest
    @CsvSource({
        "eventID, eventID",
        "eventSource, eventSource",
        "eventSourceARN, eventSourceARN",
        "SequenceNumber, dynamodb.SequenceNumber",
        "ApproximateCreationDateTime, dynamodb.ApproximateCreationDateTime"
    })
    void shouldNameWhatARecordsIdLacks(String field, String place) {
        String without = RECORD.replace("\"" + field + "\"", "\"something\"");

        assertThatThrownBy(() -> read("{\"Records\": [" + RECORD + "," + without + "]}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("event.Records[1]." + place + ": missing (expected: a DynamoDB event as Lambda sends it)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Records\": [",
                "{\"Records\": [{\"eventID\": \"secret",
                "{\"Records\": [{secret}]}",
                "{\"Records\": []",
                "{\"Records\": [] secret}"
            })
    void shouldSayWhereTheJsonIsBroken(String event) {
        assertThatThrownBy(() -> read(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessageStartingWith("event.Records[0]: broken JSON at byte ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldFailWhereTheBytesCannotBeRead() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();

        assertThatThrownBy(() -> DynamoDbRecords.from(closed)).isInstanceOf(UncheckedIOException.class);
    }

    private static List<SourceRecord> read(String event) {
        return DynamoDbRecords.from(new ByteArrayInputStream(event.getBytes(UTF_8)));
    }
}
