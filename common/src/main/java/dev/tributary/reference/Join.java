package dev.tributary.reference;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.Json;
import java.util.HashMap;
import java.util.Map;

/** Puts one source's items into events, each item cut to the attributes that the source asks for. For one batch. */
public final class Join {

    private final ReferenceSource source;
    private final Map<ReferenceKey, ObjectNode> cut = new HashMap<>();

    public Join(ReferenceSource source) {
        this.source = source;
    }

    /** Puts the item into the event, as the source says. */
    public void put(ObjectNode event, ReferenceKey key, Answer.Found found) {
        ObjectNode item = source.attributes().isEmpty()
                ? found.item()
                // Once for each item of the batch, however many of its events want it.
                : cut.computeIfAbsent(key, any -> wanted(found.item()));
        if (!source.into().isEmpty()) {
            event.set(source.into(), item);
            return;
        }
        item.properties().forEach(attribute -> {
            if (!event.has(attribute.getKey())) {
                event.set(attribute.getKey(), attribute.getValue());
            }
        });
    }

    private ObjectNode wanted(ObjectNode item) {
        ObjectNode wanted = Json.object();
        source.attributes().forEach(name -> {
            if (item.has(name)) {
                wanted.set(name, item.get(name));
            }
        });
        return wanted;
    }
}
