package dev.tributary.local.demo.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The events of many entities among each other, the same each time; some are bad, and some come again. */
final class EventMix {

    private static final int ENTITIES_AT_ONCE = 12;
    private static final int CYCLE = 40;
    private static final int OBJECT_EVERY = 4;
    private static final int LATEST_REPEAT = 60;

    private final SplittableRandom random = new SplittableRandom(20_261_121);
    private final EventType type;
    private final List<Iterator<ObjectNode>> open = new ArrayList<>();
    private final TreeMap<Integer, ClientEvent> later = new TreeMap<>();
    private final List<ClientEvent> events = new ArrayList<>();
    private int stories;
    private int defects;

    private EventMix(EventType type) {
        this.type = type;
    }

    /** So many events of a type, in the order in which they are sent. */
    static List<ClientEvent> of(EventType type, int count) {
        EventMix mix = new EventMix(type);
        for (int number = 0; mix.events.size() < count; number++) {
            mix.add(mix.next(), number);
        }
        return mix.events.subList(0, count);
    }

    private ObjectNode next() {
        while (open.size() < ENTITIES_AT_ONCE) {
            open.add(type.story(stories++, random).iterator());
        }
        Iterator<ObjectNode> story = open.get(random.nextInt(open.size()));
        ObjectNode event = story.next();
        if (!story.hasNext()) {
            open.remove(story);
        }
        return event;
    }

    /** Adds an event as it is, or spoilt, or so that it comes again. */
    private void add(ObjectNode event, int number) {
        boolean isObject = number % OBJECT_EVERY == 0;
        String entity = event.path(type.entityField()).asText();
        ClientEvent good = new ClientEvent(entity, event.toString(), true, isObject);
        switch (number % CYCLE) {
            case 3 ->
                events.add(new ClientEvent(
                        entity, good.text().substring(0, good.text().length() - 2), false, false));
            case 7, 17, 25, 35, 39 -> events.add(new ClientEvent(entity, spoilt(event), false, isObject));
            case 9, 19, 29 -> {
                events.add(good);
                repeat(good);
            }
            case 13 -> {
                events.add(good);
                repeat(new ClientEvent(entity, reordered(event), true, !isObject));
            }
            case 23 -> {
                events.add(good);
                repeat(new ClientEvent(entity, event.put("note", "changed").toString(), true, isObject));
            }
            default -> events.add(good);
        }
        while (!later.isEmpty() && later.firstKey() <= events.size()) {
            events.add(later.remove(later.firstKey()));
        }
    }

    private void repeat(ClientEvent event) {
        int due = events.size() + random.nextInt(LATEST_REPEAT);
        while (later.containsKey(due)) {
            due++;
        }
        later.put(due, event);
    }

    private String spoilt(ObjectNode event) {
        List<Consumer<ObjectNode>> ways = type.defects();
        ObjectNode spoilt = event.deepCopy();
        ways.get(defects++ % ways.size()).accept(spoilt);
        return spoilt.toString();
    }

    private static String reordered(ObjectNode event) {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(event.properties());
        ObjectNode reordered = JsonNodeFactory.instance.objectNode();
        for (int i = fields.size() - 1; i >= 0; i--) {
            reordered.set(fields.get(i).getKey(), fields.get(i).getValue());
        }
        return reordered.toString();
    }
}
