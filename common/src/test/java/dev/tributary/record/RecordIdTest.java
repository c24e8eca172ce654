package dev.tributary.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordIdTest {

    private static final RecordId ID = new RecordId("orders.v1", "shardId-000000000000", "49600", 3);

    @Property
    void shouldReadBackItsOwnText(@ForAll("ids") RecordId id) {
        assertThat(RecordId.parse(id.toString())).isEqualTo(id);
    }

    @Property
    void shouldHaveATextThatIsSafeInKeysAndAttributes(@ForAll("ids") RecordId id) {
        assertThat(id.toString()).matches("[A-Za-z0-9._-]+");
    }

    @Property
    void shouldHaveATextOfItsOwn(@ForAll("nearIds") RecordId one, @ForAll("nearIds") RecordId other) {
        assertThat(one.toString().equals(other.toString())).isEqualTo(one.equals(other));
    }

    @Property
    void shouldCompareSequenceNumbersAsIntegers(
            @ForAll("numbers") BigInteger one, @ForAll("numbers") BigInteger other) {
        RecordId first = new RecordId("orders", "shard", one.toString(), 0);
        RecordId second = new RecordId("orders", "shard", other.toString(), 0);

        assertThat(Integer.signum(first.compareSequenceTo(second))).isEqualTo(one.compareTo(other));
    }

    @Test
    void shouldJoinItsPartsByDots() {
        assertThat(ID).hasToString("orders.v1.shardId-000000000000.49600.3");
    }

    @Test
    void shouldTakeADottedStreamNameApartFromTheEnd() {
        assertThat(RecordId.parse("a.1.2.shard.5.0")).isEqualTo(new RecordId("a.1.2", "shard", "5", 0));
        assertThat(RecordId.parse("...shard.5.0")).isEqualTo(new RecordId("..", "shard", "5", 0));
    }

    @Test
    void shouldNotCountALongerNumberAsSmaller() {
        RecordId nine = new RecordId("orders", "shard", "9", 0);
        RecordId ten = new RecordId("orders", "shard", "10", 0);

        assertThat(nine.compareSequenceTo(ten)).isNegative();
        assertThat(ten.compareSequenceTo(nine)).isPositive();
        assertThat(ten.compareSequenceTo(ten)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"007, 10, -1", "010, 9, 1", "0010, 10, 0", "000, 0, 0", "00, 1, -1"})
    void shouldCompareSequenceNumbersWhateverZerosAreBeforeThem(String one, String other, int order) {
        RecordId first = new RecordId("orders", "event", one, 0);

        assertThat(Integer.signum(first.compareSequenceTo(new RecordId("orders", "event", other, 0))))
                .isEqualTo(order);
        assertThat(RecordId.parse(first.toString()).sequence()).isEqualTo(one);
    }

    @Test
    void shouldKnowRecordsOfTheSameParent() {
        assertThat(ID.hasSameParentAs(new RecordId("orders.v1", "shardId-000000000000", "49600", 4)))
                .isTrue();
        assertThat(ID.hasSameParentAs(new RecordId("orders.v1", "shardId-000000000000", "49601", 3)))
                .isFalse();
        assertThat(ID.hasSameParentAs(new RecordId("orders.v1", "shardId-000000000001", "49600", 3)))
                .isFalse();
        assertThat(ID.hasSameParentAs(new RecordId("orders.v2", "shardId-000000000000", "49600", 3)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a b", "ö", "a\nb", "arn:aws:kinesis", "a\u0000"})
    void shouldRefuseAStreamThatIsNoName(String stream) {
        assertThatThrownBy(() -> new RecordId(stream, "shard", "1", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stream: \"" + stream + "\" (expected: characters of [A-Za-z0-9._-])");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a/b", "a:b", "٣"})
    void shouldRefuseAShardThatIsNoNameOrHasADot(String shard) {
        assertThatThrownBy(() -> new RecordId("orders", shard, "1", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shard: \"" + shard + "\" (expected: characters of [A-Za-z0-9_-])");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1.0", "1e3", " 1", "٣", "abc"})
    void shouldRefuseASequenceNumberThatIsNone(String sequence) {
        assertThatThrownBy(() -> new RecordId("orders", "shard", sequence, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sequence number: \"" + sequence + "\" (expected: a whole number)");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, 1_000_000_000, Integer.MAX_VALUE})
    void shouldRefuseASubSequenceOutOfRange(int subSequence) {
        assertThatThrownBy(() -> new RecordId("orders", "shard", "1", subSequence))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sub-sequence: " + subSequence + " (expected: 0-999999999)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "orders",
                "orders.shard.1",
                "orders.shard.x.0",
                "orders.shard.1.x",
                "orders.shard.1.-1",
                "orders.shard.1.07",
                "orders.shard.1.00",
                "orders.shard.1.9999999999",
                "orders..1.0",
                ".shard.1.0",
                "orders.shard.1.0\n"
            })
    void shouldRefuseATextThatIsNoId(String text) {
        assertThatThrownBy(() -> RecordId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("record id: " + text + " (expected: <stream>.<shard>.<sequence number>.<sub-sequence>)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"or/ders.shard.1.0", "orders.sh ard.1.0"})
    void shouldRefuseATextWithAPartThatIsRefused(String text) {
        assertThatThrownBy(() -> RecordId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(expected: ");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:kinesis:eu-west-1:111122223333:stream/orders.v1, orders.v1",
        "arn:aws:kinesis:eu-west-1:111122223333:stream/orders/consumer/fast:1700000000, orders",
        "arn:aws:dynamodb:eu-west-1:111122223333:table/users/stream/2026-01-02T03:04:05.678, users",
        "orders, orders"
    })
    void shouldNameASourceByItsArn(String arn, String name) {
        assertThat(new EventSource("aws:kinesis", arn).name()).isEqualTo(name);
    }

    @Provide
    Arbitrary<RecordId> ids() {
        Arbitrary<String> streams = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .numeric()
                .withChars("._-")
                .ofMinLength(1)
                .ofMaxLength(128);
        Arbitrary<String> shards = Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .withChars("_-")
                .ofMinLength(1)
                .ofMaxLength(64);
        Arbitrary<Integer> subSequences = Arbitraries.integers().between(0, 999_999_999);
        return Combinators.combine(streams, shards, numbers().map(BigInteger::toString), subSequences)
                .as(RecordId::new);
    }

    /** Ids that differ little, and whose parts could be mistaken for one another. */
    @Provide
    Arbitrary<RecordId> nearIds() {
        Arbitrary<String> streams = Arbitraries.of("1", "1.1", "1.1.1", ".", "1.", ".1");
        Arbitrary<String> numbers = Arbitraries.of("1", "11");
        return Combinators.combine(streams, numbers, numbers, Arbitraries.of(1, 11))
                .as(RecordId::new);
    }

    @Provide
    Arbitrary<BigInteger> numbers() {
        return Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.TEN.pow(56));
    }
}
