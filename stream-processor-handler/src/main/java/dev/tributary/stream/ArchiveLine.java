package dev.tributary.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.Json;

/**
 * A line of the archive. It takes the event's JSON over as the client wrote it, since writing it anew would change numbers'
 * forms, and escapes.
 */
final class ArchiveLine {

    private static final byte[] EVENT = ",\"event\":".getBytes(UTF_8);

    private ArchiveLine() {}

    /**
     * Puts an event behind what is told of it.
     *
     * @param head an object with one field at least
     * @param event JSON in UTF-8 that was read without fault
     */
    static byte[] of(ObjectNode head, byte[] event) {
        byte[] told = Json.write(head);
        int behindHead = told.length - 1 + EVENT.length;
        int start = Json.startOf(event);
        byte[] line = new byte[behindHead + event.length - start + 1];
        System.arraycopy(told, 0, line, 0, told.length - 1);
        System.arraycopy(EVENT, 0, line, told.length - 1, EVENT.length);
        for (int i = start; i < event.length; i++) {
            // In JSON that was read, the end of a line is space between tokens: strings have it as an escape.
            line[behindHead + i - start] = event[i] == '\n' || event[i] == '\r' ? (byte) ' ' : event[i];
        }
        line[line.length - 1] = '}';
        return line;
    }
}
