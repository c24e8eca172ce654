package dev.tributary.change;

import static dev.tributary.change.Rows.OBJECT;
import static dev.tributary.change.Rows.order;
import static dev.tributary.change.Rows.provenance;
import static dev.tributary.change.Rows.row;
import static dev.tributary.change.Rows.snapshotOrder;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.ChangeRow.Op;
import dev.tributary.change.LatestState.Latest;
import dev.tributary.change.RowChange.Operation;
import dev.tributary.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Histories of a small table, whose rows come in any order and any number of times. */
class LatestStatePropertyTest {

    private static final List<String> KEY = List.of("id");

    private enum Kind {
        PUT,
        PUT_WITHOUT_NOTES,
        LEAVE_NOTES,
        LEAVE_NOTES_TOLD_BEFORE,
        MOVE,
        MOVE_LEAVING_NOTES,
        DELETE,
        TRUNCATE,
        SNAPSHOT,
        SNAPSHOT_ALONE
    }

    private record Step(Kind kind, int id, int other, String value) {}

    @Property(tries = 3_000)
    void shouldBeWhatTheTableIs(@ForAll("histories") List<Step> history, @ForAll Random random)
            throws InvalidChangeException {
        Table table = new Table();
        history.forEach(table::play);

        LatestState state = folded(shuffledWithRepeats(table.rows, random));

        Map<Integer, ObjectNode> found = new TreeMap<>();
        for (Latest latest : state.latest().filter(latest -> !latest.deleted()).toList()) {
            int id = latest.key().get("id").intValue();
            ObjectNode row = latest.row().orElseThrow().deepCopy();
            if (!latest.unresolved().isEmpty()) {
                // Left with the former key, as no row of this one tells them.
                assertThat(table.movedWithoutNotes).contains(id);
                assertThat(row.has("notes")).isFalse();
                row.set("notes", requireNonNull(table.truth.get(id)).get("notes"));
            }
            found.put(id, row);
        }
        assertThat(found).isEqualTo(table.truth);
        assertThat(state.size()).isEqualTo(table.truth.size());
    }

    /** Any rows, also those that no source sends: of one order and different, of columns that come and go. */
    @Property(tries = 3_000)
    void shouldNotDependOnOrderAndRepeats(@ForAll("rows") List<ChangeRow> rows, @ForAll Random random)
            throws InvalidChangeException {
        List<Latest> expected = folded(rows).latest().toList();

        LatestState state = folded(shuffledWithRepeats(rows, random));

        assertThat(state.latest().toList()).isEqualTo(expected);
        assertThat(state.latest().map(LatestStatePropertyTest::text).toList())
                .isEqualTo(expected.stream().map(LatestStatePropertyTest::text).toList());
        assertThat(state.size())
                .isEqualTo(expected.stream().filter(latest -> !latest.deleted()).count());
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<Integer> ids = Arbitraries.integers().between(1, 3);
        return Combinators.combine(Arbitraries.of(Kind.class), ids, ids, Arbitraries.of("a", "b", "c", "d"))
                .as(Step::new)
                .list()
                .ofMaxSize(25);
    }

    @Provide
    Arbitrary<List<ChangeRow>> rows() {
        Arbitrary<Op> ops = Arbitraries.of(
                Op.UPDATE, Op.UPDATE, Op.UPDATE, Op.INSERT, Op.SNAPSHOT, Op.DELETE, Op.DELETE, Op.TRUNCATE);
        return Combinators.combine(
                        ops,
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.maps(Arbitraries.of("a", "b", "c"), Arbitraries.of("1", "2", "'x'", "null"))
                                .ofMaxSize(3),
                        Arbitraries.of("a", "b", "c").set().ofMaxSize(3))
                .as(LatestStatePropertyTest::anyRow)
                .list()
                .ofMaxSize(10);
    }

    private static ChangeRow anyRow(Op op, int position, int id, Map<String, String> columns, Set<String> unchanged) {
        StringBuilder text = new StringBuilder("{'id': " + id);
        columns.forEach((name, value) -> text.append(", '" + name + "': " + value));
        return row(op, position, op == Op.TRUNCATE ? "{}" : text + "}", unchanged.toArray(String[]::new));
    }

