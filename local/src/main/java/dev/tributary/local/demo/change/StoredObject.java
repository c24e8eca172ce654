package dev.tributary.local.demo.change;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * An object of the lake.
 *
 * @param bucket its bucket
 * @param key its key there
 * @param content its content, decompressed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record StoredObject(String bucket, String key, byte[] content) {

    /** From an object that is compressed. */
    public static StoredObject unzip(String bucket, String key, byte[] gzip) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return new StoredObject(bucket, key, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + bucket + "/" + key, e);
        }
    }

    /** Whether a run of inference wrote it: its names have the attempt behind a dash, also in the quarantine. */
    public boolean isOfInference() {
        return key.startsWith("trusted-analytics/")
                || (key.startsWith(Outcome.QUARANTINE + "/") && key.indexOf('-', key.lastIndexOf('/')) >= 0);
    }

    String uri() {
        return "s3://" + bucket + "/" + key;
    }

    /** The lines that hold something. */
    List<String> lines() {
        return linesOf(content);
    }

    static List<String> linesOf(byte[] content) {
        return new String(content, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }
}
