package dev.tributary.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tributary.json.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    private static final long EARLIEST = -62_135_596_800L;
    private static final long LATEST = 253_402_300_799L;

    @ParameterizedTest
    @CsvSource({
        "2024-07-29T00:59:07Z, 2024-07-29T00:59:07Z",
        "2024-07-29T00:59:07.1Z, 2024-07-29T00:59:07.100Z",
        "2024-07-29T00:59:07.678294Z, 2024-07-29T00:59:07.678294Z",
        "2024-07-29T00:59:07.678000Z, 2024-07-29T00:59:07.678Z",
        "2024-07-29T00:59:07.000000001Z, 2024-07-29T00:59:07.000000001Z",
        "2024-07-29T00:59:07.000Z, 2024-07-29T00:59:07Z",
        "2024-07-29t00:59:07z, 2024-07-29T00:59:07Z",
        "2024-07-29T00:59:07, 2024-07-29T00:59:07Z",
        "2024-07-29T00:59, 2024-07-29T00:59:00Z",
        "2024-07-29 00:59:07, 2024-07-29T00:59:07Z",
        "2024-07-29 00:59:07.5, 2024-07-29T00:59:07.500Z",
        "2024-07-29 00:59:07+00, 2024-07-29T00:59:07Z",
        "2024-07-29 00:59:07.68-07, 2024-07-29T07:59:07.680Z",
        "2024-07-29T00:59:07+02:00, 2024-07-28T22:59:07Z",
        "2024-07-29T00:59:07+0530, 2024-07-28T19:29:07Z",
        "2024-07-29T00:59:07-18:00, 2024-07-29T18:59:07Z",
        "2024-07-29T00:59+02:00, 2024-07-28T22:59:00Z",
        "2024-07-29T02:59:07+02:00[Europe/Berlin], 2024-07-29T00:59:07Z",
        "2024-07-29 02:59:07+02:00[Europe/Berlin], 2024-07-29T00:59:07Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
        "2000-02-29T00:00:00Z, 2000-02-29T00:00:00Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z",
        "1969-12-31T23:59:59.5Z, 1969-12-31T23:59:59.500Z"
    })
    void shouldReadATimeInWhateverFormAndWriteItInOne(String text, String expected) {
        assertThat(written(Times.instant(text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024-07-29",
                "00:59:07",
                "not a time at all",
                "2024-07-29T00:59:07Zulu",
                "2024-07-29T00:59:07 ",
                "2024-07-29T00:59:07.Z",
                "2024-07-29T00:59:07.1234567890Z",
                "2024-07-29T00:59:07+",
                "2024-07-29T00:59:07+2",
                "2024-07-29T00:59:07+02:",
                "2024-07-29T00:59:07+02:60",
                "2024-07-29T00:59:07+18:01",
                "2024-07-29T24:00:00Z",
                "2024-07-29T00:60:00Z",
                "2024-07-29T00:59:60Z",
                "2024-02-30T00:00:00Z",
                "2023-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2024-13-01T00:00:00Z",
                "2024-00-01T00:00:00Z",
                "2024-01-00T00:00:00Z",
                "2024-04-31T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "0001-01-01T00:00:00+01:00",
                "9999-12-31T23:59:59-01:00",
                "2024-7-29T00:59:07.000Z",
                "2024_07_29T00:59:07Z",
                "2024-07-29_00:59:07Z",
                "٢٠٢٤-07-29T00:59:07Z",
                "2024-07-29T00:59:07+02:00[Nowhere/Else]",
                "2024-07-29T00:59:07Z]",
                "2024-07-29T00:59:07Z UTC"
            })
    void shouldTakeNothingElseForATime(String text) {
        assertThat(Times.instant(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024-7-29",
                "2024-02-30",
                "2024-07-29Z",
                "29.07.2024",
                "20240729..",
                "2024-07-29T00:59:07Z",
                "+024-07-29"
            })
    void shouldTakeNothingElseForADate(String text) {
        assertThat(Times.date(text)).isNull();
    }

    @Test
    void shouldReadDates() {
        assertThat(Times.date("2024-02-29")).isEqualTo(LocalDate.of(2024, 2, 29));
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

    @Property
    void shouldWriteAsTheJdkDoes(
            @ForAll @LongRange(min = EARLIEST, max = LATEST) long second,
            @ForAll @IntRange(max = 999_999_999) int nanos) {
        for (int fraction : new int[] {nanos, nanos / 1_000 * 1_000, nanos / 1_000_000 * 1_000_000, 0}) {
            Instant time = Instant.ofEpochSecond(second, fraction);

            assertThat(Times.text(time)).isEqualTo(time.toString());
            assertThat(Times.instant(time.toString())).isEqualTo(time);
        }
    }

    @Property
    void shouldReadOffsetsAsTheJdkDoes(
            @ForAll @LongRange(min = EARLIEST + 86_400, max = LATEST - 86_400) long second,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int minutes) {
        Instant time = Instant.ofEpochSecond(second);
        String text =
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atOffset(ZoneOffset.ofTotalSeconds(minutes * 60)));

        assertThat(Times.instant(text)).isEqualTo(time);
    }

    private static @Nullable String written(@Nullable Instant time) {
        return time == null ? null : Times.text(time);
    }
}
