package dev.tributary.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tributary.json.IsoTimes;
import dev.tributary.json.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

    @Test
    void shouldReadDaysSince1970() {
        assertThat(Times.date(19_783)).isEqualTo(LocalDate.of(2024, 3, 1));
        assertThat(Times.date(-1)).isEqualTo(LocalDate.of(1969, 12, 31));
        assertThat(Times.date(-719_162)).isEqualTo(LocalDate.of(1, 1, 1));
        assertThat(Times.date(-719_163)).isNull();
        assertThat(Times.date(2_932_896)).isEqualTo(LocalDate.of(9999, 12, 31));
        assertThat(Times.date(2_932_897)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "99999999,",
        "100000000, 1973-03-03T09:46:40Z",
        "1722214747, 2024-07-29T00:59:07Z",
        "99999999999, 5138-11-16T09:46:39Z",
        "100000000000, 1973-03-03T09:46:40Z",
        "1722214747678, 2024-07-29T00:59:07.678Z",
        "99999999999999, 5138-11-16T09:46:39.999Z",
        "100000000000000, 1973-03-03T09:46:40Z",
        "1722214747678294, 2024-07-29T00:59:07.678294Z",
        "99999999999999999, 5138-11-16T09:46:39.999999Z",
        "100000000000000000, 1973-03-03T09:46:40Z",
        "1722214747678294001, 2024-07-29T00:59:07.678294001Z",
        "9223372036854775807, 2262-04-11T23:47:16.854775807Z",
        "-9223372036854775808, 1677-09-21T00:12:43.145224192Z",
        "9223372036854775808,",
        "-99999999,",
        "-100000000, 1966-10-31T14:13:20Z",
        "-1000000000000, 1938-04-24T22:13:20Z",
        "0,",
        "1.722214747678E12, 2024-07-29T00:59:07.678Z",
        "1722214747.25, 2024-07-29T00:59:07.250Z",
        "1722214747.000000001, 2024-07-29T00:59:07.000000001Z",
        "1722214747.0000000001,",
        "1722214747678.294, 2024-07-29T00:59:07.678294Z",
        "1722214747678294001.5,",
        "-100000000.5, 1966-10-31T14:13:19.500Z",
        "1E30,",
        "1E-30,",
        "3.5,"
    })
    void shouldTellTheUnitByTheMagnitude(String number, @Nullable String expected) throws JsonProcessingException {
        assertThat(written(Times.epoch(Json.readTree(number), Optional.empty())))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "SECONDS, 0, 1970-01-01T00:00:00Z",
        "SECONDS, 253402300799, 9999-12-31T23:59:59Z",
        "SECONDS, 253402300800,",
        "SECONDS, 253402300799.5, 9999-12-31T23:59:59.500Z",
        "SECONDS, -62135596800, 0001-01-01T00:00:00Z",
        "SECONDS, -62135596800.5,",
        "SECONDS, 9223372036854775807,",
        "SECONDS, -9223372036854775808,",
        "MILLISECONDS, 1, 1970-01-01T00:00:00.001Z",
        "MILLISECONDS, -1, 1969-12-31T23:59:59.999Z",
        "MILLISECONDS, 9223371331200000000,",
        "MICROSECONDS, 1722214747, 1970-01-01T00:28:42.214747Z",
        "NANOSECONDS, 1, 1970-01-01T00:00:00.000000001Z",
        "NANOSECONDS, 1.5,"
    })
    void shouldGoByTheDeclaredUnit(EpochUnit unit, String number, @Nullable String expected)
            throws JsonProcessingException {
        assertThat(written(Times.epoch(Json.readTree(number), Optional.of(unit))))
                .isEqualTo(expected);
    }

    @Test
    void shouldReadTextsOfDigits() {
        assertThat(written(Times.epoch("1722214747678", Optional.empty()))).isEqualTo("2024-07-29T00:59:07.678Z");
        assertThat(written(Times.epoch("-1", Optional.of(EpochUnit.SECONDS)))).isEqualTo("1969-12-31T23:59:59Z");
        for (String other :
                new String[] {"", "-", "1.5", "1722214747678 ", "+1722214747", "9223372036854775808", "١٧٢٢٢١٤٧٤٧"}) {
            assertThat(Times.epoch(other, Optional.empty())).as(other).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2024-07-29, 2024-07-30, -1",
        "2024-07-29, 2024-07-29T23:59:59Z, 0",
        "2024-07-30T00:00:00Z, 2024-07-29, 1",
        "2024-07-29T00:59:07Z, 2024-07-29T00:59:07.001Z, -1",
        "2024-07-29T00:59:07.500Z, 2024-07-29T00:59:07.499999Z, 1",
        "2024-07-29T00:59:07.500Z, 2024-07-29T00:59:07.500001Z, -1",
        "2024-07-29T00:59:07Z, 2024-07-29T00:59:07Z, 0"
    })
    void shouldCompareCleansedTimes(String one, String other, int expected) {
        assertThat(Integer.signum(Times.compare(one, other))).isEqualTo(expected);
        assertThat(Integer.signum(Times.compare(other, one))).isEqualTo(-expected);
    }

    private static @Nullable String written(@Nullable Instant time) {
        return time == null ? null : IsoTimes.text(time);
    }
}
