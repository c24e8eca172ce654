package dev.tributary.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The order of the texts is the order of the numbers, part by part, however they are written. */
class OrderTokenPropertyTest {

    /** The same position by value: numbers, and a way to write them. */
    record Position(List<BigInteger> numbers, int radix, int zeros, String separator, boolean inParts) {

        OrderToken token(boolean snapshot) {
            List<String> written = numbers.stream()
                    .map(number -> "0".repeat(zeros) + number.toString(radix))
                    .toList();
            List<String> parts = inParts ? written : List.of(String.join(separator, written));
            return snapshot ? OrderToken.ofSnapshot(parts) : OrderToken.ofChange(parts);
        }
    }

    private static final Comparator<List<BigInteger>> BY_NUMBERS = (one, other) -> {
        for (int i = 0; i < one.size(); i++) {
            int compared = one.get(i).compareTo(other.get(i));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    };

    @Property
    void shouldSortAsNumbers(@ForAll("pairs") List<Position> pair) {
        Position one = pair.get(0);
        Position other = pair.get(1);

        assertThat(Integer.signum(one.token(false).compareTo(other.token(false))))
                .isEqualTo(Integer.signum(BY_NUMBERS.compare(one.numbers, other.numbers)));
    }

    @Property
    void shouldBeEqualForEqualNumbersAlone(@ForAll("pairs") List<Position> pair) {
        Position one = pair.get(0);
        Position other = pair.get(1);

        assertThat(one.token(false).equals(other.token(false))).isEqualTo(one.numbers.equals(other.numbers));
    }

    @Property
    void shouldPutSnapshotsFirst(@ForAll("pairs") List<Position> pair) {
        assertThat(pair.get(0).token(true)).isLessThan(pair.get(1).token(false));
    }

    /** Two positions of one source: as many numbers, in the same radix, each in a form of its own. */
    @Provide
    Arbitrary<List<Position>> pairs() {
        return Combinators.combine(Arbitraries.integers().between(1, 4), Arbitraries.of(10, 16))
                .flatAs((size, radix) -> position(size, radix).list().ofSize(2));
    }

    private static Arbitrary<Position> position(int size, int radix) {
        Arbitrary<BigInteger> numbers = Arbitraries.oneOf(
                Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.valueOf(300)),
                Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.TWO.pow(128)));
        return Combinators.combine(
                        numbers.list().ofSize(size),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.of("/", ".", ":", "-", ", ", "é"),
                        Arbitraries.of(true, false))
                .as((all, zeros, separator, inParts) -> new Position(all, radix, zeros, separator, inParts));
    }
}
