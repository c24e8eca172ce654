package dev.tributary.logging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.tributary.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import org.slf4j.helpers.MessageFormatter;
import software.amazon.lambda.powertools.logging.argument.StructuredArgument;
import software.amazon.lambda.powertools.logging.internal.JsonSerializer;
import software.amazon.lambda.powertools.logging.internal.PowertoolsLoggedFields;

/**
 * One event of the log as JSON, with the fields that Powertools for AWS Lambda logs, so that queries written for those work.
 *
 * @see <a href="https://docs.aws.amazon.com/powertools/java/latest/core/logging/">the fields</a>
 */
final class LogLine {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Fields of the context that are numbers or truth values, and which the context holds as text. */
    private static final Set<String> NOT_TEXT = Set.of(
            PowertoolsLoggedFields.FUNCTION_COLD_START.getName(),
            PowertoolsLoggedFields.FUNCTION_MEMORY_SIZE.getName(),
            PowertoolsLoggedFields.SAMPLING_RATE.getName());

    /** What JSON holds without quotes. */
    private static final Pattern BARE =
            Pattern.compile("true|false|-?(0|[1-9][0-9]{0,15})(\\.[0-9]{1,15})?(E-?[0-9]{1,3})?");

    private static final char FIRST_PRINTABLE = ' ';
    private static final char LAST_PRINTABLE = '~';

    private LogLine() {}

    static String of(
            Instant time,
            Level level,
            String logger,
            String message,
            Object[] arguments,
            @Nullable Throwable failure,
            Map<String, String> context) {
        ObjectNode line = Json.object()
                .put("level", level.name())
                .put("message", MessageFormatter.basicArrayFormat(message, arguments))
                .put("logger", logger)
                .put("timestamp", TIMESTAMP.format(time));
        context.forEach((name, value) -> {
            if (NOT_TEXT.contains(name) && BARE.matcher(value).matches()) {
                line.putRawValue(name, new RawValue(value));
            } else {
                line.put(name, value);
            }
        });
        if (failure != null) {
            line.putObject("error")
                    .put("name", failure.getClass().getName())
                    .put("message", failure.getMessage())
                    .put("stack", stack(failure));
        }
        String json = Json.writeAscii(line);
        return json.substring(0, json.length() - 1) + fields(arguments) + "}";
    }

    private static String stack(Throwable failure) {
        StringWriter stack = new StringWriter();
        failure.printStackTrace(new PrintWriter(stack));
        return stack.toString();
    }

    private static String fields(Object[] arguments) {
        StringBuilder fields = new StringBuilder();
        try (JsonSerializer json = new JsonSerializer(fields)) {
            for (Object argument : arguments) {
                if (argument instanceof StructuredArgument field) {
                    json.writeSeparator();
                    field.writeTo(json);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no I/O happens in memory", e);
        }
        return escape(fields);
    }

    /**
     * Powertools' writer lets most control characters through, which JSON forbids, and what is beyond ASCII, which depends on
     * the output's encoding. Outside of text it writes neither.
     */
    private static String escape(StringBuilder json) {
        StringBuilder escaped = new StringBuilder(json.length());
        json.chars().forEach(c -> {
            if (c < FIRST_PRINTABLE || c > LAST_PRINTABLE) {
                escaped.append(String.format("\\u%04x", c));
            } else {
                escaped.append((char) c);
            }
        });
        return escaped.toString();
    }
}
