package dev.tributary.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.testing.Aggregates;
import dev.tributary.testing.Aggregates.Part;
import dev.tributary.testing.Records;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AggregateTest {

    private static final byte[] DATA = "{\"id\":1}".getBytes(UTF_8);

    /**
     * Made by AWS's aggregator for Node.js, npm package aws-kinesis-agg 4.2.8, from the records of {@link #PARTS}:
     * {@code aggregate([{partitionKey: "customer-1", data: Buffer.from('{"id":1}')}, …], ready, …)}, its {@code data} in
     * base64.
     */
    private static final String OF_AWS = "84mawgoKY3VzdG9tZXItMQoKY3VzdG9tZXItMhoMCAAaCHsiaWQiOjF9GgwIARoIeyJpZCI6Mn0"
            + "aFggAGhJ7Im5hbWUiOiJHcsO8w59lIn0MNEgT0d9n9kk39ABNBu23";

    private static final List<Part> PARTS = List.of(
            new Part("customer-1", DATA),
            new Part("customer-2", "{\"id\":2}".getBytes(UTF_8)),
            new Part("customer-1", "{\"name\":\"Grüße\"}".getBytes(UTF_8)));

    /**
     * Made in the same way, of four records: the second with the explicit hash key
     * 340282366920938463463374607431768211455, the last with the partition key {@code ключ} and no data.
     */
    private static final String OF_AWS_WITH_HASH_KEY =
            "84mawgoKY3VzdG9tZXItMQoKY3VzdG9tZXItMgoI0LrQu9GO0YcSJzM0MDI4MjM2"
                    + "NjkyMDkzODQ2MzQ2MzM3NDYwNzQzMTc2ODIxMTQ1NRoMCAAaCHsiaWQiOjF9Gg4IARAAGgh7ImlkIjoyfRoWCAAaEnsibmFtZSI6Ikdyw7z"
                    + "Dn2UifRoECAIaAJeySDPrPiV/ZSyUFCv4+/s=";

    @Nested
    class Sound {

        @Test
        void shouldTakeApartWhatAnAggregatorOfAwsMade() throws InvalidAggregateException {
            List<SourceRecord> records =
                    Aggregate.recordsOf(parent(Base64.getDecoder().decode(OF_AWS_WITH_HASH_KEY)));

            assertThat(records)
                    .extracting(SourceRecord::partitionKey)
                    .containsExactly("customer-1", "customer-2", "customer-1", "ключ");
            assertThat(records)
                    .extracting(record -> new String(record.payload(), UTF_8))
                    .containsExactly("{\"id\":1}", "{\"id\":2}", "{\"name\":\"Grüße\"}", "");
        }

        @Test
        void shouldBeTestedWithWhatAnAggregatorOfAwsMakes() {
            assertThat(Aggregates.of(PARTS)).isEqualTo(Base64.getDecoder().decode(OF_AWS));
        }

        @Test
        void shouldGiveEachRecordItsPlaceAndItsParentsSequenceNumber() throws InvalidAggregateException {
            SourceRecord parent = parent(Aggregates.of(PARTS));

            List<SourceRecord> records = Aggregate.recordsOf(parent);

            assertThat(records)
                    .extracting(SourceRecord::id)
                    .containsExactly(Records.id(7, 0), Records.id(7, 1), Records.id(7, 2));
            assertThat(records).allSatisfy(record -> {
                assertThat(record.source()).isEqualTo(parent.source());
                assertThat(record.arrivalTime()).isEqualTo(parent.arrivalTime());
            });
        }

        @Test
        void shouldFindTheTableWhereverItStands() throws InvalidAggregateException {
            byte[] message = Aggregates.bytes(out -> {
                out.writeByteArray(3, Aggregates.record(0, DATA));
                out.writeString(1, "customer-1");
            });

            assertThat(Aggregate.recordsOf(parent(Aggregates.sealed(message))))
                    .extracting(SourceRecord::partitionKey)
                    .containsExactly("customer-1");
        }

        @Test
        void shouldPassOverTagsAndFieldsToCome() throws InvalidAggregateException {
            byte[] message = Aggregates.bytes(out -> {
                out.writeString(1, "customer-1");
                out.writeFixed64(9, 5);
                out.writeByteArray(3, Aggregates.bytes(record -> {
                    record.writeUInt64(1, 0);
                    record.writeByteArray(3, DATA);
                    record.writeString(4, "a tag");
                    record.writeUInt64(8, 5);
                }));
            });

            assertThat(Aggregate.recordsOf(parent(Aggregates.sealed(message)))).hasSize(1);
        }

        @Test
        void shouldTakeAsManyRecordsAsAreAllowed() throws InvalidAggregateException {
            byte[] aggregate = Aggregates.of(Collections.nCopies(Aggregate.MAX_RECORDS, PARTS.get(0)));

            assertThat(Aggregate.recordsOf(parent(aggregate))).hasSize(Aggregate.MAX_RECORDS);
        }
    }

    @Nested
    class Told {

        @Test
        void shouldBeToldByTheMagicBytes() {
            assertThat(Aggregate.is(parent(Aggregates.of(PARTS)))).isTrue();
            assertThat(Aggregate.is(parent(new byte[0]))).isFalse();
            assertThat(Aggregate.is(parent(new byte[] {(byte) 0xF3, (byte) 0x89, (byte) 0x9A})))
                    .isFalse();
            assertThat(Aggregate.is(parent(DATA))).isFalse();
            for (int i = 0; i < 4; i++) {
                byte[] bytes = Aggregates.of(PARTS);
                bytes[i]++;
                assertThat(Aggregate.is(parent(bytes))).isFalse();
            }
        }

        @Test
        void shouldNotBeToldInARecordThatWasPackedItself() {
            SourceRecord record = parent(Aggregates.of(PARTS));
            RecordId packed = new RecordId(
                    record.id().stream(), record.id().shard(), record.id().sequence(), 1);

            assertThat(Aggregate.is(new SourceRecord(
                            packed, record.source(), record.partitionKey(), record.arrivalTime(), record.payload())))
                    .isFalse();
        }

        @Test
        void shouldBeToldInRecordsOfKinesisAlone() {
            SourceRecord record = parent(Aggregates.of(PARTS));
            EventSource table = new EventSource("aws:dynamodb", record.source().arn());

            assertThat(Aggregate.is(new SourceRecord(
                            record.id(), table, record.partitionKey(), record.arrivalTime(), record.payload())))
                    .isFalse();
        }
    }

    @Nested
    class Unsound {

        @Test
        void shouldRefuseWhatIsTooShort() {
            byte[] bytes = Arrays.copyOf(Aggregates.sealed(new byte[0]), 19);

            refused(bytes, "CORRUPT_AGGREGATE", "aggregate: 19 bytes (expected: at least 20, for magic bytes and MD5)");
        }

        @Test
        void shouldRefuseAnotherMd5() {
            byte[] bytes = Aggregates.of(PARTS);
            bytes[bytes.length - 1]++;

            refused(
                    bytes,
                    "CORRUPT_AGGREGATE",
                    "aggregate: its last 16 bytes are not the MD5 of its message of 76 bytes (expected: to be)");
        }

        @Test
        void shouldRefuseAnAggregateOfNothing() {
            refused(Aggregates.sealed(new byte[0]), "CORRUPT_AGGREGATE", "aggregate: 0 records (expected: at least 1)");
            refused(
                    Aggregates.sealed(Aggregates.bytes(out -> out.writeString(1, "customer-1"))),
                    "CORRUPT_AGGREGATE",
                    "aggregate: 0 records (expected: at least 1)");
        }

        @Test
        void shouldRefuseAKeyThatIsNotInTheTable() {
            refused(
                    ofRecord(Aggregates.record(1, DATA)),
                    "CORRUPT_AGGREGATE",
                    "aggregate: partition key index of record 0: 1 (expected: below 1, the size of the table)");
            refused(
                    ofRecord(Aggregates.record(Long.MIN_VALUE, DATA)),
                    "CORRUPT_AGGREGATE",
                    "aggregate: partition key index of record 0: 9223372036854775808"
                            + " (expected: below 1, the size of the table)");
        }

        @Test
        void shouldRefuseARecordThatLacksAField() {
            refused(
                    ofRecord(Aggregates.bytes(out -> out.writeByteArray(3, DATA))),
                    "CORRUPT_AGGREGATE",
                    "aggregate: partition key index of record 0: missing (expected: below 1, the size of the table)");
            refused(
                    ofRecord(Aggregates.bytes(out -> out.writeUInt64(1, 0))),
                    "CORRUPT_AGGREGATE",
                    "aggregate: data of record 0: missing (expected: bytes, if none of them)");
        }

        @Test
        void shouldRefuseWhatIsNoProtobuf() {
            refused(
                    Aggregates.sealed("plain text".getBytes(UTF_8)),
                    "CORRUPT_AGGREGATE",
                    "aggregate: malformed at byte 3 of its message of 10 bytes (expected: a protobuf AggregatedRecord)");
        }

        @Test
        void shouldRefuseARecordThatReachesBeyondTheMessage() {
            refused(
                    Aggregates.sealed(new byte[] {3 << 3 | 2, 5, 1 << 3, 0}),
                    "CORRUPT_AGGREGATE",
                    "aggregate: malformed at byte 2 of its message of 4 bytes (expected: a protobuf AggregatedRecord)");
        }

        @Test
        void shouldRefuseAFieldThatReachesBeyondItsRecord() {
            byte[] message = Aggregates.bytes(out -> {
                out.writeString(1, "k");
                out.writeByteArray(3, new byte[] {1 << 3, 0, 3 << 3 | 2, 3, 'a'});
                out.writeByteArray(3, Aggregates.record(0, DATA));
            });

            assertThat(refusal(Aggregates.sealed(message)).reason()).isEqualTo("CORRUPT_AGGREGATE");
        }

        @Test
        void shouldRefuseGroupsWithoutEndOrBeginning() {
            byte[] begun = new byte[100_000];
            Arrays.fill(begun, (byte) (5 << 3 | 3));

            assertThat(refusal(Aggregates.sealed(begun)).reason()).isEqualTo("CORRUPT_AGGREGATE");
            assertThat(refusal(Aggregates.sealed(new byte[] {5 << 3 | 4})).reason())
                    .isEqualTo("CORRUPT_AGGREGATE");
            assertThat(refusal(ofRecord(new byte[] {5 << 3 | 4})).reason()).isEqualTo("CORRUPT_AGGREGATE");
        }

        @Test
        void shouldRefuseMoreRecordsThanAreAllowed() {
            byte[] message = new byte[2 * (Aggregate.MAX_RECORDS + 1)];
            for (int i = 0; i < message.length; i += 2) {
                message[i] = 3 << 3 | 2;
            }

            refused(
                    Aggregates.sealed(message),
                    "AGGREGATE_TOO_LARGE",
                    "aggregate: 100001 records (expected: at most 100000)");
        }

        @Test
        void shouldRefuseMorePartitionKeysThanRecordsAreAllowed() {
            byte[] message = new byte[2 * (Aggregate.MAX_RECORDS + 1)];
            for (int i = 0; i < message.length; i += 2) {
                message[i] = 1 << 3 | 2;
            }

            refused(
                    Aggregates.sealed(message),
                    "AGGREGATE_TOO_LARGE",
                    "aggregate: more than 100000 partition keys (expected: no more than records may be)");
        }

        private static byte[] ofRecord(byte[] record) {
            return Aggregates.sealed(Aggregates.bytes(out -> {
                out.writeString(1, "customer-1");
                out.writeByteArray(3, record);
            }));
        }

        private static void refused(byte[] bytes, String reason, String message) {
            InvalidAggregateException refusal = refusal(bytes);
            assertThat(refusal.reason()).isEqualTo(reason);
            assertThat(refusal).hasMessage(message);
        }

        private static InvalidAggregateException refusal(byte[] bytes) {
            return catchThrowableOfType(InvalidAggregateException.class, () -> Aggregate.recordsOf(parent(bytes)));
        }
    }

    private static SourceRecord parent(byte[] payload) {
        return Records.record(Records.id(7), payload);
    }
}
