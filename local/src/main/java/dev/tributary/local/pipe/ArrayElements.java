package dev.tributary.local.pipe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a JSON array into its elements, each with the very bytes that it was written with. */
final class ArrayElements {

    private static final JsonFactory JSON = new JsonFactory();

    private ArrayElements() {}

    /** @throws IOException for what is no array */
    static List<byte[]> of(byte[] json) throws IOException {
        List<byte[]> elements = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_ARRAY) {
                throw new IOException("answer: begins with " + first + " (expected: an array)");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                elements.add(Arrays.copyOfRange(
                        json, start, (int) parser.currentLocation().getByteOffset()));
            }
            if (parser.nextToken() != null) {
                throw new IOException("answer: goes on behind the array (expected: nothing)");
            }
        }
        return elements;
    }
}
