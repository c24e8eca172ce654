package dev.tributary.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.json.IsoTimes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings values into one form, so that what was the same at the source is the same in the lake. What is in that form already is
 * answered itself, not a copy; cleansing twice is the same as once.
 */
public final class Cleansing {

    private final CleansingSettings settings;
    private final int longestNull;

    public Cleansing(CleansingSettings settings) {
        this.settings = settings;
        this.longestNull =
                settings.nullTexts().stream().mapToInt(String::length).max().orElse(0);
    }

    /**
     * Cleanses a value of which nothing but the column's name is known. Numbers keep their value, and whole ones get the digits
     * that an exponent stands for; what cannot be read as a time stays as it is, also in a column of times.
     */
    public JsonNode generic(String column, JsonNode value) {
        JsonNode bare = bare(value);
        if (bare.isTextual()) {
            return genericText(column, bare);
        }
        return bare.isNumber() ? genericNumber(column, bare) : bare;
    }

    /** Cleanses a value of a declared column; null if it cannot be read as the column's type. */
    @Nullable
    JsonNode declared(ColumnContract column, JsonNode value) {
        JsonNode bare = bare(value);
        if (bare.isNull()) {
            return bare;
        }
        return switch (column.type()) {
            case STRING -> bare.isTextual() ? bare : null;
            case INTEGER -> Numbers.integer(bare);
            case DECIMAL -> Numbers.decimal(bare);
            case BOOLEAN -> bool(bare);
            case DATE -> date(bare);
            case TIMESTAMP -> timestamp(bare, column.unit());
            case JSON -> bare.isTextual() ? JsonTexts.parse(bare) : bare;
        };
    }

    /** The same for a column of the key, where texts stay whole: keys that differ in white space are keys of two rows. */
    @Nullable
    JsonNode declaredKey(ColumnContract column, JsonNode value) {
        boolean isText = column.type() == ColumnType.STRING && value.isTextual();
        return isText ? value : declared(column, value);
    }

    /** The value without white space around it, and null where a text stands for it. */
    private JsonNode bare(JsonNode value) {
        if (!value.isTextual()) {
            return value;
        }
        String text = value.textValue();
        String stripped = settings.trim() ? text.strip() : text;
        boolean standsForNull = stripped.isEmpty()
                ? settings.emptyIsNull()
                : stripped.length() <= longestNull && settings.nullTexts().contains(stripped);
        if (standsForNull) {
            return NullNode.getInstance();
        }
        return stripped.length() == text.length() ? value : TextNode.valueOf(stripped);
    }

    private JsonNode genericText(String column, JsonNode value) {
        if (!IsoTimes.looksLikeTime(value.textValue()) || !settings.isTimestamp(column)) {
            return value;
        }
        Instant time = IsoTimes.instant(value.textValue());
        return time == null ? value : text(time, value);
    }

    /** Only numbers that could be a time are worth a look at the column's name. */
    private JsonNode genericNumber(String column, JsonNode value) {
        Instant time = Times.epoch(value, Optional.empty());
        return time == null || !settings.isTimestamp(column) ? Numbers.plain(value) : text(time, value);
    }

    private static @Nullable JsonNode bool(JsonNode value) {
        if (value.isBoolean()) {
            return value;
        }
        JsonNode told = value.isNumber() ? Numbers.integer(value) : value;
        if (told == null || told.isContainerNode()) {
            return null;
        }
        return switch (told.asText().toLowerCase(Locale.ROOT)) {
            case "true", "t", "1" -> BooleanNode.TRUE;
            case "false", "f", "0" -> BooleanNode.FALSE;
            default -> null;
        };
    }

    private static @Nullable JsonNode date(JsonNode value) {
        if (value.isTextual()) {
            return IsoTimes.date(value.textValue()) == null ? null : value;
        }
        JsonNode days = value.isNumber() ? Numbers.integer(value) : null;
        LocalDate date = days != null && days.isInt() ? Times.date(days.intValue()) : null;
        return date == null ? null : TextNode.valueOf(date.toString());
    }

    private static @Nullable JsonNode timestamp(JsonNode value, Optional<EpochUnit> unit) {
        if (value.isTextual() && IsoTimes.isWritten(value.textValue())) {
            return value;
        }
        Instant time = null;
        if (value.isNumber()) {
            time = Times.epoch(value, unit);
        } else if (value.isTextual()) {
            time = IsoTimes.instant(value.textValue());
            time = time == null ? Times.epoch(value.textValue(), unit) : time;
        }
        return time == null ? null : text(time, value);
    }

    private static JsonNode text(Instant time, JsonNode value) {
        String text = IsoTimes.text(time);
        return text.equals(value.textValue()) ? value : TextNode.valueOf(text);
    }
}
