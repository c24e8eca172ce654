package dev.tributary.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads gzip files with the JDK's own reader, which shares no code with ours. */
public final class Gunzip {

    private Gunzip() {}

    public static String text(byte[] file) {
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(file))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file's lines; fails if the last one lacks its end. */
    public static List<String> lines(byte[] file) {
        String text = text(file);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new IllegalArgumentException("a last line without its end");
        }
        return text.lines().toList();
    }
}
