package dev.tributary.quality;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleansingTest {

    private final Cleansing cleansing = new Cleansing(SomeNulls.SETTINGS);

    @Nested
    class OfAnyColumn {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "' Jane '       | 'Jane'",
                    "'\\t\\n Jane\u2003' | 'Jane'",
                    "''             | null",
                    "'   '          | null",
                    "'NULL'         | null",
                    "' N/A '        | null",
                    "1.5E3          | 1500",
                    "1.5E+3         | 1500",
                    "-2E9           | -2000000000",
                    "3E9            | 3000000000",
                    "1E25           | 10000000000000000000000000",
                    "0E+5           | 0"
                })
        void shouldBringAValueIntoItsForm(String value, String expected) {
            JsonNode clean = cleansing.generic("name", json(value));

            assertThat(clean).isEqualTo(json(expected));
            assertThat(cleansing.generic("name", clean)).isSameAs(clean);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "'Jane'",
                    "'null'",
                    "'Null'",
                    "'n/a'",
                    "'NULL!'",
                    "1.50",
                    "12345678901234567890",
                    "1.2345678901234567E16",
                    "1E-7",
                    "0",
                    "1E100",
                    "1E1000",
                    "true",
                    "null",
                    "[' a ']",
                    "{'a': ' a '}",
                    "'2024-07-29 00:59:07'",
                    "1722214747678"
                })
        void shouldLeaveOtherValuesAlone(String value) {
            JsonNode node = json(value);

            assertThat(cleansing.generic("name", node)).isSameAs(node);
        }

        @Test
        void shouldWriteTheDigitsOfIntegersInScientificNotation() {
            JsonNode clean = cleansing.generic("id", json("1.2345678901234567E16"));

            assertThat(Json.writeAscii(clean)).isEqualTo("12345678901234567");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "created_at | '2024-07-29 00:59:07.68+00' | '2024-07-29T00:59:07.680Z'",
                    "CREATED_AT | ' 2024-07-29T02:59:07+02:00 ' | '2024-07-29T00:59:07Z'",
                    "event_ts | 1722214747 | '2024-07-29T00:59:07Z'",
                    "start_time | 1722214747678 | '2024-07-29T00:59:07.678Z'",
                    "timestamp | 1722214747678294 | '2024-07-29T00:59:07.678294Z'",
                    "my_timestamp | 1722214747678294001 | '2024-07-29T00:59:07.678294001Z'",
                    "created_at | 1.722214747678E12 | '2024-07-29T00:59:07.678Z'"
                })
        void shouldMakeTimesOfRecognisedColumnsOneText(String column, String value, String expected) {
            JsonNode clean = cleansing.generic(column, json(value));

            assertThat(clean).isEqualTo(json(expected));
            assertThat(cleansing.generic(column, clean)).isSameAs(clean);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "'2024-07-29T00:59:07Z'",
                    "'2024-07-29'",
                    "'2024-02-30T00:00:00Z'",
                    "'half past nine'",
                    "'1722214747678'",
                    "350",
                    "-5",
                    "12.5",
                    "true",
                    "{}",
                    "null"
                })
        void shouldLeaveAloneWhatIsNoTimeOrInItsFormAlready(String value) {
            JsonNode node = json(value);

            assertThat(cleansing.generic("start_time", node)).isSameAs(node);
        }
    }

    @Nested
    class Settings {

        @Test
        void shouldLeaveWhiteSpace() {
            Cleansing untrimmed = new Cleansing(new CleansingSettings(false, true, Set.of("N/A"), List.of(), Set.of()));

            assertThat(untrimmed.generic("a", json("' a '"))).isEqualTo(json("' a '"));
            assertThat(untrimmed.generic("a", json("' N/A'"))).isEqualTo(json("' N/A'"));
            assertThat(untrimmed.generic("a", json("'N/A'")).isNull()).isTrue();
            assertThat(untrimmed.generic("a", json("' '"))).isEqualTo(json("' '"));
        }

        @Test
        void shouldLeaveEmptyTexts() {
            Cleansing keeping = new Cleansing(new CleansingSettings(true, false, Set.of(), List.of(), Set.of()));

            assertThat(keeping.generic("a", json("'  '"))).isEqualTo(json("''"));
            assertThat(keeping.generic("a", json("'NULL'"))).isEqualTo(json("'NULL'"));
        }

        @Test
        void shouldRecogniseOtherColumns() {
            Cleansing other =
                    new Cleansing(new CleansingSettings(true, true, Set.of(), List.of("_Date"), Set.of("Born")));

            assertThat(other.generic("birth_date", json("1722214747"))).isEqualTo(json("'2024-07-29T00:59:07Z'"));
            assertThat(other.generic("born", json("1722214747"))).isEqualTo(json("'2024-07-29T00:59:07Z'"));
            assertThat(other.generic("newborn", json("1722214747"))).isEqualTo(json("1722214747"));
            assertThat(other.generic("created_at", json("1722214747"))).isEqualTo(json("1722214747"));
        }
    }

    @Nested
    class OfADeclaredColumn {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "STRING | ' a ' | 'a'",
                    "STRING | '2024-07-29 00:59:07' | '2024-07-29 00:59:07'",
                    "STRING | 'NULL' | null",
                    "INTEGER | 5 | 5",
                    "INTEGER | ' 5 ' | 5",
                    "INTEGER | '+005' | 5",
                    "INTEGER | 5.00 | 5",
                    "INTEGER | '5.0' | 5",
                    "INTEGER | 1.2345678901234567E16 | 12345678901234567",
                    "INTEGER | '1E3' | 1000",
                    "INTEGER | 123456789012345678901234567890 | 123456789012345678901234567890",
                    "INTEGER | '' | null",
                    "DECIMAL | 1.50 | 1.50",
                    "DECIMAL | 5 | 5",
                    "DECIMAL | '1.50' | 1.50",
                    "DECIMAL | '-.5' | -0.5",
                    "DECIMAL | 1.5E3 | 1500",
                    "DECIMAL | '1E-7' | 1E-7",
                    "BOOLEAN | true | true",
                    "BOOLEAN | 'TRUE' | true",
                    "BOOLEAN | 't' | true",
                    "BOOLEAN | '1' | true",
                    "BOOLEAN | 1 | true",
                    "BOOLEAN | 'false' | false",
                    "BOOLEAN | 'f' | false",
                    "BOOLEAN | ' 0 ' | false",
                    "BOOLEAN | 0E2 | false",
                    "DATE | '2024-07-29' | '2024-07-29'",
                    "DATE | 19933 | '2024-07-29'",
                    "DATE | -1 | '1969-12-31'",
                    "DATE | 1E3 | '1972-09-27'",
                    "TIMESTAMP | '2024-07-29 02:59:07+02' | '2024-07-29T00:59:07Z'",
                    "TIMESTAMP | 1722214747678 | '2024-07-29T00:59:07.678Z'",
                    "TIMESTAMP | '1722214747678' | '2024-07-29T00:59:07.678Z'",
                    "JSON | '{\\'a\\': [1, 2.50]}' | {'a':[1,2.50]}",
                    "JSON | ' [1] ' | [1]",
                    "JSON | '5' | 5",
                    "JSON | 'null' | null",
                    "JSON | '\\'text\\'' | '\\'text\\''",
                    "JSON | {'a': 1} | {'a':1}",
                    "JSON | 7 | 7"
                })
        void shouldBecomeItsType(ColumnType type, String value, String expected) {
            JsonNode clean = declared(type, value);

            assertThat(clean).hasToString(expected.replace('\'', '"'));
            assertThat(cleansing.declared(column(type), clean)).isSameAs(clean);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "STRING | 5",
                    "STRING | true",
                    "STRING | {}",
                    "INTEGER | 5.5",
                    "INTEGER | '5.5'",
                    "INTEGER | 'five'",
                    "INTEGER | '٥'",
                    "INTEGER | '1,000'",
                    "INTEGER | '0x5'",
                    "INTEGER | '1E101'",
                    "INTEGER | 1E1000",
                    "INTEGER | true",
                    "INTEGER | [5]",
                    "DECIMAL | 'NaN'",
                    "DECIMAL | 'Infinity'",
                    "DECIMAL | '1E999999999'",
                    "DECIMAL | '1E-999999999'",
                    "DECIMAL | '1E-101'",
                    "DECIMAL | '--1'",
                    "DECIMAL | 'E'",
                    "DECIMAL | {}",
                    "BOOLEAN | 'yes'",
                    "BOOLEAN | 2",
                    "BOOLEAN | 1.5",
                    "BOOLEAN | []",
                    "DATE | '29.07.2024'",
                    "DATE | '2024-02-30'",
                    "DATE | '2024-07-29T00:00:00Z'",
                    "DATE | 2932897",
                    "DATE | 1722214747678",
                    "DATE | 1.5",
                    "DATE | true",
                    "TIMESTAMP | 'yesterday'",
                    "TIMESTAMP | '2024-07-29'",
                    "TIMESTAMP | 5",
                    "TIMESTAMP | '5'",
                    "TIMESTAMP | true",
                    "TIMESTAMP | {}",
                    "JSON | '{'",
                    "JSON | '{} {}'",
                    "JSON | 'text'",
                    "JSON | '{\\'a\\':1,\\'a\\':2}'",
                    "JSON | '{\\'a\\':1E1001}'"
                })
        void shouldBeNothingWhereItIsNotOfItsType(ColumnType type, String value) {
            assertThat(cleansing.declared(column(type), json(value))).isNull();
        }

        @Test
        void shouldBeANumberOfAHundredDigitsAtMost() {
            assertThat(declared(ColumnType.INTEGER, "'" + "9".repeat(100) + "'"))
                    .isEqualTo(json("9".repeat(100)));
            assertThat(cleansing.declared(column(ColumnType.INTEGER), json("'" + "9".repeat(101) + "'")))
                    .isNull();
            assertThat(declared(ColumnType.INTEGER, "1E99").toString()).hasSize(100);
            assertThat(cleansing.declared(column(ColumnType.INTEGER), json("1E100")))
                    .isNull();
        }

        @Test
        void shouldHoldJsonOfNoMoreLevelsThanARowCanBeReadBackWith() {
            assertThat(cleansing.declared(column(ColumnType.JSON), TextNode.valueOf("[".repeat(99) + "]".repeat(99))))
                    .isNotNull();
            assertThat(cleansing.declared(column(ColumnType.JSON), TextNode.valueOf("[".repeat(100) + "]".repeat(100))))
                    .isNull();
            assertThat(cleansing.declared(column(ColumnType.JSON), TextNode.valueOf("[".repeat(10_000))))
                    .isNull();
        }

        @Test
        void shouldHoldNoHalfCharactersInJson() {
            assertThat(cleansing.declared(column(ColumnType.JSON), TextNode.valueOf("{\"a\":\"\\ud800\"}")))
                    .isNull();
        }

        @Test
        void shouldCountInTheDeclaredUnit() {
            ColumnContract micros = new ColumnContract(
                    "a", ColumnType.TIMESTAMP, false, Optional.of(EpochUnit.MICROSECONDS), List.of());

            assertThat(cleansing.declared(micros, json("5"))).isEqualTo(json("'1970-01-01T00:00:00.000005Z'"));
            assertThat(cleansing.declared(micros, json("'2024-07-29T00:59:07'")))
                    .isEqualTo(json("'2024-07-29T00:59:07Z'"));
        }

        private JsonNode declared(ColumnType type, String value) {
            return requireNonNull(cleansing.declared(column(type), json(value)));
        }

        private static ColumnContract column(ColumnType type) {
            return new ColumnContract("a", type, false, Optional.empty(), List.of());
        }
    }

    /** JSON, which may have single quotes; those within a text stand behind a backslash. */
    private static JsonNode json(String text) {
        try {
            return Json.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
