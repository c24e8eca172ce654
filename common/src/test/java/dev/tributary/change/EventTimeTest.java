package dev.tributary.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tributary.change.InvalidChangeException.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2024-07-29T00:59:07.686557Z, 2024-07-29T00:59:07.686557Z",
        "2024-07-29T00:59:07Z, 2024-07-29T00:59:07Z",
        "2024-07-29T00:59:07.5Z, 2024-07-29T00:59:07.5Z",
        "2024-07-29T00:59:07.123456789Z, 2024-07-29T00:59:07.123456789Z",
        "2024-02-29T23:59:59.999Z, 2024-02-29T23:59:59.999Z",
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z",
        "2024-07-29T00:59:07.686557, 2024-07-29T00:59:07.686557Z",
        "2024-07-29T00:59, 2024-07-29T00:59:00Z",
        "2024-07-29T00:59:07+02:00, 2024-07-28T22:59:07Z",
        "2024-07-29T00:59:07.1-05:30, 2024-07-29T06:29:07.1Z",
        "2024-07-29t00:59:07z, 2024-07-29T00:59:07Z"
    })
    void shouldReadIso(String text, String time) throws InvalidChangeException {
        assertThat(EventTime.ofIso("t", text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2024-07-29",
                "2024-13-29T00:59:07Z",
                "2024-02-30T00:59:07Z",
                "2023-02-29T00:59:07Z",
                "2024-07-29T24:00:00Z",
                "2024-07-29T00:60:00Z",
                "2024-07-29T00:00:60Z",
                "2024-07-29T00:59:07.1234567890Z",
                "2024-07-29T00:59:07.68655٧Z",
                "2024/07/29T00:59:07Z",
                "1969-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z",
                "0000-00-00T00:00:00Z",
                "20240729T005907Z",
                "1722214747"
            })
    void shouldRefuseWhatIsNoTimeInRange(String text) {
        assertThatThrownBy(() -> EventTime.ofIso("metadata.timestamp", text))
                .asInstanceOf(type(InvalidChangeException.class))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.INVALID_TIME))
                .satisfies(e -> assertThat(e)
                        .hasMessage("metadata.timestamp: text of " + text.length()
                                + " characters that is no time (expected: ISO 8601 in the years 1970-9999, such as"
                                + " 2024-07-29T00:59:07.686557Z)"));
    }

    @Test
    void shouldNotReadLongTexts() {
        String text = "2024-07-29T00:59:07.686557Z[" + "x".repeat(1_000_000) + "]";

        assertThatThrownBy(() -> EventTime.ofIso("t", text)).hasMessageStartingWith("t: text of 1000029 characters");
    }

    @Property
    void shouldReadEveryInstant(@ForAll("instants") Instant time) throws InvalidChangeException {
        assertThat(EventTime.ofIso("t", time.toString())).isEqualTo(time);
    }

    @Property
    void shouldReadEveryNumber(@ForAll("instants") Instant time) throws InvalidChangeException {
        Instant millis = time.truncatedTo(ChronoUnit.MILLIS);
        Instant micros = time.truncatedTo(ChronoUnit.MICROS);

        assertThat(EventTime.ofNumber("t", Long.toString(time.toEpochMilli()), EventTime.MILLIS))
                .isEqualTo(millis);
        assertThat(EventTime.ofNumber("t", OrderToken.part(time), EventTime.MICROS))
                .isEqualTo(micros);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1000, 1970-01-01T00:00:00Z",
        "253402300799999, 1000, 9999-12-31T23:59:59.999Z",
        "253402300799999999, 1000000, 9999-12-31T23:59:59.999999Z",
        "1740812400123456789, 1000000000, 2025-03-01T07:00:00.123456789Z",
        "0001, 1000, 1970-01-01T00:00:00.001Z"
    })
    void shouldReadNumbers(String digits, long perSecond, Instant time) throws InvalidChangeException {
        assertThat(EventTime.ofNumber("t", digits, perSecond)).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({
        "253402300800000, 1000",
        "253402300800000000, 1000000",
        "9223372036854775807, 1000",
        "9223372036854775808, 1000000000",
        "99999999999999999999999999999999, 1000"
    })
    void shouldRefuseNumbersOutOfRange(String digits, long perSecond) {
        assertThatThrownBy(() -> EventTime.ofNumber("source.ts_ms", digits, perSecond))
                .hasMessage("source.ts_ms: a number of " + digits.length()
                        + " digits that is no time (expected: 1970-9999)");
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(0, Instant.parse("9999-12-31T23:59:59Z").getEpochSecond())
                .flatMap(second -> Arbitraries.integers()
                        .between(0, 999_999_999)
                        .map(nanos -> Instant.ofEpochSecond(second, nanos)));
    }
}
