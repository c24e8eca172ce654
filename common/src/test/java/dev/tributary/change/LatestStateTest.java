package dev.tributary.change;

import static dev.tributary.change.Rows.json;
import static dev.tributary.change.Rows.order;
import static dev.tributary.change.Rows.row;
import static dev.tributary.change.Rows.snapshotOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.change.ChangeRow.Op;
import dev.tributary.change.InvalidChangeException.Problem;
import dev.tributary.change.LatestState.Latest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatestStateTest {

    private final LatestState state = new LatestState(List.of("id"));

    @Test
    void shouldBeEmptyAtFirst() throws InvalidChangeException {
        assertThat(state.size()).isZero();
        assertThat(state.rows()).isEmpty();
        assertThat(state.find(json("{'id': 1}"))).isEmpty();
        assertThat(state.truncated()).isEmpty();
    }

    @Test
    void shouldHaveTheRowOfTheGreatestOrder() throws InvalidChangeException {
        apply(
                row(Op.UPDATE, 30, "{'id': 1, 'a': 'c'}"),
                row(Op.INSERT, 10, "{'id': 1, 'a': 'a'}"),
                row(Op.UPDATE, 20, "{'id': 1, 'a': 'b'}"));

        assertThat(state.rows()).containsExactly(json("{'id': 1, 'a': 'c'}"));
        assertThat(found(1).order()).isEqualTo(order(30));
    }

    @Test
    void shouldNotLetASnapshotOverrideAChange() throws InvalidChangeException {
        apply(row(Op.INSERT, 1, "{'id': 1, 'a': 'change'}"), row(Op.SNAPSHOT, 99, "{'id': 1, 'a': 'snapshot'}"));
        apply(row(Op.SNAPSHOT, 99, "{'id': 2, 'a': 'snapshot'}"));

        assertThat(state.rows()).containsExactly(json("{'id': 1, 'a': 'change'}"), json("{'id': 2, 'a': 'snapshot'}"));
        assertThat(found(2).order()).isEqualTo(snapshotOrder(99));
    }

    @Test
    void shouldForgetADeletedRowAndRememberItsKey() throws InvalidChangeException {
        apply(row(Op.DELETE, 20, "{'id': 1}"), row(Op.INSERT, 10, "{'id': 1, 'a': 'a'}"));

        assertThat(state.size()).isZero();
        assertThat(state.rows()).isEmpty();
        assertThat(found(1).deleted()).isTrue();
        assertThat(found(1).order()).isEqualTo(order(20));
        assertThat(state.latest().map(Latest::key)).containsExactly(json("{'id': 1}"));
    }

    @Test
    void shouldHaveARowAgainThatWasInsertedBehindItsDeletion() throws InvalidChangeException {
        apply(row(Op.INSERT, 30, "{'id': 1, 'a': 'b'}"), row(Op.DELETE, 20, "{'id': 1}"));

        assertThat(state.rows()).containsExactly(json("{'id': 1, 'a': 'b'}"));
        assertThat(state.size()).isOne();
    }

    @Test
    void shouldMoveARowWhoseKeyChanged() throws InvalidChangeException {
        RowChange change = Rows.change(RowChange.Operation.UPDATE, 20, "{'id': 46}", "{'id': 45, 'a': 'b'}");
        apply(ChangeRows.of(change, List.of("id"), "").toArray(ChangeRow[]::new));
        apply(row(Op.INSERT, 10, "{'id': 46, 'a': 'a'}"));

        assertThat(state.rows()).containsExactly(json("{'id': 45, 'a': 'b'}"));
    }

    @Test
    void shouldSayWhichChangeARowIsOf() throws InvalidChangeException {
        ChangeRow update = row(Op.UPDATE, 20, "{'id': 1, 'a': 'b'}");
        apply(update, row(Op.INSERT, 10, "{'id': 1, 'a': 'a'}"));
        apply(row(Op.INSERT, 10, "{'id': 2}"), row(Op.DELETE, 30, "{'id': 2}"));

        assertThat(found(1).op()).isEqualTo(Op.UPDATE);
        assertThat(found(1).committed()).isEqualTo(update.committed());
        assertThat(found(1).sourceObject()).isEqualTo(Rows.OBJECT);
        assertThat(found(2).op()).isEqualTo(Op.DELETE);

        apply(row(Op.TRUNCATE, 40, "{}"));
        assertThat(state.latest().map(Latest::op)).containsExactly(Op.TRUNCATE, Op.TRUNCATE);
        assertThat(state.truncation().map(ChangeRow::order)).contains(order(40));
        assertThat(state.seen()).isEqualTo(2);
        assertThat(state.size()).isZero();
    }

    /** Whichever comes first, so that it does not matter. */
    @Test
    void shouldNameOneObjectOfSeveralThatHoldARow() throws InvalidChangeException {
        for (Op op : List.of(Op.UPDATE, Op.DELETE)) {
            ChangeRow one = row(op, 20, "{'id': 1}");
            ChangeRow other = new ChangeRow(
                    one.columns(), op, one.committed(), one.order(), List.of(), Optional.empty(), "s3://lake/raw/2.gz");
            for (List<ChangeRow> rows : List.of(List.of(one, other), List.of(other, one))) {
                LatestState any = new LatestState(List.of("id"));
                for (ChangeRow row : rows) {
                    any.apply(row);
                }

                assertThat(any.latest().map(Latest::sourceObject)).containsExactly("s3://lake/raw/2.gz");
            }
        }
    }

    @Test
    void shouldTakeNumbersForTheSameKeyByWhatTheyAreWorth() throws InvalidChangeException {
        apply(
                row(Op.INSERT, 10, "{'id': 1, 'a': 'a'}"),
                row(Op.UPDATE, 20, "{'id': 1.0, 'a': 'b'}"),
                row(Op.UPDATE, 30, "{'id': 10E-1, 'a': 'c'}"));

        assertThat(state.size()).isOne();
        assertThat(state.rows()).containsExactly(json("{'id': 10E-1, 'a': 'c'}"));
        assertThat(found(1).key()).hasToString("{\"id\":1}");
    }

    @Test
    void shouldTellKeysOfOtherTypesApartAndSortThem() throws InvalidChangeException {
        for (String id :
                List.of("'1'", "10", "9", "-1", "1.5", "true", "12345678901234567890123", "'01'", "{'x': 1}")) {
            apply(row(Op.INSERT, 10, "{'id': " + id + "}"));
        }

        assertThat(state.rows().map(row -> row.get("id").toString()))
                .containsExactly(
                        "true", "-1", "1.5", "9", "10", "12345678901234567890123", "{\"x\":1}", "\"01\"", "\"1\"");
    }

    @Test
    void shouldHaveKeysOfSeveralColumns() throws InvalidChangeException {
        LatestState pairs = new LatestState(List.of("country", "id"));
        pairs.apply(row(Op.INSERT, 10, "{'id': 1, 'country': 'PT', 'a': 1}"));
        pairs.apply(row(Op.INSERT, 10, "{'id': 1, 'country': 'ES', 'a': 2}"));
        pairs.apply(row(Op.DELETE, 20, "{'country': 'PT', 'id': 1}"));

        assertThat(pairs.rows()).containsExactly(json("{'id': 1, 'country': 'ES', 'a': 2}"));
        assertThat(pairs.latest().map(Latest::key))
                .containsExactly(json("{'country': 'ES', 'id': 1}"), json("{'country': 'PT', 'id': 1}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'a': 1}", "{'id': null}"})
    void shouldRefuseARowWithoutItsKey(String columns) {
        InvalidChangeException refusal =
                catchThrowableOfType(InvalidChangeException.class, () -> state.apply(row(Op.UPDATE, 10, columns)));

        assertThat(refusal.problem()).isEqualTo(Problem.MISSING_FIELD);
        assertThat(refusal).hasMessageMatching("key column \"id\": (missing|null) \\(expected: a value\\)");
        assertThat(state.latest()).isEmpty();
    }

    @Test
    void shouldRefuseToBeWithoutAKey() {
        assertThatThrownBy(() -> new LatestState(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key: no columns (expected: at least one)");
    }

    @Nested
    class Truncations {

        @Test
        void shouldRemoveWhatIsOfLowerOrderWheneverItArrives() throws InvalidChangeException {
            apply(
                    row(Op.INSERT, 10, "{'id': 1}"),
                    row(Op.INSERT, 30, "{'id': 2}"),
                    row(Op.TRUNCATE, 20, "{}"),
                    row(Op.INSERT, 11, "{'id': 3}"),
                    row(Op.SNAPSHOT, 1, "{'id': 4}"),
                    row(Op.UPDATE, 12, "{'id': 1}"));

            assertThat(state.rows()).containsExactly(json("{'id': 2}"));
            assertThat(state.size()).isOne();
            assertThat(state.truncated()).contains(order(20));
        }

        @Test
        void shouldLeaveTheKeysThatWereSeenDeleted() throws InvalidChangeException {
            apply(row(Op.INSERT, 10, "{'id': 1}"), row(Op.TRUNCATE, 20, "{}"), row(Op.DELETE, 5, "{'id': 2}"));

            assertThat(state.latest())
                    .allMatch(Latest::deleted)
                    .extracting(Latest::order)
                    .containsExactly(order(20), order(20));
        }

        @Test
        void shouldCountTheLastOnly() throws InvalidChangeException {
            apply(row(Op.TRUNCATE, 20, "{}"), row(Op.TRUNCATE, 10, "{}"), row(Op.INSERT, 15, "{'id': 1}"));

            assertThat(state.rows()).isEmpty();
            assertThat(state.truncated()).contains(order(20));
        }
    }

    @Nested
    class UnchangedColumns {

        @Test
        void shouldHaveTheValueOfTheRowBelow() throws InvalidChangeException {
            apply(row(Op.INSERT, 10, "{'id': 1, 'notes': 'a'}"), row(Op.UPDATE, 20, "{'id': 1}", "notes"));

            assertThat(state.rows()).containsExactly(json("{'id': 1, 'notes': 'a'}"));
            assertThat(found(1).unresolved()).isEmpty();
            assertThat(found(1).order()).isEqualTo(order(20));
        }

        @Test
        void shouldBeUnresolvedUntilThatRowComes() throws InvalidChangeException {
            apply(row(Op.UPDATE, 20, "{'id': 1, 'a': 1}", "notes", "bio"));
            assertThat(found(1).unresolved()).containsExactly("bio", "notes");
            assertThat(state.rows()).containsExactly(json("{'id': 1, 'a': 1}"));

            apply(row(Op.INSERT, 10, "{'id': 1, 'a': 0, 'notes': 'a'}", "bio"));
            assertThat(found(1).unresolved()).containsExactly("bio");
            assertThat(state.rows()).containsExactly(json("{'id': 1, 'a': 1, 'notes': 'a'}"));
        }

        @Test
        void shouldTakeALateRowBetweenTheFillAndTheLatest() throws InvalidChangeException {
            apply(
                    row(Op.INSERT, 10, "{'id': 1, 'notes': 'a'}"),
                    row(Op.UPDATE, 30, "{'id': 1}", "notes"),
                    row(Op.UPDATE, 20, "{'id': 1, 'notes': 'b'}"),
                    row(Op.UPDATE, 15, "{'id': 1, 'notes': 'c'}"),
                    row(Op.UPDATE, 25, "{'id': 1}", "notes"));

            assertThat(state.rows()).containsExactly(json("{'id': 1, 'notes': 'b'}"));
        }

        @Test
        void shouldBeHandedOnFromRowToRow() throws InvalidChangeException {
            apply(
                    row(Op.INSERT, 10, "{'id': 1, 'notes': 'a', 'bio': 'b'}"),
                    row(Op.UPDATE, 20, "{'id': 1, 'bio': 'c'}", "notes"),
                    row(Op.UPDATE, 30, "{'id': 1, 'notes': 'd'}", "bio"),
                    row(Op.UPDATE, 40, "{'id': 1}", "notes", "bio"));

            assertThat(state.rows()).containsExactly(json("{'id': 1, 'notes': 'd', 'bio': 'c'}"));
        }

        @Test
        void shouldBeForgottenWhereTheLatestRowHasThem() throws InvalidChangeException {
            apply(
                    row(Op.INSERT, 10, "{'id': 1, 'notes': 'a'}"),
                    row(Op.UPDATE, 20, "{'id': 1}", "notes"),
                    row(Op.UPDATE, 30, "{'id': 1, 'notes': null}"),
                    row(Op.UPDATE, 40, "{'id': 1}", "notes"));

            assertThat(state.rows()).containsExactly(json("{'id': 1, 'notes': null}"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"DELETE", "TRUNCATE"})
        void shouldNotComeFromBeforeADeletion(Op deletion) throws InvalidChangeException {
            ChangeRow deleted = row(deletion, 15, deletion == Op.DELETE ? "{'id': 1}" : "{}");
            ChangeRow before = row(Op.INSERT, 10, "{'id': 1, 'notes': 'a'}");
            ChangeRow after = row(Op.INSERT, 20, "{'id': 1}", "notes");

            for (List<ChangeRow> rows : List.of(
                    List.of(before, deleted, after),
                    List.of(before, after, deleted),
                    List.of(deleted, before, after),
                    List.of(deleted, after, before),
                    List.of(after, before, deleted),
                    List.of(after, deleted, before))) {
                LatestState any = new LatestState(List.of("id"));
                for (ChangeRow row : rows) {
                    any.apply(row);
                }

                assertThat(any.rows()).containsExactly(json("{'id': 1}"));
                assertThat(any.latest().flatMap(latest -> latest.unresolved().stream()))
                        .containsExactly("notes");
            }
        }

        @Test
        void shouldNotComeFromBehindARowThatHasNoSuchColumn() throws InvalidChangeException {
            apply(
                    row(Op.INSERT, 10, "{'id': 1, 'notes': 'a'}"),
                    row(Op.UPDATE, 40, "{'id': 1}", "notes"),
                    row(Op.UPDATE, 20, "{'id': 1}"));
            assertThat(found(1).unresolved()).containsExactly("notes");

            apply(row(Op.UPDATE, 30, "{'id': 1, 'notes': 'b'}"));
            assertThat(state.rows()).containsExactly(json("{'id': 1, 'notes': 'b'}"));
        }

        @Test
        void shouldBeFilledFromASnapshot() throws InvalidChangeException {
            apply(row(Op.UPDATE, 1, "{'id': 1}", "notes"), row(Op.SNAPSHOT, 9, "{'id': 1, 'notes': 'a'}"));

            assertThat(state.rows()).containsExactly(json("{'id': 1, 'notes': 'a'}"));
        }

        @Test
        void shouldLeaveTheRowsThatWereAppliedAsTheyWere() throws InvalidChangeException {
            ChangeRow latest = row(Op.UPDATE, 20, "{'id': 1}", "notes");
            apply(latest, row(Op.INSERT, 10, "{'id': 1, 'notes': 'a'}"));

            assertThat(state.rows()).containsExactly(json("{'id': 1, 'notes': 'a'}"));
            assertThat(latest.columns()).isEqualTo(json("{'id': 1}"));
        }
    }

    @Nested
    class RowsOfOneOrder {

        @Test
        void shouldCountOnceWhereTheyAreTheSame() throws InvalidChangeException {
            ChangeRow row = row(Op.UPDATE, 20, "{'id': 1, 'z': 1, 'a': 2}", "notes");
            apply(row, row(Op.INSERT, 10, "{'id': 1, 'notes': 'a'}"), row, row);

            assertThat(state.size()).isOne();
            assertThat(state.rows()).singleElement().hasToString("{\"id\":1,\"z\":1,\"a\":2,\"notes\":\"a\"}");
        }

        @Test
        void shouldBeJoinedColumnByColumnWhereTheyDiffer() throws InvalidChangeException {
            ChangeRow one = row(Op.UPDATE, 20, "{'id': 1, 'a': 'x', 'b': 1, 'd': 1}", "c", "e");
            ChangeRow other = row(Op.UPDATE, 20, "{'id': 1, 'a': 'y', 'c': 2}", "b", "e");
            for (List<ChangeRow> rows : List.of(List.of(one, other), List.of(other, one), List.of(one, other, one))) {
                LatestState any = new LatestState(List.of("id"));
                for (ChangeRow row : rows) {
                    any.apply(row);
                }

                assertThat(any.latest())
                        .singleElement()
                        .isEqualTo(new Latest(
                                json("{'id': 1}"),
                                order(20),
                                Op.UPDATE,
                                one.committed(),
                                Rows.OBJECT,
                                Optional.of(json("{'id': 1, 'a': 'y', 'b': 1, 'c': 2, 'd': 1}")),
                                Set.of("e")));
            }
        }

        @Test
        void shouldRatherBeThereThanDeleted() throws InvalidChangeException {
            apply(row(Op.INSERT, 20, "{'id': 1, 'a': 1}"), row(Op.DELETE, 20, "{'id': 1}"));
            apply(row(Op.DELETE, 20, "{'id': 2}"), row(Op.INSERT, 20, "{'id': 2, 'a': 1}"));

            assertThat(state.rows()).containsExactly(json("{'id': 1, 'a': 1}"), json("{'id': 2, 'a': 1}"));
            assertThat(state.size()).isEqualTo(2);
        }
    }

    private void apply(ChangeRow... rows) throws InvalidChangeException {
        for (ChangeRow row : rows) {
            state.apply(row);
        }
    }

    private Latest found(int id) throws InvalidChangeException {
        return state.find(json("{'id': " + id + "}")).orElseThrow();
    }
}
