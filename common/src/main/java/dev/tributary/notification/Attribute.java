package dev.tributary.notification;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.json.Json;
import java.util.List;

/**
 * A message attribute, by which subscribers filter. A value that is longer than {@value #MAX_BYTES} bytes is cut: a text at
 * its end, a list behind the last element that fits.
 *
 * @param type the data type as SNS names it
 * @param value the value; of a list, a JSON array
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html">message attributes</a>
 */
public record Attribute(String type, String value) {

    static final int MAX_BYTES = 8_192;

    private static final String TEXT = "String";
    private static final String LIST = "String.Array";

    public static Attribute text(String value) {
        return new Attribute(TEXT, Texts.cut(Texts.allowed(value), MAX_BYTES));
    }

    /** A list of texts, of which a filter matches any. */
    public static Attribute list(List<String> values) {
        StringBuilder array = new StringBuilder("[");
        for (String value : values) {
            String element = Json.writeAscii(TextNode.valueOf(value));
            String comma = array.length() > 1 ? "," : "";
            if (array.length() + comma.length() + element.length() + 1 > MAX_BYTES) {
                break;
            }
            array.append(comma).append(element);
        }
        return new Attribute(LIST, array.append(']').toString());
    }
}
