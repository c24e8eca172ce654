package dev.tributary.inference;

import static dev.tributary.inference.InferenceFixture.QUARANTINE;
import static dev.tributary.inference.InferenceFixture.SCORED;
import static dev.tributary.inference.InferenceFixture.item;
import static dev.tributary.inference.InferenceFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.ChangeRow;
import dev.tributary.change.InvalidChangeException;
import dev.tributary.change.LatestState;
import dev.tributary.change.LatestState.Latest;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.Crash;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.Fault;
import dev.tributary.testing.Faults;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Any history of a small table, in any order and with repeats, over any objects, of which S3 tells in any order and more than once,
 * and runs that fail or are killed at any call, whose puts may arrive long afterwards: each change is scored at most once, and the
 * newest scores are those of what the table holds.
 */
class ScoringPropertyTest {

    private static final int RUNS = 8;

    private static final List<Fault.Effect> EFFECTS_OF_PUTS =
            List.of(Fault.Effect.NONE, Fault.Effect.DONE, Fault.Effect.HELD);

    /** What happened to a row, or to all of them. */
    enum Kind {
        SCORABLE,
        UNUSABLE,
        DELETED,
        TRUNCATED
    }

    record Change(Kind kind, int id, int value) {

        String row(int order) {
            return switch (kind) {
                case SCORABLE -> item(id, order, value, 130);
                case UNUSABLE -> InferenceFixture.row("update", order, "'id': " + id + ", 'hours': 'x" + value + "'");
                case DELETED -> InferenceFixture.row("delete", order, "'id': " + id);
                case TRUNCATED -> InferenceFixture.row("truncate", order, "");
            };
        }
    }

    /** A world in which calls go wrong, and the process dies. */
    private static final class World {

        private final Random random;
        private final InferenceFixture fixture;
        private boolean isDead;
        private boolean isQuiet;

        World(Random random) {
            this.random = random;
            this.fixture = new InferenceFixture(
                    Map.of("MAX_ROWS", List.of("1", "2", "3", "100").get(random.nextInt(4))));
            for (Faults faults : List.of(fixture.s3.faults(), fixture.sqs.faults(), fixture.dynamoDb.faults())) {
                faults.follow((operation, nth) -> fault(operation));
            }
        }

        private @Nullable Fault fault(String operation) {
            if (isQuiet) {
                return null;
            }
            if (isDead) {
                return new Fault(new Crash("dead"), Fault.Effect.NONE);
            }
            if (fixture.s3.heldPuts() > 0 && random.nextInt(10) == 0) {
                fixture.s3.landHeldPut(random.nextInt(fixture.s3.heldPuts()));
            }
            if (random.nextInt(10) > 0) {
                return null;
            }
            boolean isPut = operation.equals(FakeS3.PUT);
            List<Fault.Effect> effects =
                    isPut ? EFFECTS_OF_PUTS : EFFECTS_OF_PUTS.subList(0, EFFECTS_OF_PUTS.size() - 1);
            Fault.Effect effect = effects.get(random.nextInt(effects.size()));
            if (random.nextBoolean()) {
                return new Fault(AwsFailures.timedOut(), effect);
            }
            isDead = true;
            return new Fault(new Crash("at " + operation), effect);
        }

        void run() {
            try {
                fixture.run();
            } catch (Crash | RuntimeException e) {
                // Whatever became of it, another run comes.
            }
            if (isDead) {
                isDead = false;
                isQuiet = true;
                fixture.restart();
                isQuiet = false;
            }
            if (random.nextBoolean()) {
                fixture.sqs.showAgain();
            }
        }

        /** Runs until nothing is left to do, with nothing going wrong any more. */
        void settle() {
            isQuiet = true;
            for (int i = 0; i < 3; i++) {
                fixture.sqs.showAgain();
                fixture.run();
                fixture.s3.landHeldPuts();
            }
        }
    }

