package dev.tributary.local.demo.account;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was found of a system's records after a run, by their place in the stream. */
public final class Findings {

    /** A dead letter: where and why its record was set aside, and the payload that it keeps. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Letter(String stage, String reason, byte[] payload) {

        public String mark() {
            return stage + " " + reason;
        }
    }

    private final Map<Position, List<JsonNode>> lines = new HashMap<>();
    private final Map<String, List<Position>> objects = new HashMap<>();
    private final Map<Position, List<Letter>> letters = new HashMap<>();
    private final Map<Position, byte[]> givenUp = new HashMap<>();

    /** Adds a line of an object, behind the object's lines that were added before. */
    public void addLine(String object, Position position, JsonNode line) {
        objects.computeIfAbsent(object, any -> new ArrayList<>()).add(position);
        lines.computeIfAbsent(position, any -> new ArrayList<>()).add(line);
    }

    public void addLetter(Position position, Letter letter) {
        letters.computeIfAbsent(position, any -> new ArrayList<>()).add(letter);
    }

    /** Adds a record of the stream, as the stream took it. */
    public void addGivenUp(Position position, byte[] data) {
        givenUp.put(position, data);
    }

    public Map<Position, List<JsonNode>> lines() {
        return lines;
    }

    /** The positions of each object's lines, in the order of the lines. */
    public Map<String, List<Position>> objects() {
        return objects;
    }

    public Map<Position, List<Letter>> letters() {
        return letters;
    }

    public Map<Position, byte[]> givenUp() {
        return givenUp;
    }
}
