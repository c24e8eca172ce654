package dev.tributary.testing;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Packs records into one, byte for byte as producers do. */
public final class Aggregates {

    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};

    /** A record of an aggregate. */
    public record Part(String partitionKey, byte[] data) {}

    /** What writes a protobuf message. */
    @FunctionalInterface
    public interface Message {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    private Aggregates() {}

    /** An aggregate of these records. */
    public static byte[] of(List<Part> parts) {
        Map<String, Integer> table = new LinkedHashMap<>();
        parts.forEach(part -> table.putIfAbsent(part.partitionKey(), table.size()));
        return sealed(bytes(out -> {
            for (String key : table.keySet()) {
                out.writeString(1, key);
            }
            for (Part part : parts) {
                out.writeByteArray(3, record(table.getOrDefault(part.partitionKey(), -1), part.data()));
            }
        }));
    }

    /** A record's message. */
    public static byte[] record(long partitionKeyIndex, byte[] data) {
        return bytes(out -> {
            out.writeUInt64(1, partitionKeyIndex);
            out.writeByteArray(3, data);
        });
    }

    /** Whatever message this is, between magic bytes and its MD5. */
    public static byte[] sealed(byte[] message) {
        ByteArrayOutputStream aggregate = new ByteArrayOutputStream(message.length + 20);
        aggregate.writeBytes(MAGIC);
        aggregate.writeBytes(message);
        aggregate.writeBytes(md5(message));
        return aggregate.toByteArray();
    }

    public static byte[] bytes(Message message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            message.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
