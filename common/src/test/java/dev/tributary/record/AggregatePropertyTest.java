package dev.tributary.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.testing.Aggregates;
import dev.tributary.testing.Aggregates.Part;
import dev.tributary.testing.Records;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Aggregates of any records, whole, damaged, and made up. */
class AggregatePropertyTest {

    private static final int MAGIC_BYTES = 4;

    @Property
    void shouldTakeApartWhatWasPacked(@ForAll("parts") List<Part> parts) throws InvalidAggregateException {
        List<SourceRecord> records = Aggregate.recordsOf(parent(Aggregates.of(parts)));

        assertThat(records).hasSameSizeAs(parts);
        for (int i = 0; i < parts.size(); i++) {
            assertThat(records.get(i).id()).isEqualTo(Records.id(7, i));
            assertThat(records.get(i).partitionKey()).isEqualTo(parts.get(i).partitionKey());
            assertThat(records.get(i).payload()).isEqualTo(parts.get(i).data());
        }
    }

    @Property
    void shouldRefuseAnyOtherByte(
            @ForAll("parts") List<Part> parts, @ForAll int place, @ForAll @IntRange(min = 1, max = 255) int change) {
        byte[] bytes = Aggregates.of(parts);
        bytes[MAGIC_BYTES + Math.floorMod(place, bytes.length - MAGIC_BYTES)] ^= (byte) change;

        assertRefused(bytes);
    }

    @Property
    void shouldRefuseAnyBeginning(@ForAll("parts") List<Part> parts, @ForAll int length) {
        byte[] bytes = Aggregates.of(parts);

        assertRefused(Arrays.copyOf(bytes, MAGIC_BYTES + Math.floorMod(length, bytes.length - MAGIC_BYTES)));
    }

    @Property
    void shouldRefuseAnyThingBehindIt(
            @ForAll("parts") List<Part> parts, @ForAll @Size(min = 1, max = 100) byte[] more) {
        byte[] whole = Aggregates.of(parts);
        byte[] bytes = Arrays.copyOf(whole, whole.length + more.length);
        System.arraycopy(more, 0, bytes, whole.length, more.length);

        assertRefused(bytes);
    }

    /** Messages with a right MD5: nothing but the reader is between them and the function. */
    @Property(tries = 5_000)
    void shouldTakeApartOrRefuseWhateverIsSealed(@ForAll("messages") byte[] message) {
        byte[] bytes = Aggregates.sealed(message);
        try {
            List<SourceRecord> records = Aggregate.recordsOf(parent(bytes));

            assertThat(records).isNotEmpty();
            assertThat(records.stream()
                            .mapToLong(record -> record.payload().length)
                            .sum())
                    .isLessThan(bytes.length);
        } catch (InvalidAggregateException e) {
            assertThat(e.reason()).isEqualTo("CORRUPT_AGGREGATE");
        }
    }

    @Provide
    static Arbitrary<List<Part>> parts() {
        Arbitrary<String> keys = Arbitraries.oneOf(
                Arbitraries.of("customer-1", "customer-2", "a"),
                Arbitraries.strings().withCharRange('a', 'z').ofMaxLength(256),
                Arbitraries.of("ключ", "𝄞", ""));
        Arbitrary<byte[]> data = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
        return Combinators.combine(keys, data).as(Part::new).list().ofMinSize(1).ofMaxSize(40);
    }

    /** Random bytes, and sound messages of which a few bytes were replaced. */
    @Provide
    static Arbitrary<byte[]> messages() {
        Arbitrary<byte[]> random = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        Arbitrary<byte[]> fields = Arbitraries.of(
                        (byte) 10, (byte) 26, (byte) 8, (byte) 16, (byte) 0, (byte) 2, (byte) 5)
                .array(byte[].class)
                .ofMaxSize(60);
        Arbitrary<byte[]> damaged = Combinators.combine(
                        parts(), Arbitraries.integers().list().ofMaxSize(6), random.filter(bytes -> bytes.length > 5))
                .as(AggregatePropertyTest::damaged);
        return Arbitraries.oneOf(random, fields, damaged);
    }

    private static byte[] damaged(List<Part> parts, List<Integer> places, byte[] replacements) {
        byte[] whole = Aggregates.of(parts);
        byte[] message = Arrays.copyOfRange(whole, MAGIC_BYTES, whole.length - 16);
        IntStream.range(0, places.size())
                .forEach(i -> message[Math.floorMod(places.get(i), message.length)] = replacements[i]);
        return message;
    }

    private static void assertRefused(byte[] bytes) {
        assertThat(Aggregate.is(parent(bytes))).isTrue();
        assertThatThrownBy(() -> Aggregate.recordsOf(parent(bytes)))
                .isInstanceOfSatisfying(InvalidAggregateException.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo("CORRUPT_AGGREGATE"));
    }

    private static SourceRecord parent(byte[] payload) {
        return Records.record(Records.id(7), payload);
    }
}
