package dev.tributary.local.api;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The API's gateway responses by type. Their templates know no logic: variables are replaced, and that is all.
 * {@code $context.error.messageString} stands with its quotes, and a validation error without, escaped.
 */
record GatewayResponses(Map<String, Definition> definitions) {

    private static final Pattern VARIABLE = Pattern.compile("\\$context\\.([A-Za-z.]*[A-Za-z])");

    /**
     * @param status null for the one that API Gateway has for the error
     * @param headers what they hold, without the quotes of an expression
     */
    record Definition(String name, @Nullable Integer status, Map<String, String> headers, String template) {}

    ApiAnswer answer(GatewayException cause, ContextVariables context) {
        GatewayError error = cause.error();
        Definition definition = Optional.ofNullable(definitions.get(error.name()))
                .or(() -> Optional.ofNullable(definitions.get(error.fallback())))
                .orElseGet(() -> new Definition("", null, Map.of(), "{\"message\":$context.error.messageString}"));
        Matcher variables = VARIABLE.matcher(definition.template());
        String body = variables.replaceAll(variable -> Matcher.quoteReplacement(
                value(variable.group(1), cause, context).orElseThrow(() -> unknown(definition, variable.group()))));
        int status = definition.status() == null ? error.status() : definition.status();
        return new ApiAnswer(status, definition.headers(), body);
    }

    private static Optional<String> value(String variable, GatewayException cause, ContextVariables context) {
        return switch (variable) {
            case "error.message" -> Optional.of(cause.error().message());
            case "error.messageString" ->
                Optional.of('"' + escaped(cause.error().message()) + '"');
            case "error.responseType" -> Optional.of(cause.error().name());
            case "error.validationErrorString" -> Optional.of(escaped(cause.validation()));
            default -> context.get(variable).map(String::valueOf);
        };
    }

    private static String escaped(String text) {
        return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    private static TemplateErrorException unknown(Definition definition, String variable) {
        return new TemplateErrorException(
                "gateway response " + definition.name(), variable, "a documented variable that is simulated");
    }
}