    @Property(tries = 200)
    void shouldScoreEachChangeOnceAndTheNewestOfAll(@ForAll("histories") List<Change> history, @ForAll Random random)
            throws InvalidChangeException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            rows.add(history.get(i).row(i + 1));
        }
        World world = new World(random);
        List<List<String>> objects = split(withRepeats(rows, random), random);
        List<String> told = new ArrayList<>();
        for (List<String> object : objects) {
            told.add(
                    world.fixture.place(1 + random.nextInt(4), "object-" + told.size(), object.toArray(String[]::new)));
        }
        told = withRepeats(told, random);
        for (int i = 0; i < RUNS; i++) {
            while (!told.isEmpty() && random.nextInt(3) > 0) {
                world.fixture.tell(told.remove(0));
            }
            world.run();
        }
        told.forEach(world.fixture::tell);
        world.settle();

        assertThat(world.fixture.waiting()).isEmpty();
        assertThat(world.fixture.letters()).isEmpty();
        assertOnce(world.fixture);
        assertNewest(world.fixture, state(rows));
    }

    @Provide
    Arbitrary<List<Change>> histories() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(8, Kind.SCORABLE),
                Tuple.of(2, Kind.UNUSABLE),
                Tuple.of(2, Kind.DELETED),
                Tuple.of(1, Kind.TRUNCATED));
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(0, 50))
                .as(Change::new)
                .list()
                .ofMaxSize(25);
    }

    private static void assertOnce(InferenceFixture fixture) {
        List<String> changes = Stream.concat(
                        fixture.lines(SCORED).stream().map(line -> line.at("/key/id") + "@" + line.path("_order")),
                        fixture.lines(QUARANTINE).stream().map(line -> line.at("/row/id") + "@" + line.path("_order")))
                .toList();

        assertThat(changes).doesNotHaveDuplicates();
    }

    private static void assertNewest(InferenceFixture fixture, LatestState state) {
        Map<String, ObjectNode> scored = newest(fixture.lines(SCORED), "/key/id");
        Map<String, ObjectNode> setAside = newest(fixture.lines(QUARANTINE), "/row/id");
        state.truncation().ifPresent(truncation -> assertThat(order(scored.get("")))
                .isEqualTo(truncation.order().text()));
        state.latest().forEach(latest -> {
            String id = latest.key().path("id").asText();
            Optional<ObjectNode> score = Optional.ofNullable(scored.get(id));
            if (latest.op() == ChangeRow.Op.TRUNCATE) {
                score.ifPresent(line ->
                        assertThat(order(line)).isLessThan(latest.order().text()));
            } else if (isUnusable(latest)) {
                assertThat(order(setAside.get(id))).isEqualTo(latest.order().text());
                score.ifPresent(line ->
                        assertThat(order(line)).isLessThan(latest.order().text()));
            } else {
                assertThat(score).isPresent();
                assertThat(order(score.get())).isEqualTo(latest.order().text());
                assertThat(score.get().path("_deleted").asBoolean()).isEqualTo(latest.deleted());
                latest.row().ifPresent(row -> assertThat(
                                score.get().path("prediction").asDouble())
                        .isEqualTo(100 + 3 * row.path("hours").asDouble()));
            }
        });
    }

    private static boolean isUnusable(Latest latest) {
        return latest.row().filter(row -> row.path("hours").isTextual()).isPresent();
    }

    private static Map<String, ObjectNode> newest(List<ObjectNode> lines, String id) {
        return lines.stream()
                .collect(Collectors.toMap(
                        line -> line.at(id).asText(), line -> line, (one, other) -> Stream.of(one, other)
                                .max(Comparator.comparing(ScoringPropertyTest::order))
                                .orElseThrow()));
    }

    private static String order(@Nullable ObjectNode line) {
        return line == null ? "none" : line.path("_order").asText();
    }

    private static LatestState state(List<String> rows) throws InvalidChangeException {
        LatestState state = new LatestState(List.of("id"));
        for (String row : rows) {
            state.apply(ChangeRow.parse(json(row)));
        }
        return state;
    }

    private static List<List<String>> split(List<String> rows, Random random) {
        List<List<String>> objects = new ArrayList<>();
        for (int from = 0, to; from < rows.size(); from = to) {
            to = Math.min(rows.size(), from + 1 + random.nextInt(6));
            objects.add(rows.subList(from, to));
        }
        return objects;
    }

    private static List<String> withRepeats(List<String> once, Random random) {
        List<String> all = new ArrayList<>(once);
        for (String one : once) {
            if (random.nextInt(4) == 0) {
                all.add(one);
            }
        }
        Collections.shuffle(all, random);
        return all;
    }
}
