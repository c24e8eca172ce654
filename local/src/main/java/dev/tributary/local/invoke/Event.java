package dev.tributary.local.invoke;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** The event of an invocation: one JSON document. Lambda refuses others before it invokes. */
final class Event {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String EXPECTED = " (expected: one JSON document)";

    private Event() {}

    /**
     * Reads through it.
     *
     * @throws IllegalArgumentException if it is none; the message tells where
     */
    static void check(byte[] event) throws IOException {
        try (JsonParser parser = JSON.createParser(event)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("empty" + EXPECTED);
            }
            parser.skipChildren();
            // Reads the last token to its end.
            parser.finishToken();
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException(
                        "a second document at " + place(parser.currentTokenLocation()) + EXPECTED);
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON at " + place(e.getLocation()) + EXPECTED, e);
        }
    }

    private static String place(JsonLocation at) {
        return "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
