package dev.tributary.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.InvalidJsonException.Problem;
import java.util.Arrays;

/** A piece of a stream of JSON values: a value, or bytes that stand where one should. */
public sealed interface JsonPiece {

    /** Where it begins, in bytes from the begin of the stream. */
    long offset();

    /** Its bytes in the stream. */
    long length();

    /**
     * Bytes that are framed as one value, and not parsed yet: they may still be no JSON.
     *
     * @param buffer holds the value, and may be overwritten by the next call of the reader that it came from
     * @param start where in the buffer the value begins
     * @param size its bytes
     */
    record Value(long offset, byte[] buffer, int start, int size) implements JsonPiece {

        @Override
        public long length() {
            return size;
        }

        /** A copy of the bytes, which stays. */
        public byte[] bytes() {
            return Arrays.copyOfRange(buffer, start, start + size);
        }

        /**
         * Reads the value as one JSON object.
         *
         * @throws InvalidJsonException if it is none
         */
        public ObjectNode readObject() throws InvalidJsonException {
            return Json.readObject(buffer, start, size);
        }
    }

    /**
     * Bytes that are no value.
     *
     * @param bytes the bytes, or the first of them where they are too many
     * @param problem what is wrong, as a stable code
     * @param message where and what was expected; it quotes nothing
     */
    record Broken(long offset, long length, byte[] bytes, Problem problem, String message) implements JsonPiece {}
}
