package dev.tributary.local.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Suppliers;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * {@code $input} of a mapping template: the payload and the request's parameters ("Variables for data transformations" in
 * API Gateway's developer guide). An empty payload counts as {@code {}}, and what a path does not find as empty text, as in
 * API Gateway; numbers are written as Jackson has them, 1.50 as 1.5. Velocity finds its methods, which is why they are public.
 */
public final class TemplateInput {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Configuration PATHS = Configuration.builder()
            .jsonProvider(new JacksonJsonProvider(MAPPER))
            .mappingProvider(new JacksonMappingProvider(MAPPER))
            .options(Option.SUPPRESS_EXCEPTIONS)
            .build();

    private final String body;
    private final Map<String, Map<String, String>> parameters;
    private final Supplier<Object> document;

    /** @param parameters by {@code path}, {@code querystring} and {@code header} */
    TemplateInput(String body, Map<String, Map<String, String>> parameters) {
        this.body = body.isEmpty() ? "{}" : body;
        this.parameters = parameters;
        this.document = Suppliers.memoize(this::parse);
    }

    private Object parse() {
        try {
            return MAPPER.readValue(body, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("payload: not JSON (expected: JSON)", e);
        }
    }

    String body() {
        return body;
    }

    /** The value at a JSONPath: a map, a list, text, a number or a boolean; empty text where there is none. */
    public Object path(String path) {
        // Compiled apart, since a path that is none is the template's fault, and not suppressed.
        Object value = JsonPath.compile(path).read(document.get(), PATHS);
        return value == null ? "" : value;
    }

    /** The value at a JSONPath, as JSON. */
    public String json(String path) {
        try {
            return MAPPER.writeValueAsString(path(path));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON can be written", e);
        }
    }

    public Map<String, Map<String, String>> params() {
        return parameters;
    }

    /** The first parameter of this name in path, query string and headers, or empty text. */
    public String params(String name) {
        return Stream.of("path", "querystring", "header")
                .map(place -> parameters.getOrDefault(place, Map.of()).get(name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }
}
