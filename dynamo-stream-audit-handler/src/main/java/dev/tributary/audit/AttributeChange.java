package dev.tributary.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.RowChange;
import dev.tributary.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attribute at the top of an item that is not what it was.
 *
 * @param before null if it was not there; an attribute of DynamoDB's type NULL is a JSON null
 * @param after null if it is not there any more
 */
record AttributeChange(
        String attribute,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {

    private static final ObjectNode NOTHING = Json.object();

    /** What changed: of an insert all that the item has, of a removal all that it had. */
    static List<AttributeChange> of(RowChange event) {
        ObjectNode before = event.before().orElse(NOTHING);
        ObjectNode after = event.after().orElse(NOTHING);
        List<AttributeChange> changes = new ArrayList<>();
        for (Map.Entry<String, JsonNode> attribute : before.properties()) {
            JsonNode now = after.get(attribute.getKey());
            if (!attribute.getValue().equals(now)) {
                changes.add(new AttributeChange(attribute.getKey(), attribute.getValue(), now));
            }
        }
        for (Map.Entry<String, JsonNode> attribute : after.properties()) {
            if (!before.has(attribute.getKey())) {
                changes.add(new AttributeChange(attribute.getKey(), null, attribute.getValue()));
            }
        }
        return changes;
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("attribute", attribute);
        if (before != null) {
            json.set("before", before);
        }
        if (after != null) {
            json.set("after", after);
        }
        return json;
    }
}
