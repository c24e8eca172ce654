package dev.tributary.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimesTest {

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
        assertThat(written(IsoTimes.instant(text))).isEqualTo(expected);
        assertThat(IsoTimes.isWritten(text)).isEqualTo(text.equals(expected));
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
        assertThat(IsoTimes.instant(text)).isNull();
        assertThat(IsoTimes.isWritten(text)).isFalse();
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
        assertThat(IsoTimes.date(text)).isNull();
    }

    @Test
    void shouldReadADate() {
        assertThat(IsoTimes.date("2024-02-29")).isEqualTo(LocalDate.of(2024, 2, 29));
    }

    @Property
    void shouldWriteAsTheJdkDoes(
            @ForAll @LongRange(min = EARLIEST, max = LATEST) long second,
            @ForAll @IntRange(max = 999_999_999) int nanos) {
        for (int fraction : new int[] {nanos, nanos / 1_000 * 1_000, nanos / 1_000_000 * 1_000_000, 0}) {
            Instant time = Instant.ofEpochSecond(second, fraction);

            assertThat(IsoTimes.text(time)).isEqualTo(time.toString());
            assertThat(IsoTimes.isWritten(time.toString())).isTrue();
            assertThat(IsoTimes.instant(time.toString())).isEqualTo(time);
        }
    }

    @Property
    void shouldReadOffsetsAsTheJdkDoes(
            @ForAll @LongRange(min = EARLIEST + 86_400, max = LATEST - 86_400) long second,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int minutes) {
        Instant time = Instant.ofEpochSecond(second);
        String text =
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atOffset(ZoneOffset.ofTotalSeconds(minutes * 60)));

        assertThat(IsoTimes.instant(text)).isEqualTo(time);
    }

    private static @Nullable String written(@Nullable Instant time) {
        return time == null ? null : IsoTimes.text(time);
    }
}
