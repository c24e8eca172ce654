package dev.tributary.local.firehose;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prefix with expressions ("Custom prefixes for Amazon S3 objects" in the Firehose developer guide): {@code timestamp},
 * in UTC, and {@code firehose}. What needs dynamic partitioning is refused.
 */
final class ObjectPrefix {

    /** What a prefix without a timestamp is followed by. */
    private static final String DEFAULT_TIMESTAMP = "!{timestamp:yyyy/MM/dd/HH/}";

    private static final Pattern EXPRESSION = Pattern.compile("!\\{([^:}]*):([^}]*)}");
    private static final String ERROR_OUTPUT_TYPE = "!{firehose:error-output-type}";
    private static final int RANDOM_LENGTH = 11;

    private final String text;

    private ObjectPrefix(String text) {
        this.text = text;
    }

    /**
     * Reads the prefix of what is delivered.
     *
     * @throws IllegalArgumentException for an expression that is none, or not simulated
     */
    static ObjectPrefix ofOutput(String text) {
        check(text);
        return new ObjectPrefix(text.contains("!{timestamp:") ? text : text + DEFAULT_TIMESTAMP);
    }

    /**
     * Checks the prefix of what could not be processed. It is never evaluated: what fails that way - a conversion, a
     * partitioning, a transformation by a function - is not simulated.
     *
     * @throws IllegalArgumentException for what Firehose would refuse
     */
    static void checkErrorOutput(String text) {
        check(text.replace(ERROR_OUTPUT_TYPE, ""));
        if (text.contains("!{") && !text.contains(ERROR_OUTPUT_TYPE)) {
            throw new IllegalArgumentException(text + " (expected: with " + ERROR_OUTPUT_TYPE + ")");
        }
    }

    /** Whether the text has expressions at all. */
    static boolean hasExpressions(String text) {
        return text.contains("!{");
    }

    /**
     * The prefix of one object.
     *
     * @param oldest when the oldest record of the object arrived
     */
    String evaluate(Instant oldest) {
        return replace(text, oldest);
    }

    private static void check(String text) {
        if (replace(text, Instant.EPOCH).contains("!{")) {
            throw new IllegalArgumentException(text + " (expected: expressions as !{namespace:value})");
        }
    }

    private static String replace(String text, Instant oldest) {
        return EXPRESSION
                .matcher(text)
                .replaceAll(expression -> Matcher.quoteReplacement(value(text, expression, oldest)));
    }

    private static String value(String text, MatchResult expression, Instant oldest) {
        String value = expression.group(2);
        return switch (expression.group(1)) {
            case "timestamp" -> timestamp(text, value, oldest);
            case "firehose" -> {
                if (!value.equals("random-string")) {
                    throw unknown(text, expression);
                }
                yield UUID.randomUUID().toString().replace("-", "").substring(0, RANDOM_LENGTH);
            }
            default -> throw unknown(text, expression);
        };
    }

    private static String timestamp(String text, String pattern, Instant oldest) {
        try {
            return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC).format(oldest);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    text + " (expected: a pattern of java.time.format.DateTimeFormatter in place of " + pattern + ")",
                    e);
        }
    }

    private static IllegalArgumentException unknown(String text, MatchResult expression) {
        return new IllegalArgumentException(text
                + " (expected: timestamp:<pattern> or firehose:random-string in place of " + expression.group() + ")");
    }
}
