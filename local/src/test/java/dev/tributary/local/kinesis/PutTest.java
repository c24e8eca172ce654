package dev.tributary.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.EncryptionType;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

class PutTest extends KinesisServerContract {

    private static final int MIB = 1 << 20;

    PutTest(Protocol protocol) {
        super(protocol);
        createStream("orders", 2);
    }

    @Test
    void shouldGiveBackWhatWasPut() {
        byte[] bytes = {0, (byte) 0xFF, '\n', (byte) 0x80};

        PutRecordResponse answer = kinesis.putRecord(
                b -> b.streamName("orders").partitionKey("schlüssel-🔑").data(SdkBytes.fromByteArray(bytes)));

        Record stored = get(trimHorizon("orders", answer.shardId())).records().get(0);
        assertThat(stored.data().asByteArray()).isEqualTo(bytes);
        assertThat(stored.partitionKey()).isEqualTo("schlüssel-🔑");
        assertThat(stored.sequenceNumber()).isEqualTo(answer.sequenceNumber());
        assertThat(stored.approximateArrivalTimestamp()).isEqualTo(start);
        assertThat(stored.encryptionType()).isEqualTo(EncryptionType.NONE);
    }

    @Test
    void shouldTakeAnEmptyRecord() {
        String shard = put("orders", "key", "").shardId();

        assertThat(data(get(trimHorizon("orders", shard)))).containsExactly("");
    }

    @Test
    void shouldNumberRecordsAsTheServiceDoes() {
        List<String> numbers = IntStream.range(0, 20)
                .mapToObj(i -> put("orders", "key", "data").sequenceNumber())
                .toList();

        assertThat(numbers)
                .allMatch(number -> number.matches("49\\d{54}"))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldFindTheShardByTheMd5OfTheKey() {
        // MD5 in hexadecimal: of "a" 0cc1…, of "b" 92eb…, of "ö" in UTF-8 a1…; the second shard starts at 8000….
        assertThat(put("orders", "a", "data").shardId()).isEqualTo(FIRST_SHARD);
        assertThat(put("orders", "b", "data").shardId()).isEqualTo(SECOND_SHARD);
        assertThat(put("orders", "ö", "data").shardId()).isEqualTo(SECOND_SHARD);
    }

    @Test
    void shouldPreferTheExplicitHashKey() {
        BigInteger middle = BigInteger.ONE.shiftLeft(127);

        assertThat(putAt(BigInteger.ZERO)).isEqualTo(FIRST_SHARD);
        assertThat(putAt(middle.subtract(BigInteger.ONE))).isEqualTo(FIRST_SHARD);
        assertThat(putAt(middle)).isEqualTo(SECOND_SHARD);
        assertThat(putAt(BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE)))
                .isEqualTo(SECOND_SHARD);
    }

