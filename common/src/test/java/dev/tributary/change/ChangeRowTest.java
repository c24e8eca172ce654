package dev.tributary.change;

import static dev.tributary.change.Rows.COMMITTED;
import static dev.tributary.change.Rows.OBJECT;
import static dev.tributary.change.Rows.json;
import static dev.tributary.change.Rows.order;
import static dev.tributary.change.Rows.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.ChangeRow.Op;
import dev.tributary.change.InvalidChangeException.Problem;
import dev.tributary.json.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeRowTest {

    private static final String WHOLE =
            "{'id':45,'a':1.50,'_op':'update','_committed_at':'2024-07-29T00:59:07.678294Z',"
                    + "'_order':'1.017','_deleted':false,'_source_object':'s3://lake/raw/1.gz',"
                    + "'_unchanged':['b','c'],'_before':{'a':2}}";

    private static final ChangeRow ROW = new ChangeRow(
            json("{'id': 45, 'a': 1.50}"),
            Op.UPDATE,
            COMMITTED,
            order(7),
            List.of("c", "b"),
            Optional.of(json("{'a': 2}")),
            OBJECT);

    @Test
    void shouldWriteColumnsFirstAndWhatIsKnownOfTheChangeBehindThem() {
        assertThat(text(ROW)).isEqualTo(WHOLE);
    }

    @Test
    void shouldLeaveOutWhatIsEmpty() {
        assertThat(text(row(Op.INSERT, 7, "{'id': 1}")))
                .isEqualTo("{'id':1,'_op':'insert','_committed_at':'2024-07-29T00:59:07.678294Z',"
                        + "'_order':'1.017','_deleted':false,'_source_object':'s3://lake/raw/1.gz'}");
    }

    @Test
    void shouldKeepNullsAndTheColumnsOrder() {
        assertThat(text(row(Op.INSERT, 7, "{'z': null, 'a': {'y': [1], 'b': 'é'}}")))
                .startsWith("{'z':null,'a':{'y':[1],'b':'é'},'_op'");
    }

    @ParameterizedTest
    @EnumSource(Op.class)
    void shouldReadBackWhatItWrote(Op op) throws Exception {
        ChangeRow row = row(op, 7, "{'id': 1, 'amount': 10.50, 'none': null}", "b");

        ChangeRow read = ChangeRow.parse(Json.readObject(row.line()));

        assertThat(read).isEqualTo(row);
        assertThat(read.line()).isEqualTo(row.line());
    }

    @Test
    void shouldReadBackAnImageFromBefore() throws Exception {
        assertThat(ChangeRow.parse(Json.readObject(ROW.line()))).isEqualTo(ROW);
    }

    @Test
    void shouldSayThatDeletionsAndTruncationsDelete() {
        assertThat(row(Op.DELETE, 1, "{'id': 1}").deleted()).isTrue();
        assertThat(row(Op.TRUNCATE, 1, "{}").deleted()).isTrue();
        assertThat(row(Op.UPDATE, 1, "{'id': 1}").deleted()).isFalse();
        assertThat(row(Op.INSERT, 1, "{'id': 1}").deleted()).isFalse();
        assertThat(row(Op.SNAPSHOT, 1, "{'id': 1}").deleted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"_op", "_committed_at", "_order", "_deleted", "_source_object"})
    void shouldRefuseALineWithoutAField(String field) {
        ObjectNode line = json(WHOLE);
        line.remove(field);

        InvalidChangeException refusal =
                catchThrowableOfType(InvalidChangeException.class, () -> ChangeRow.parse(line));

        assertThat(refusal.problem()).isEqualTo(Problem.MISSING_FIELD);
        assertThat(refusal).hasMessage(field + ": missing (expected: a row of the trusted zone)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'_op': 's3cret'} | _op: another value (expected: one of snapshot, insert, update, delete, truncate)",
                "{'_op': 'UPDATE'} | _op: another value (expected: one of snapshot, insert, update, delete, truncate)",
                "{'_op': 1} | _op: another value (expected: a string)",
                "{'_committed_at': 's3cret'} | _committed_at: another value (expected: a time in UTC such as 2024-12-31T23:59:59Z)",
                "{'_order': 's3cret'} | _order: another value (expected: an order token)",
                "{'_deleted': 'false'} | _deleted: another value (expected: false, as the row's operation has it)",
                "{'_deleted': true} | _deleted: another value (expected: false, as the row's operation has it)",
                "{'_source_object': {}} | _source_object: another value (expected: a string)",
                "{'_unchanged': 's3cret'} | _unchanged: another value (expected: an array of names of columns)",
                "{'_unchanged': [1]} | _unchanged: another value (expected: names of columns)",
                "{'_before': null} | _before: another value (expected: an object of columns)"
            })
    void shouldRefuseAFieldOfAnotherKindWithoutQuotingIt(String field, String message) {
        ObjectNode line = json(WHOLE);
        line.setAll(json(field));

        InvalidChangeException refusal =
                catchThrowableOfType(InvalidChangeException.class, () -> ChangeRow.parse(line));

        assertThat(refusal.problem()).isEqualTo(Problem.INVALID_FIELD);
        assertThat(refusal).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"_op", "_committed_at", "_order", "_deleted", "_source_object", "_unchanged", "_before", "_OP"})
    void shouldFindAReservedColumnInWhateverCase(String name) {
        assertThat(ChangeRow.reservedColumn(json("{'id': 1, '" + name + "': 2}")))
                .contains(name);
    }

    @Test
    void shouldLeaveOtherColumnsTheirUnderscore() {
        assertThat(ChangeRow.reservedColumn(json("{'_id': 1, '_operator': 2, 'op': 3, '': 4, '_': 5}")))
                .isEmpty();
    }

    private static String text(ChangeRow row) {
        return new String(row.line(), UTF_8).replace('"', '\'');
    }
}
