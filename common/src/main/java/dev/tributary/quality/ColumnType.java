package dev.tributary.quality;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a column of a contract holds. */
enum ColumnType {
    STRING("a string"),
    INTEGER("an integer, of at most 100 digits"),
    DECIMAL("a decimal number, of at most 100 digits"),
    BOOLEAN("a boolean, or one of the texts true, false, t, f, 1, 0"),
    DATE("a date such as 2024-12-31, or days since 1970-01-01; of the years 1-9999"),
    TIMESTAMP("a timestamp such as 2024-12-31T23:59:59Z, or time since 1970-01-01 in a declared unit or from 1973 on;"
            + " of the years 1-9999"),
    JSON("JSON, or a string that is JSON, of at most 99 levels");

    private final String text = name().toLowerCase(Locale.ROOT);
    private final String expected;

    ColumnType(String expected) {
        this.expected = expected;
    }

    /** The name as a contract has it. */
    String text() {
        return text;
    }

    /** What a value should be. */
    String expected() {
        return expected;
    }

    boolean isNumber() {
        return this == INTEGER || this == DECIMAL;
    }

    boolean isTime() {
        return this == DATE || this == TIMESTAMP;
    }

    static Optional<ColumnType> of(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }
}
