package dev.tributary.change;

import static dev.tributary.change.Rows.OBJECT;
import static dev.tributary.change.Rows.change;
import static dev.tributary.change.Rows.json;
import static dev.tributary.change.Rows.order;
import static dev.tributary.change.Rows.provenance;
import static dev.tributary.change.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.ChangeRow.Op;
import dev.tributary.change.RowChange.Operation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeRowsTest {

    private static final List<String> ID = List.of("id");
    private static final List<String> PAIR = List.of("country", "id");
    private static final List<String> NONE = List.of();

    @ParameterizedTest
    @EnumSource(names = "DELETE", mode = EnumSource.Mode.EXCLUDE)
    void shouldMakeOneRowOfAChange(Operation operation) {
        RowChange change = change(operation, 7, null, "{'id': 1, 'name': 'Jane'}");

        assertThat(ChangeRows.of(change, ID, OBJECT))
                .containsExactly(row(Op.valueOf(operation.name()), 7, "{'id': 1, 'name': 'Jane'}"));
    }

    @Test
    void shouldRefuseAChangeWithoutTheRowBehindIt() {
        assertThatThrownBy(() -> ChangeRows.of(change(Operation.INSERT, 7, null, null), ID, OBJECT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("INSERT: no image of the row (expected: the row behind the change)");
    }

    @Test
    void shouldMakeARowWithoutColumnsOfATruncation() {
        ChangeRow row = ChangeRows.of(new Truncation(provenance(order(7))), OBJECT);

        assertThat(row).isEqualTo(row(Op.TRUNCATE, 7, "{}"));
        assertThat(row.deleted()).isTrue();
    }

    @Nested
    class Deletions {

        @Test
        void shouldHaveTheKeyAloneInTheKeysOrder() {
            RowChange change = change(Operation.DELETE, 7, "{'id': 1, 'name': 'Jane', 'country': 'PT'}", null);

            assertThat(ChangeRows.of(change, PAIR, OBJECT))
                    .containsExactly(row(Op.DELETE, 7, "{'country': 'PT', 'id': 1}"));
            assertThat(ChangeRows.of(change, PAIR, OBJECT).get(0).columns().fieldNames())
                    .toIterable()
                    .containsExactly("country", "id");
        }

        @Test
        void shouldHaveAllThatIsNotNullWithoutAKey() {
            RowChange change = change(Operation.DELETE, 7, "{'id': 1, 'name': null, 'age': 0}", null);

            assertThat(ChangeRows.of(change, NONE, OBJECT)).containsExactly(row(Op.DELETE, 7, "{'id': 1, 'age': 0}"));
        }

        @Test
        void shouldHaveAllThatIsNotNullWhereAPartOfTheKeyIsNotTold() {
            RowChange change = change(Operation.DELETE, 7, "{'id': 1, 'country': null, 'name': 'Jane'}", null);

            assertThat(ChangeRows.of(change, PAIR, OBJECT))
                    .containsExactly(row(Op.DELETE, 7, "{'id': 1, 'name': 'Jane'}"));
        }

        @Test
        void shouldTakeTheKeyThatTheSourceTellsBesideTheImages() {
            assertThat(ChangeRows.of(deletion("{'id': 1}", null), ID, OBJECT))
                    .containsExactly(row(Op.DELETE, 7, "{'id': 1}"));
            assertThat(ChangeRows.of(deletion("{'id': 1}", "{'id': 1, 'name': 'Jane'}"), NONE, OBJECT))
                    .containsExactly(row(Op.DELETE, 7, "{'id': 1}"));
        }

        @Test
        void shouldHaveNoColumnsWhereTheSourceTellsNone() {
            assertThat(ChangeRows.of(change(Operation.DELETE, 7, null, null), ID, OBJECT))
                    .containsExactly(row(Op.DELETE, 7, "{}"));
        }

        private static RowChange deletion(String key, @Nullable String before) {
            return new RowChange(
                    provenance(order(7)),
                    Operation.DELETE,
                    Optional.of(json(key)),
                    Optional.ofNullable(before).map(Rows::json),
                    Optional.empty(),
                    Set.of());
        }
    }

    @Nested
    class UpdatesOfADeclaredKey {

        @Test
        void shouldBeADeletionAndAnInsertionOfOneOrder() {
            RowChange change = change(Operation.UPDATE, 7, "{'id': 46}", "{'id': 45, 'name': 'Jane'}");

            assertThat(ChangeRows.of(change, ID, OBJECT))
                    .containsExactly(row(Op.DELETE, 7, "{'id': 46}"), row(Op.INSERT, 7, "{'id': 45, 'name': 'Jane'}"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{'id': 45}",
                    "{'id': 45.0}",
                    "{'id': 45, 'name': 'Joan'}",
                    "{'id': null, 'name': 'Joan'}",
                    "{'name': 'Joan'}"
                })
        void shouldBeOneRowWhereTheKeyIsTheSameOrNotTold(String before) {
            RowChange change = change(Operation.UPDATE, 7, before, "{'id': 45, 'name': 'Jane'}");

            assertThat(ChangeRows.of(change, ID, OBJECT))
                    .containsExactly(row(Op.UPDATE, 7, "{'id': 45, 'name': 'Jane'}"));
        }

        @Test
        void shouldTakeTheRestOfACompositeKeyFromTheRowAsItIs() {
            RowChange change = change(Operation.UPDATE, 7, "{'id': 46}", "{'id': 45, 'country': 'PT'}");

            assertThat(ChangeRows.of(change, PAIR, OBJECT))
                    .containsExactly(
                            row(Op.DELETE, 7, "{'country': 'PT', 'id': 46}"),
                            row(Op.INSERT, 7, "{'id': 45, 'country': 'PT'}"));
        }

        @Test
        void shouldTellTypesOfKeysApart() {
            RowChange change = change(Operation.UPDATE, 7, "{'id': '45'}", "{'id': 45}");

            assertThat(ChangeRows.of(change, ID, OBJECT)).hasSize(2);
        }

        @Test
        void shouldNotGuessWhereTheRowHasNoKeyNow() {
            RowChange change = change(Operation.UPDATE, 7, "{'id': 46}", "{'name': 'Jane'}");

            assertThat(ChangeRows.of(change, ID, OBJECT)).containsExactly(row(Op.UPDATE, 7, "{'name': 'Jane'}"));
        }

        @Test
        void shouldBeWholeWhereTheSourceLeftAnUnchangedKeyOut() {
            RowChange change = change(Operation.UPDATE, 7, "{'id': 46}", "{'name': 'Jane'}", "id");

            assertThat(ChangeRows.of(change, ID, OBJECT))
                    .containsExactly(row(Op.UPDATE, 7, "{'id': 46, 'name': 'Jane'}"));
        }
    }

    @Nested
    class UpdatesWithoutAKey {

        @Test
        void shouldCarryWhatDiffersOfTheRowBefore() {
            RowChange change = change(
                    Operation.UPDATE,
                    7,
                    "{'id': 46, 'name': 'Jane', 'age': null, 'pet': 'cat', 'pay': 1.0}",
                    "{'id': 45, 'name': 'Jane', 'age': 40, 'pay': 1}");

            ChangeRow row = ChangeRows.of(change, NONE, OBJECT).get(0);

            assertThat(row.op()).isEqualTo(Op.UPDATE);
            assertThat(row.before()).contains(json("{'id': 46, 'pet': 'cat'}"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "{'id': 45}", "{'id': 45, 'name': null}"})
        void shouldCarryNothingWhereNothingDiffers(String before) {
            RowChange change = change(Operation.UPDATE, 7, before, "{'id': 45, 'name': 'Jane'}");

            assertThat(ChangeRows.of(change, NONE, OBJECT))
                    .containsExactly(row(Op.UPDATE, 7, "{'id': 45, 'name': 'Jane'}"));
        }

        @Test
        void shouldGoByTheKeyThatTheSourceTells() {
            RowChange change = new RowChange(
                    provenance(order(7)),
                    Operation.UPDATE,
                    Optional.of(json("{'id': 45}")),
                    Optional.of(json("{'id': 45, 'name': 'Joan'}")),
                    Optional.of(json("{'id': 45, 'name': 'Jane'}")),
                    Set.of());

            assertThat(ChangeRows.of(change, NONE, OBJECT).get(0).before()).isEmpty();
        }
    }

    @Nested
    class UnchangedColumns {

        @Test
        void shouldBeFilledFromTheImageBefore() {
            RowChange change =
                    change(Operation.UPDATE, 7, "{'id': 1, 'notes': 'long', 'bio': null}", "{'id': 1}", "notes", "bio");

            assertThat(ChangeRows.of(change, ID, OBJECT))
                    .containsExactly(row(Op.UPDATE, 7, "{'id': 1, 'notes': 'long'}", "bio"));
        }

        @Test
        void shouldBeListedWhereNothingTellsThem() {
            RowChange change = change(Operation.UPDATE, 7, null, "{'id': 1}", "notes", "bio");

            assertThat(ChangeRows.of(change, ID, OBJECT))
                    .containsExactly(row(Op.UPDATE, 7, "{'id': 1}", "bio", "notes"));
        }

        @Test
        void shouldStayUnchangedOnARowThatMoved() {
            RowChange change = change(Operation.UPDATE, 7, "{'id': 2}", "{'id': 1}", "notes");

            assertThat(ChangeRows.of(change, ID, OBJECT))
                    .containsExactly(row(Op.DELETE, 7, "{'id': 2}"), row(Op.INSERT, 7, "{'id': 1}", "notes"));
        }

        @Test
        void shouldLeaveTheChangeItselfAsItIs() {
            ObjectNode after = json("{'id': 1}");
            RowChange change = change(Operation.UPDATE, 7, "{'id': 1, 'notes': 'long'}", "{'id': 1}", "notes");

            ChangeRows.of(change, ID, OBJECT);

            assertThat(change.after()).contains(after);
        }
    }
}
