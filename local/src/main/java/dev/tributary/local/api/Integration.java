package dev.tributary.local.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an operation does with a request.
 *
 * @param action the action of Kinesis, or none for an integration that calls nothing
 * @param requestTemplates by media type
 */
record Integration(Optional<String> action, Map<String, MappingTemplate> requestTemplates, List<Response> responses) {

    /**
     * What becomes of an integration's answer.
     *
     * @param pattern of the statuses that it is for; none for all others
     * @param headers what they hold, without the quotes of an expression
     */
    record Response(Optional<Pattern> pattern, int status, Map<String, String> headers, MappingTemplate template) {}

    /**
     * The template for a body of this media type.
     *
     * @throws GatewayException if there is none, and nothing passes through
     */
    MappingTemplate requestTemplate(String mediaType) {
        return Optional.ofNullable(requestTemplates.get(mediaType))
                .orElseThrow(() -> new GatewayException(GatewayError.UNSUPPORTED_MEDIA_TYPE));
    }

    /**
     * The response for an integration's status.
     *
     * @throws GatewayException if no pattern matches, and there is no default
     */
    Response response(int status) {
        String text = String.valueOf(status);
        return responses.stream()
                .filter(one -> one.pattern()
                        .filter(pattern -> pattern.matcher(text).matches())
                        .isPresent())
                .findFirst()
                .or(() -> responses.stream()
                        .filter(one -> one.pattern().isEmpty())
                        .findFirst())
                .orElseThrow(() -> new GatewayException(GatewayError.API_CONFIGURATION_ERROR));
    }
}