    @Test
    void shouldRefuseHashKeysThatAreNone() {
        assertThatThrownBy(() -> putAt(BigInteger.ONE.shiftLeft(128))).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> putAt(BigInteger.ONE.negate()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("1 validation error detected: Value '-1' at 'explicitHashKey' failed to satisfy"
                        + " constraint: Member must satisfy regular expression pattern: 0|([1-9]\\d{0,38})");
        PutRecordsRequestEntry refused = entry("key").toBuilder()
                .explicitHashKey("refused<400|a reason>")
                .build();
        assertRefused(
                List.of(entry("ok"), refused),
                ValidationException.class,
                "Value 'refused<400|a reason>' at 'records.2.member.explicitHashKey' failed to satisfy constraint");
    }

    @Test
    void shouldTakeFiveHundredRecordsInOrder() {
        List<PutRecordsRequestEntry> entries =
                IntStream.range(0, 500).mapToObj(i -> entry("key-" + i)).toList();

        PutRecordsResponse answer =
                kinesis.putRecords(b -> b.streamARN(ARN_PREFIX + "orders").records(entries));

        assertThat(answer.failedRecordCount()).isZero();
        assertThat(answer.records()).hasSize(500).allMatch(result -> result.errorCode() == null);
        List<Record> first = get(trimHorizon("orders", FIRST_SHARD)).records();
        assertThat(first)
                .extracting(Record::sequenceNumber)
                .containsExactlyElementsOf(answer.records().stream()
                        .filter(result -> result.shardId().equals(FIRST_SHARD))
                        .map(PutRecordsResultEntry::sequenceNumber)
                        .toList());
    }

    @Test
    void shouldRefuseTooManyOrNoRecords() {
        assertRefused(
                Collections.nCopies(501, entry("key")),
                ValidationException.class,
                "at 'records' failed to satisfy constraint: Member must have length less than or equal to 500");
        assertRefused(
                List.of(),
                ValidationException.class,
                "Value '[]' at 'records' failed to satisfy constraint: Member must have length greater than or equal to 1");
    }

    @Test
    void shouldRefuseARecordOverOneMebibyteWithItsKey() {
        put("orders", "key", "x".repeat(MIB - 3));

        assertThatThrownBy(() -> put("orders", "key", "x".repeat(MIB - 2)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(
                        "at 'data' failed to satisfy constraint: Member must have length less than or equal to 1048576");
        assertRefused(
                List.of(entry("ok"), entry("key", new byte[MIB - 2])),
                ValidationException.class,
                "at 'records.2.member.data'");
    }

    @Test
    void shouldRefuseACallOverTenMebibytes() {
        List<PutRecordsRequestEntry> full = Collections.nCopies(10, entry("k", new byte[MIB - 1]));
        assertThat(kinesis.putRecords(b -> b.streamName("orders").records(full)).failedRecordCount())
                .isZero();

        List<PutRecordsRequestEntry> over = new ArrayList<>(full);
        over.add(entry("k", new byte[0]));
        assertRefused(over, InvalidArgumentException.class, "10485761 bytes (expected: at most 10485760)");
    }

    @Test
    void shouldCountTheCharactersOfAKey() {
        put("orders", "🔑".repeat(256), "data");

        assertThatThrownBy(() -> put("orders", "x".repeat(257), "data"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(
                        "at 'partitionKey' failed to satisfy constraint: Member must have length less than or equal to 256");
        assertThatThrownBy(() -> put("orders", "", "data"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Value '' at 'partitionKey' failed to satisfy constraint");
        assertRefused(
                List.of(entry("ok"), entry("")),
                ValidationException.class,
                "Value '' at 'records.2.member.partitionKey'");
    }

    @Test
    void shouldNotFindAMissingStream() {
        assertThatThrownBy(() -> put("missing", "key", "data"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void shouldFailOnlyTheRecordsThatItWasToldTo() {
        server.failPuts("bad"::equals);

        PutRecordsResponse answer =
                kinesis.putRecords(b -> b.streamName("orders").records(entry("bad"), entry("a"), entry("bad")));

        assertThat(answer.failedRecordCount()).isEqualTo(2);
        assertThat(answer.records())
                .extracting(PutRecordsResultEntry::errorCode)
                .containsExactly(
                        "ProvisionedThroughputExceededException", null, "ProvisionedThroughputExceededException");
        assertThat(answer.records().get(0).errorMessage()).contains("Rate exceeded for shard shardId-", "orders");
        assertThat(answer.records().get(0).sequenceNumber()).isNull();
        assertThat(contents("orders")).containsExactly("data of a");
        assertThatThrownBy(() -> put("orders", "bad", "data"))
                .isInstanceOf(ProvisionedThroughputExceededException.class);
    }

    @Test
    void shouldTakeOnTheSecondAttemptWhatFailedOnTheFirst() {
        server.failPuts(ConcurrentHashMap.<String>newKeySet()::add);
        List<PutRecordsRequestEntry> entries = List.of(entry("a"), entry("b"));

        assertThat(kinesis.putRecords(b -> b.streamName("orders").records(entries))
                        .failedRecordCount())
                .isEqualTo(2);
        assertThat(kinesis.putRecords(b -> b.streamName("orders").records(entries))
                        .failedRecordCount())
                .isZero();
    }

    private String putAt(BigInteger hashKey) {
        return kinesis.putRecord(b -> b.streamName("orders")
                        .partitionKey("key")
                        .explicitHashKey(hashKey.toString())
                        .data(SdkBytes.fromUtf8String("data")))
                .shardId();
    }

    private void assertRefused(List<PutRecordsRequestEntry> entries, Class<? extends Throwable> type, String message) {
        long before = stored();
        assertThatThrownBy(() -> kinesis.putRecords(b -> b.streamName("orders").records(entries)))
                .isInstanceOf(type)
                .hasMessageContaining(message);
        assertThat(stored()).isEqualTo(before);
    }

    private long stored() {
        return List.of(FIRST_SHARD, SECOND_SHARD).stream()
                .mapToLong(shard -> get(trimHorizon("orders", shard)).records().size())
                .sum();
    }
}
