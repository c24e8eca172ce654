package dev.tributary.local.firehose;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/** The records of one object, until it is written. Its clock starts with its first record. Not safe for several threads. */
final class DeliveryBuffer {

    private final DeliverySettings settings;
    private final byte[] delimiter;
    private final Instant oldest;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int records;
    private boolean sealed;
    private boolean attempted;

    /** @param now when its first record arrives */
    DeliveryBuffer(DeliverySettings settings, Instant now) {
        this.settings = settings;
        this.delimiter = settings.delimiter().getBytes(StandardCharsets.UTF_8);
        this.oldest = now;
    }

    void add(byte[] record) {
        bytes.writeBytes(record);
        bytes.writeBytes(delimiter);
        records++;
        sealed = bytes.size() >= settings.bufferBytes();
    }

    /** Takes no more records, and is ready. */
    void seal() {
        sealed = true;
    }

    boolean isSealed() {
        return sealed;
    }

    boolean isReady(Instant now) {
        return sealed || Duration.between(oldest, now).compareTo(settings.bufferInterval()) >= 0;
    }

    /**
     * Notes that it is about to be put.
     *
     * @return whether it was before, so that this put can repeat what is there already
     */
    boolean attempt() {
        boolean again = attempted;
        attempted = true;
        return again;
    }

    Instant oldest() {
        return oldest;
    }

    int records() {
        return records;
    }

    byte[] content() {
        if (!settings.gzip()) {
            return bytes.toByteArray();
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(content)) {
            bytes.writeTo(gzip);
        } catch (IOException impossible) {
            throw new UncheckedIOException("no I/O happens in memory", impossible);
        }
        return content.toByteArray();
    }
}
