package dev.tributary.change;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * DynamoDB's typed JSON as plain JSON, and back, without loss.
 *
 * <table>
 * <caption>What becomes of each type</caption>
 * <tr><th>typed</th><th>plain</th></tr>
 * <tr><td>{@code {"S": "a"}}</td><td>{@code "a"}</td></tr>
 * <tr><td>{@code {"N": "1.50"}}</td><td>{@code 1.50}</td></tr>
 * <tr><td>{@code {"B": "AAE="}}</td><td>{@code {"$binary": "AAE="}}</td></tr>
 * <tr><td>{@code {"BOOL": true}}</td><td>{@code true}</td></tr>
 * <tr><td>{@code {"NULL": true}}</td><td>{@code null}</td></tr>
 * <tr><td>{@code {"L": […]}}</td><td>{@code […]}</td></tr>
 * <tr><td>{@code {"M": {…}}}</td><td>{@code {…}}, and {@code {"$map": {…}}} where its only key begins with {@code $}</td></tr>
 * <tr><td>{@code {"SS": […]}}</td><td>{@code {"$stringSet": […]}}</td></tr>
 * <tr><td>{@code {"NS": […]}}</td><td>{@code {"$numberSet": […]}}</td></tr>
 * <tr><td>{@code {"BS": […]}}</td><td>{@code {"$binarySet": […]}}</td></tr>
 * </table>
 *
 * <p>Sets have no order; in plain JSON they are sorted, so that equal values are equal trees.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html">the types</a>
 */
public final class DynamoDbJson {

    /** Lists and maps within each other that DynamoDB holds. */
    public static final int MAX_DEPTH = 32;

    static final String BINARY = "$binary";
    static final String STRING_SET = "$stringSet";
    static final String NUMBER_SET = "$numberSet";
    static final String BINARY_SET = "$binarySet";
    static final String MAP = "$map";

    private DynamoDbJson() {}

    /**
     * An item's attributes in plain JSON.
     *
     * @throws InvalidChangeException if they are not DynamoDB's typed JSON
     */
    public static ObjectNode plain(ObjectNode typed) throws InvalidChangeException {
        try (JsonParser tokens = typed.traverse()) {
            tokens.nextToken();
            return new TypedReader(tokens).item();
        } catch (IOException e) {
            throw new IllegalStateException("a tree that cannot be read", e);
        }
    }

    /**
     * An item's attributes in DynamoDB's typed JSON.
     *
     * @throws InvalidChangeException if they are not what {@link #plain} gives
     */
    public static ObjectNode typed(ObjectNode plain) throws InvalidChangeException {
        return TypedWriter.item(plain);
    }

    /** Whether a map with this only key could be mistaken for a mark. */
    static boolean needsEscape(ObjectNode map) {
        return map.size() == 1 && map.fieldNames().next().startsWith("$");
    }
}
