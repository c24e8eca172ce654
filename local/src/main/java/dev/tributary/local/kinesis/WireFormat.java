package dev.tributary.local.kinesis;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The two forms in which requests and answers travel. They differ in two types: JSON has blobs as base64 and timestamps as
 * seconds with a fraction; CBOR has blobs as byte strings and timestamps as milliseconds under tag 1, which is the service's
 * own habit, since RFC 8949 says seconds.
 */
abstract class WireFormat {

    static final WireFormat JSON = new Json();
    static final WireFormat CBOR = new Cbor();

    private final String contentType;
    private final ObjectMapper mapper;

    private WireFormat(String contentType, ObjectMapper mapper) {
        this.contentType = contentType;
        this.mapper = mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .registerModule(new SimpleModule().addSerializer(Instant.class, new InstantSerializer()));
    }

    /** CBOR for whoever says so, JSON for all others, so that any HTTP client will do. */
    static WireFormat of(@Nullable String contentType) {
        return contentType != null && contentType.startsWith(CBOR.contentType) ? CBOR : JSON;
    }

    String contentType() {
        return contentType;
    }

    Request decode(byte[] body) {
        try {
            if (mapper.readTree(body) instanceof ObjectNode members) {
                return new Request(this, members);
            }
        } catch (IOException e) {
            throw KinesisException.serialization("body: %s (expected: %s)".formatted(reason(e), contentType));
        }
        throw KinesisException.serialization("body: not an object (expected: an object of " + contentType + ")");
    }

    byte[] encode(Map<String, ?> answer) {
        try {
            return mapper.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("answers hold types that can be written", e);
        }
    }

    abstract void write(JsonGenerator generator, Instant time) throws IOException;

    /** The time that a number in a request stands for. */
    abstract Instant instant(JsonNode number);

    private static String reason(IOException e) {
        return e instanceof JsonProcessingException json ? json.getOriginalMessage() : String.valueOf(e.getMessage());
    }

    private final class InstantSerializer extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant time, JsonGenerator generator, SerializerProvider provider) throws IOException {
            write(generator, time);
        }
    }

    private static final class Json extends WireFormat {

        Json() {
            super("application/x-amz-json-1.1", new ObjectMapper());
        }

        @Override
        void write(JsonGenerator generator, Instant time) throws IOException {
            generator.writeNumber(BigDecimal.valueOf(time.toEpochMilli(), 3));
        }

        @Override
        Instant instant(JsonNode number) {
            return Instant.ofEpochMilli(Math.round(number.doubleValue() * 1000));
        }
    }

    private static final class Cbor extends WireFormat {

        Cbor() {
            super("application/x-amz-cbor-1.1", new ObjectMapper(new CBORFactory()));
        }

        @Override
        void write(JsonGenerator generator, Instant time) throws IOException {
            ((CBORGenerator) generator).writeTag(1);
            generator.writeNumber(time.toEpochMilli());
        }

        @Override
        Instant instant(JsonNode number) {
            return Instant.ofEpochMilli(number.longValue());
        }
    }
}
