package dev.tributary.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever JSON is made of a good value by taking fields away, renaming them, and giving them other values, is an event, a
 * tombstone, or refused with a reason. {@link ChangeReaderFuzzTest} does the same to bytes.
 */
class ChangeReaderMutationTest {

    private static final int MOST_MUTATIONS = 4;

    /** What comes in place of a value: every type, and numbers and texts at the limits of what is read. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "{}",
            "[]",
            "0",
            "-1",
            "1.5",
            "1e1000",
            "1e-1000",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "2147483648",
            "\"\"",
            "\"true\"",
            "\"x\"",
            "\"c\"",
            "\"d\"",
            "\"AA==\"",
            "\"1001\"",
            "\"2024-02-30T00:00:00Z\"",
            "\"9999-12-31T23:59:59.999999999-18:00\"",
            "\"__debezium_unavailable_value\"",
            "[\"__debezium_unavailable_value\"]",
            "{\"__debezium_unavailable_value\": 1}",
            "{\"scale\": 1, \"value\": \"AA==\"}");

    private static final List<String> NAMES = List.of(
            "op",
            "source",
            "before",
            "after",
            "data",
            "metadata",
            "control",
            "payload",
            "schema",
            "__op",
            "__deleted",
            "__table",
            "__source_table",
            "__ts_ms",
            "BI_a",
            "BI_boat_id",
            "_doc",
            "lsn",
            "file",
            "pos",
            "commit_lsn",
            "event_serial_no",
            "scn",
            "rs_id",
            "lcr_position",
            "total_order",
            "ts_ns",
            "ts_us",
            "table",
            "fields",
            "name",
            "type",
            "scale",
            "ddl",
            "tableChanges",
            "message",
            "transaction",
            "id",
            "field");

    private final ChangeReader reader = new ChangeReader(ChangeReader.DEFAULT_BEFORE_IMAGE_PREFIX);

    @Property(tries = 5_000)
    void shouldReadOrRefuse(@ForAll("fixtures") String fixture, @ForAll long seed) throws Exception {
        ObjectNode value = Changes.json(Changes.text(fixture));
        Random random = new Random(seed);
        for (int i = random.nextInt(MOST_MUTATIONS) + 1; i > 0; i--) {
            mutate(value, random);
        }
        String mutated = value.toString();

        try {
            reader.read(value).ifPresent(event -> assertThat(Json.write(Changes.describe(event)))
                    .isNotEmpty());
        } catch (InvalidChangeException e) {
            assertThat(e).hasMessageContaining("(expected: ");
        }

        assertThat(value).hasToString(mutated);
    }

    @Provide
    Arbitrary<String> fixtures() {
        return Arbitraries.of(Stream.of("dms", "debezium", "flattened")
                .flatMap(format -> Changes.fixtures(format).stream())
                .toList());
    }

    private static void mutate(ObjectNode value, Random random) throws Exception {
        List<ObjectNode> objects = new ArrayList<>();
        addObjects(value, objects);
        ObjectNode object = objects.get(random.nextInt(objects.size()));
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.isEmpty() || random.nextInt(4) == 0 ? pick(NAMES, random) : pick(names, random);
        switch (random.nextInt(4)) {
            case 0 -> object.remove(name);
            case 1 -> {
                JsonNode moved = object.remove(name);
                object.set(pick(NAMES, random), moved == null ? value(random) : moved);
            }
            default -> object.set(name, value(random));
        }
    }

    private static void addObjects(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.forEach(child -> addObjects(child, objects));
    }

    private static JsonNode value(Random random) throws Exception {
        return Changes.json("{\"v\": " + pick(VALUES, random) + "}").path("v");
    }

    private static String pick(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
