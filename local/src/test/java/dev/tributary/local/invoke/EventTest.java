package dev.tributary.local.invoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[{\"a\": [1]}]\n", " null ", "\"text\"", "1.50"})
    void shouldTakeAnyDocument(String event) {
        assertThatCode(() -> Event.check(event.getBytes(UTF_8))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":                | not JSON at line 1, column 6",
                "{\"a\": 1,}            | not JSON at line 1, column 9",
                "{\"a\": 1}}            | not JSON at line 1, column 9",
                "{\"a\": 1} {\"a\": 2}  | a second document at line 1, column 10"
            })
    void shouldTellWhereItIsNone(String event, String found) {
        assertThatThrownBy(() -> Event.check(event.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(found + " (expected: one JSON document)");
    }

    @Test
    void shouldTellOfLines() {
        assertThatThrownBy(() -> Event.check("{\"a\":\n!}".getBytes(UTF_8)))
                .hasMessage("not JSON at line 2, column 1 (expected: one JSON document)");
        assertThatThrownBy(() -> Event.check("{}\n{}\n".getBytes(UTF_8)))
                .hasMessage("a second document at line 2, column 1 (expected: one JSON document)");
        assertThatThrownBy(() -> Event.check(" \n".getBytes(UTF_8))).hasMessage("empty (expected: one JSON document)");
    }
}
