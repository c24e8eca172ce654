package dev.tributary.change;

import static dev.tributary.change.InvalidChangeException.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The types of Kafka Connect and Debezium, and what their values mean: decimals as numbers; dates, times and timestamps, which
 * come as numbers since midnight or 1970, as ISO 8601, timestamps in UTC. What has no such meaning stays as it is, if it has the
 * JSON type that its schema declares; the elements of lists and the fields of structs are not looked into.
 *
 * @see <a href="https://debezium.io/documentation/reference/stable/connectors/postgresql.html#postgresql-data-types">
 *     Debezium's types</a>
 */
final class ConnectTypes {

    /** So many that with a sign, a point and an exponent they are a number that {@link Json} reads. */
    private static final int MOST_DIGITS = Json.MAX_NUMBER_LENGTH - 8;

    /** Base64 of more bytes than that many digits need. */
    private static final int LONGEST_BASE64 = 64;

    private static final int LONGEST_SCALE = 5;
    private static final int SECONDS_PER_HOUR = 3_600;
    private static final int SECONDS_PER_MINUTE = 60;

    private ConnectTypes() {}

    /**
     * What a value means.
     *
     * @param schema the value's own
     * @return null if it does not fit
     */
    static @Nullable JsonNode decode(JsonNode schema, JsonNode value) {
        String name = schema.path("name").textValue();
        if (name == null) {
            return plain(schema, value);
        }
        return switch (name) {
            case "org.apache.kafka.connect.data.Decimal" ->
                decimal(value, scale(schema.path("parameters").path("scale")));
            case "io.debezium.data.VariableScaleDecimal" -> decimal(value.path("value"), scale(value.path("scale")));
            case "io.debezium.time.Date", "org.apache.kafka.connect.data.Date" -> date(value);
            case "io.debezium.time.Timestamp", "org.apache.kafka.connect.data.Timestamp" ->
                timestamp(value, EventTime.MILLIS);
            case "io.debezium.time.MicroTimestamp" -> timestamp(value, EventTime.MICROS);
            case "io.debezium.time.NanoTimestamp" -> timestamp(value, EventTime.NANOS);
            case "io.debezium.time.Time", "org.apache.kafka.connect.data.Time" -> time(value, EventTime.MILLIS);
            case "io.debezium.time.MicroTime" -> time(value, EventTime.MICROS);
            case "io.debezium.time.NanoTime" -> time(value, EventTime.NANOS);
            default -> plain(schema, value);
        };
    }

    /** A type as a message may name it. */
    static String describe(JsonNode schema) {
        String type = schema.path("type").asText();
        String name = schema.path("name").textValue();
        return name == null ? quoted(type) : quoted(type) + " as " + quoted(name);
    }

    private static @Nullable JsonNode plain(JsonNode schema, JsonNode value) {
        boolean fits =
                switch (schema.path("type").asText()) {
                    case "int8" -> isInteger(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
                    case "int16" -> isInteger(value, Short.MIN_VALUE, Short.MAX_VALUE);
                    case "int32" -> isInteger(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
                    case "int64" -> isLong(value);
                    // What JSON has no number for, the converter writes as text.
                    case "float", "double", "float32", "float64" -> value.isNumber() || isNoNumber(value.textValue());
                    case "boolean" -> value.isBoolean();
                    case "string" -> value.isTextual();
                    case "bytes" -> value.isTextual();
                    case "array" -> value.isArray();
                    // With keys that are no strings, a map is a list of pairs.
                    case "map" -> value.isObject() || value.isArray();
                    case "struct" -> value.isObject();
                    default -> false;
                };
        return fits ? value : null;
    }

    private static boolean isLong(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong();
    }

    private static boolean isInteger(JsonNode value, int least, int most) {
        return isLong(value) && value.longValue() >= least && value.longValue() <= most;
    }

    private static boolean isNoNumber(@Nullable String text) {
        return text != null && (text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity"));
    }

    private static @Nullable Integer scale(JsonNode scale) {
        if (isInteger(scale, -Json.MAX_EXPONENT, Json.MAX_EXPONENT)) {
            return scale.intValue();
        }
        String text = scale.textValue();
        if (text == null || text.length() > LONGEST_SCALE) {
            return null;
        }
        try {
            int number = Integer.parseInt(text);
            return Math.abs(number) <= Json.MAX_EXPONENT ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Of the digits, big-endian in base64. With {@code decimal.format=NUMERIC}, the converter writes the number itself. */
    private static @Nullable JsonNode decimal(JsonNode value, @Nullable Integer scale) {
        if (value.isNumber()) {
            return value;
        }
        byte[] digits = value.isTextual() ? base64(value.textValue()) : null;
        if (digits == null || digits.length == 0 || scale == null) {
            return null;
        }
        BigDecimal number = new BigDecimal(new BigInteger(digits), scale);
        return number.precision() <= MOST_DIGITS ? DecimalNode.valueOf(number) : null;
    }

    private static byte @Nullable [] base64(String text) {
        if (text.length() > LONGEST_BASE64) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable JsonNode date(JsonNode days) {
        return isInteger(days, Integer.MIN_VALUE, Integer.MAX_VALUE)
                ? TextNode.valueOf(LocalDate.ofEpochDay(days.longValue()).toString())
                : null;
    }

    private static @Nullable JsonNode timestamp(JsonNode value, long perSecond) {
        if (!isLong(value)) {
            return null;
        }
        long units = value.longValue();
        Instant time = Instant.ofEpochSecond(
                Math.floorDiv(units, perSecond), Math.floorMod(units, perSecond) * (EventTime.NANOS / perSecond));
        return TextNode.valueOf(time.toString());
    }

    /** Databases have times of more than a day, and before midnight: they stay what they are, in the same form. */
    private static @Nullable JsonNode time(JsonNode value, long perSecond) {
        if (!isLong(value) || value.longValue() == Long.MIN_VALUE) {
            return null;
        }
        long units = Math.abs(value.longValue());
        long seconds = units / perSecond;
        StringBuilder text = new StringBuilder();
        if (value.longValue() < 0) {
            text.append('-');
        }
        addTwoDigits(seconds / SECONDS_PER_HOUR, text);
        addTwoDigits(seconds / SECONDS_PER_MINUTE % SECONDS_PER_MINUTE, text.append(':'));
        addTwoDigits(seconds % SECONDS_PER_MINUTE, text.append(':'));
        addFraction(units % perSecond, perSecond, text);
        return TextNode.valueOf(text.toString());
    }

    private static void addTwoDigits(long number, StringBuilder text) {
        if (number < 10) {
            text.append('0');
        }
        text.append(number);
    }

    /** Three, six or nine digits, as few as it needs, as an instant is written. */
    private static void addFraction(long fraction, long perSecond, StringBuilder text) {
        long rest = fraction;
        long unit = perSecond;
        while (rest != 0 && rest % 1_000 == 0) {
            rest /= 1_000;
            unit /= 1_000;
        }
        if (rest != 0) {
            text.append('.')
                    .append(Long.toString(unit + rest), 1, Long.toString(unit).length());
        }
    }
}
