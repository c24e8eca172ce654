package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.demo.account.EventKind;
import dev.tributary.local.demo.account.ExactJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Makes changes of activities of users: the same ones each time. Every tenth item lives for three changes one right after
 * the other; the others are inserted, modified and removed among each other. Texts, keys too, are of many scripts, and an
 * item holds every type that DynamoDB has.
 */
final class ChangeGenerator {

    private static final List<String> USERS =
            List.of("user123", "użytkownik 7", "用户", "пользователь", "😀.a/b", "$e\\t\"");
    private static final int BRIEF = 10;

    /** An activity that is there. */
    private record Item(JsonNode keys, JsonNode attributes) {}

    private final SplittableRandom random = new SplittableRandom(20_261_121);
    private final List<Item> present = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private int items;

    /** The changes to make; those of each item in their order. */
    List<Change> generate(int count) {
        while (changes.size() < count) {
            int draw = random.nextInt(10);
            if (present.isEmpty() || draw < 4) {
                insert();
            } else if (draw < 8) {
                modify(random.nextInt(present.size()));
            } else {
                remove(random.nextInt(present.size()));
            }
        }
        return changes.subList(0, count);
    }

    private void insert() {
        ObjectNode keys = keys(items++);
        ObjectNode item = keys.deepCopy();
        item.setAll(attributes());
        present.add(new Item(keys, item));
        changes.add(new Change(EventKind.INSERT, keys, Optional.empty(), Optional.of(item)));
        if (items % BRIEF == 1) {
            modify(present.size() - 1);
            remove(present.size() - 1);
        }
    }

    /** Changes two attributes, and adds one or takes it away. */
    private void modify(int place) {
        Item item = present.get(place);
        ObjectNode after = item.attributes().deepCopy();
        after.set("Version", number(String.valueOf(changes.size())));
        after.set("Page", text("/página/" + random.nextInt(1 << 20)));
        if (after.remove("Note") == null) {
            after.set("Note", text("Anmerkung ü " + changes.size()));
        }
        present.set(place, new Item(item.keys(), after));
        changes.add(new Change(EventKind.MODIFY, item.keys(), Optional.of(item.attributes()), Optional.of(after)));
    }

    private void remove(int place) {
        Item item = present.remove(place);
        changes.add(new Change(EventKind.REMOVE, item.keys(), Optional.of(item.attributes()), Optional.empty()));
    }

    private ObjectNode keys(int number) {
        ObjectNode keys = (ObjectNode) ExactJson.parse("{}");
        keys.set("UserId", text(USERS.get(random.nextInt(USERS.size()))));
        keys.set("ActivityId", text(String.format(Locale.ROOT, "aktivität-%07d", number)));
        return keys;
    }

    private ObjectNode attributes() {
        return (ObjectNode) ExactJson.parse(String.format(
                Locale.ROOT,
                """
                        {"Version": {"N": "0"}, "Page": {"S": "/página/%05x"}, "Amount": {"N": "%d.25"},
                         "Large": {"N": "12345678901234567890123456789012345678"}, "Anonymous": {"BOOL": %b},
                         "Referrer": {"NULL": true}, "Token": {"B": "AAH/%s"}, "Tags": {"SS": ["a", "ż"]},
                         "Codes": {"NS": ["1", "2.5"]}, "Seals": {"BS": ["AQ==", "Ag=="]},
                         "Steps": {"L": [{"S": "öffnen"}, {"N": "-7"}, {"M": {"x": {"L": []}}}]},
                         "Device": {"M": {"type": {"S": "電話"}, "$mark": {"BOOL": false}}}}""",
                random.nextInt(1 << 20),
                random.nextInt(1_000),
                random.nextBoolean(),
                "A".repeat(4 * random.nextInt(3))));
    }

    private static JsonNode text(String value) {
        return ((ObjectNode) ExactJson.parse("{}")).put("S", value);
    }

    private static JsonNode number(String value) {
        return ((ObjectNode) ExactJson.parse("{}")).put("N", value);
    }
}
