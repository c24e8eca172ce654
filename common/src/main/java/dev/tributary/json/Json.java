package dev.tributary.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import dev.tributary.json.InvalidJsonException.Problem;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one JSON mapper of Tributary, after RFC 8259 with the bounds that foreign bytes need: {@value #MAX_DEPTH} levels,
 * numbers of {@value #MAX_NUMBER_LENGTH} characters, no duplicate keys. Numbers are decimal and keep their digits.
 */
public final class Json {

    /** Levels of nesting that are accepted. */
    public static final int MAX_DEPTH = 100;

    /** Characters that a number may have; DynamoDB, the widest store here, holds 38 digits. */
    public static final int MAX_NUMBER_LENGTH = 100;

    /** Powers of ten that a number may have, either way: further, its plain digits fill the memory. */
    public static final int MAX_EXPONENT = 1_000;

    /** Reads a value from its first token, which the parser stands at, to its last. */
    @FunctionalInterface
    public interface TokenReader<T, X extends Exception> {
        T read(JsonParser tokens) throws IOException, X;
    }

    /** Writes members of an object that is begun and that somebody else ends. */
    @FunctionalInterface
    public interface MemberWriter {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private interface Reading<T, X extends Exception> {
        T read() throws IOException, X;
    }

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    .build())
            .enable(
                    DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .nodeFactory(new BoundedNodes())
            // Keeps 1.50 as 1.50: an amount's trailing zeros are its producer's.
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final ObjectWriter ASCII_WRITER = MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private static final int TYPICAL_LINE = 1 << 10;

    private Json() {}

    /**
     * Reads bytes that should be one JSON object and nothing else.
     *
     * @throws InvalidJsonException if they are anything else, with a code and a message that quotes nothing
     */
    public static ObjectNode readObject(byte[] bytes) throws InvalidJsonException {
        return readObject(bytes, 0, bytes.length);
    }

    /** As {@link #readObject(byte[])}, of a part of the bytes; where its message says where, it counts from the part's begin. */
    public static ObjectNode readObject(byte[] bytes, int offset, int length) throws InvalidJsonException {
        int start = Utf8.check(bytes, offset, length);
        JsonNode node = checked(() -> MAPPER.readTree(bytes, start, offset + length - start));
        if (node instanceof ObjectNode object) {
            return object;
        }
        if (node.isMissingNode()) {
            throw new InvalidJsonException(
                    Problem.EMPTY, length + " bytes without a value (expected: one JSON object)");
        }
        throw new InvalidJsonException(
                Problem.NOT_AN_OBJECT, "a JSON " + typeName(node) + " (expected: one JSON object)");
    }

    /**
     * Reads bytes that should be one JSON value, token by token, within the same bounds. Only the keys of objects are not held
     * against each other: that is left to the reader.
     *
     * @throws InvalidJsonException if they are anything else
     * @throws X if the reader does
     */
    public static <T, X extends Exception> T read(byte[] bytes, TokenReader<T, X> reader)
            throws InvalidJsonException, X {
        int start = Utf8.check(bytes, 0, bytes.length);
        return checked(() -> {
            try (JsonParser tokens = MAPPER.createParser(bytes, start, bytes.length - start)) {
                tokens.nextToken();
                T value = reader.read(tokens);
                if (tokens.nextToken() != null) {
                    throw new JsonParseException(tokens, "text behind the value");
                }
                return value;
            }
        });
    }

    /**
     * Reads text of our own or of the settings as a tree.
     *
     * @throws JsonProcessingException with Jackson's own message, which may quote the text
     */
    public static JsonNode readTree(String text) throws JsonProcessingException {
        try {
            return MAPPER.readTree(text);
        } catch (NumberFormatException e) {
            throw new JsonParseException(null, e.getMessage(), e);
        }
    }

    /**
     * Writes one compact line of JSON in UTF-8, without the line's end. Half a surrogate pair, which {@link #readObject} lets
     * nobody bring in, would be written as its escape.
     */
    public static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that cannot be written as JSON", e);
        }
    }

    /**
     * Writes one object as {@link #write} does, the members of a node first and then others, for which no nodes need be made. No
     * name may be in both.
     */
    public static byte[] write(ObjectNode first, MemberWriter others) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(null, TYPICAL_LINE);
                JsonGenerator json = MAPPER.createGenerator(bytes, JsonEncoding.UTF8)) {
            SerializerProvider provider = MAPPER.getSerializerProviderInstance();
            json.writeStartObject();
            for (Map.Entry<String, JsonNode> member : first.properties()) {
                json.writeFieldName(member.getKey());
                ((JsonSerializable) member.getValue()).serialize(json, provider);
            }
            others.writeTo(json);
            json.writeEndObject();
            json.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("an object that cannot be written as JSON", e);
        }
    }

    /** Writes compact JSON with every character beyond ASCII escaped, for channels that refuse some of Unicode. */
    public static String writeAscii(JsonNode node) {
        try {
            return ASCII_WRITER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that cannot be written as JSON", e);
        }
    }

    /** Where the text of JSON begins that was read without fault: behind the byte order mark, if there is one. */
    public static int startOf(byte[] json) {
        return Utf8.startOf(json);
    }

    /** An empty object of the mapper's own node factory. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The JSON type of a node, as a person would say it: {@code object}, {@code string}, {@code number} and so on. */
    public static String typeName(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    /** The JSON type of a token, as a person would say it; an object or array by its start. */
    public static String typeName(@Nullable JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return token.name().replaceFirst("^(START|VALUE)_", "").toLowerCase(Locale.ROOT);
    }

    private static <T, X extends Exception> T checked(Reading<T, X> reading) throws InvalidJsonException, X {
        try {
            return reading.read();
        } catch (StreamConstraintsException e) {
            throw exceeded(e);
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (NumberFormatException e) {
            throw new InvalidJsonException(
                    Problem.LIMIT_EXCEEDED,
                    "a number with an exponent out of range (expected: at most " + MAX_EXPONENT + ")");
        } catch (IOException e) {
            throw new IllegalStateException("an array of bytes that cannot be read", e);
        }
    }

    private static InvalidJsonException exceeded(StreamConstraintsException e) {
        String message = e.getOriginalMessage();
        if (message.contains("nesting depth")) {
            return new InvalidJsonException(
                    Problem.TOO_DEEP,
                    "nesting of more than " + MAX_DEPTH + " levels (expected: at most " + MAX_DEPTH + ")");
        }
        if (message.contains("Number value length")) {
            return new InvalidJsonException(
                    Problem.NUMBER_TOO_LONG,
                    "a number of more than " + MAX_NUMBER_LENGTH + " characters (expected: at most " + MAX_NUMBER_LENGTH
                            + ")" + at(e.getLocation()));
        }
        return new InvalidJsonException(
                Problem.LIMIT_EXCEEDED, "a value or name beyond the parser's limits" + at(e.getLocation()));
    }

    private static InvalidJsonException malformed(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        if (message.startsWith("Duplicate field")) {
            return new InvalidJsonException(
                    Problem.DUPLICATE_KEY,
                    "an object with the same key twice" + at(e.getLocation()) + " (expected: unique keys)");
        }
        return new InvalidJsonException(
                Problem.MALFORMED_JSON, "not JSON" + at(e.getLocation()) + " (expected: one JSON object)");
    }

    private static String at(@Nullable JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** Bounds exponents, where decimals are made: which ones the decimal itself refuses differs between JDKs. */
    private static final class BoundedNodes extends JsonNodeFactory {

        private static final long serialVersionUID = 1L;

        @Override
        public ValueNode numberNode(BigDecimal number) {
            if (Math.abs((long) number.scale()) > MAX_EXPONENT) {
                throw new NumberFormatException("exponent out of range (expected: at most " + MAX_EXPONENT + ")");
            }
            return super.numberNode(number);
        }
    }
}