    private static LatestState folded(List<ChangeRow> rows) throws InvalidChangeException {
        LatestState state = new LatestState(KEY);
        for (ChangeRow row : rows) {
            state.apply(row);
        }
        return state;
    }

    private static List<ChangeRow> shuffledWithRepeats(List<ChangeRow> rows, Random random) {
        List<ChangeRow> shuffled = new ArrayList<>(rows);
        rows.stream().filter(row -> random.nextInt(3) == 0).forEach(shuffled::add);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static String text(Latest latest) {
        return latest.row().map(Json::writeAscii).orElse("");
    }

    /** The table itself, and the rows that tell of what happened to it. */
    private static final class Table {

        private final Map<Integer, ObjectNode> truth = new TreeMap<>();
        private final Set<Integer> movedWithoutNotes = new HashSet<>();
        private final List<ChangeRow> rows = new ArrayList<>();
        private int position;

        void play(Step step) {
            position++;
            ObjectNode former = truth.get(step.id);
            switch (step.kind) {
                case PUT -> put(step.id, former, columns(step).put("notes", "notes " + step.value + position));
                case PUT_WITHOUT_NOTES -> put(step.id, former, columns(step));
                case LEAVE_NOTES -> leaveNotes(step, former, false);
                case LEAVE_NOTES_TOLD_BEFORE -> leaveNotes(step, former, true);
                case MOVE -> move(step, former, Set.of());
                case MOVE_LEAVING_NOTES -> move(step, former, Set.of("notes"));
                case DELETE -> delete(step.id, former);
                case TRUNCATE -> truncate();
                case SNAPSHOT -> snapshot();
                case SNAPSHOT_ALONE -> {
                    // As if the capture began here.
                    rows.clear();
                    snapshot();
                }
            }
        }

        private static ObjectNode columns(Step step) {
            return Json.object().put("id", step.id).put("a", step.value);
        }

        private void put(int id, @Nullable ObjectNode former, ObjectNode row) {
            truth.put(id, row);
            movedWithoutNotes.remove(id);
            change(former == null ? Operation.INSERT : Operation.UPDATE, null, row, Set.of());
        }

        private void leaveNotes(Step step, @Nullable ObjectNode former, boolean isTold) {
            if (former == null || !former.has("notes")) {
                return;
            }
            ObjectNode row = columns(step);
            change(Operation.UPDATE, isTold ? former : null, row, Set.of("notes"));
            truth.put(step.id, row.deepCopy().set("notes", former.get("notes")));
        }

        private void move(Step step, @Nullable ObjectNode former, Set<String> unchanged) {
            if (former == null || truth.containsKey(step.other)) {
                return;
            }
            ObjectNode row = former.deepCopy().put("id", step.other);
            truth.remove(step.id);
            truth.put(step.other, row);
            movedWithoutNotes.remove(step.other);
            boolean leaves = !unchanged.isEmpty() && row.has("notes");
            if (leaves || movedWithoutNotes.contains(step.id)) {
                movedWithoutNotes.add(step.other);
            }
            ObjectNode told = leaves ? row.deepCopy().without("notes") : row;
            change(Operation.UPDATE, Json.object().put("id", step.id), told, leaves ? unchanged : Set.of());
        }

        private void delete(int id, @Nullable ObjectNode former) {
            if (former != null) {
                truth.remove(id);
                change(Operation.DELETE, former, null, Set.of());
            }
        }

        private void truncate() {
            truth.clear();
            rows.add(ChangeRows.of(new Truncation(provenance(order(position))), OBJECT));
        }

        private void snapshot() {
            truth.values()
                    .forEach(row -> add(new RowChange(
                            provenance(snapshotOrder(position)),
                            Operation.SNAPSHOT,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(row),
                            Set.of())));
        }

        private void change(
                Operation operation, @Nullable ObjectNode before, @Nullable ObjectNode after, Set<String> unchanged) {
            add(new RowChange(
                    provenance(order(position)),
                    operation,
                    Optional.empty(),
                    Optional.ofNullable(before),
                    Optional.ofNullable(after),
                    unchanged));
        }

        private void add(RowChange change) {
            rows.addAll(ChangeRows.of(change, KEY, OBJECT));
        }
    }
}
