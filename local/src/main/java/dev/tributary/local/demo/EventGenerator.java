package dev.tributary.local.demo;

import dev.tributary.local.demo.account.DemoEvent;
import dev.tributary.local.demo.account.EventKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes a system's events: the same ones each time, with a share of bad ones. */
final class EventGenerator {

    private static final int OVERSIZED_BYTES = 300_000;

    private final SplittableRandom random = new SplittableRandom(20_261_121);
    private final EventModel model;
    private final Map<EventKind, Integer> shares;

    EventGenerator(EventModel model) {
        this.model = model;
        // In an order of its own: the maps of the JDK have another one each time.
        this.shares = new EnumMap<>(model.shares());
    }

    /** The events to send, in order; a share of them is sent twice, and is then two records. */
    List<DemoEvent> generate(int count) {
        List<DemoEvent> events = new ArrayList<>(count);
        while (events.size() < count) {
            DemoEvent event = event(events.size());
            events.add(event);
            if (random.nextInt(100) == 0 && events.size() < count) {
                events.add(event);
            }
        }
        return events;
    }

    private DemoEvent event(int number) {
        EventKind kind = kind(number);
        String key = model.key(kind, random);
        String json = model.json(kind, key, number, random);
        return new DemoEvent(
                kind,
                key,
                switch (kind) {
                    case MALFORMED -> bytes(json.substring(0, json.length() - 1 - random.nextInt(40)));
                    case OVERSIZED ->
                        bytes(json.substring(0, json.length() - 1) + ",\"note\":\"" + "x".repeat(OVERSIZED_BYTES)
                                + "\"}");
                    case CORRUPT_AGGREGATE -> corruptAggregate(new DemoEvent(EventKind.KNOWN, key, bytes(json)));
                    default -> bytes(json);
                });
    }

    private static byte[] corruptAggregate(DemoEvent event) {
        byte[] aggregate = Aggregate.of(List.of(event, event));
        aggregate[aggregate.length / 2] ^= 1;
        return aggregate;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Five in ten thousand are oversized, and as many corrupt; the rest is as the model says. */
    private EventKind kind(int number) {
        if (number % 2_000 == 3) {
            return EventKind.OVERSIZED;
        }
        if (number % 2_000 == 7) {
            return EventKind.CORRUPT_AGGREGATE;
        }
        int draw = random.nextInt(100);
        for (Map.Entry<EventKind, Integer> share : shares.entrySet()) {
            draw -= share.getValue();
            if (draw < 0) {
                return share.getKey();
            }
        }
        return EventKind.KNOWN;
    }
}
