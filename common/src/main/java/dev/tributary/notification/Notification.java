package dev.tributary.notification;

import dev.tributary.record.RecordId;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells subscribers of one record. What SNS, or a queue behind it, would refuse never gets into one: no data can hold up
 * those behind it.
 *
 * @param id the record, by which a subscriber drops repeats
 * @param subject the line that an email shows first
 * @param message the text for a person
 * @param attributes what subscribers filter by, by name; the record's id is added when it is sent
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">what SNS takes</a>
 */
public record Notification(RecordId id, String subject, String message, Map<String, Attribute> attributes) {

    /** Characters that a subject may have. */
    static final int MAX_SUBJECT = 99;

    /** Bytes that a message may have: with a few attributes no more than the 64 KB that SNS bills as one request. */
    static final int MAX_MESSAGE_BYTES = 49_152;

    /** Together with the record's id as many as SNS hands on to a queue as they are. */
    static final int MAX_ATTRIBUTES = 9;

    /** The attribute that holds the record's id. */
    static final String RECORD_ID = "recordId";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    /**
     * Puts the subject on one line and cuts it, cuts the message, replaces characters that a message may not hold, puts the
     * record's id in the place of a text that is blank, and leaves out attributes without a value.
     *
     * @throws IllegalArgumentException if there are too many attributes, or one has no good name: these come from the code,
     *     not from data
     */
    public Notification {
        subject = orId(Texts.firstCharacters(Texts.oneLine(subject), MAX_SUBJECT), id);
        message = orId(Texts.cut(Texts.allowed(message), MAX_MESSAGE_BYTES), id);
        if (attributes.size() > MAX_ATTRIBUTES) {
            throw new IllegalArgumentException(
                    "attributes: " + attributes.size() + " (expected: at most " + MAX_ATTRIBUTES + ")");
        }
        for (String name : attributes.keySet()) {
            if (!NAME.matcher(name).matches() || name.equals(RECORD_ID)) {
                throw new IllegalArgumentException("attribute: \"" + name
                        + "\" (expected: 1-100 characters of [A-Za-z0-9_-], not " + RECORD_ID + ")");
            }
        }
        attributes = attributes.entrySet().stream()
                .filter(attribute -> !attribute.getValue().value().isBlank())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Bytes in UTF-8 that SNS counts: texts, and the attributes' names, types and values. */
    public int bytes() {
        int bytes = Texts.bytes(subject) + Texts.bytes(message) + bytes(RECORD_ID, Attribute.text(id.toString()));
        for (Map.Entry<String, Attribute> attribute : attributes.entrySet()) {
            bytes += bytes(attribute.getKey(), attribute.getValue());
        }
        return bytes;
    }

    private static int bytes(String name, Attribute attribute) {
        return name.length() + attribute.type().length() + Texts.bytes(attribute.value());
    }

    private static String orId(String text, RecordId id) {
        return text.isBlank() ? id.toString() : text;
    }
}
