package dev.tributary.quality;

import static dev.tributary.change.Rows.json;
import static dev.tributary.change.Rows.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.ChangeRow;
import dev.tributary.change.ChangeRow.Op;
import dev.tributary.change.SourceTable;
import dev.tributary.json.Json;
import dev.tributary.quality.Verdict.Clean;
import dev.tributary.quality.Verdict.Violated;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowCheckTest {

    private static final TableContract PEOPLE = contract("{'key': ['id'], 'columns': {"
            + "'id': {'type': 'integer', 'required': true, 'minimum': 1},"
            + "'name': {'type': 'string', 'required': true, 'pattern': '[A-Z].*'},"
            + "'pay': {'type': 'decimal', 'minimum': 0, 'maximum': 100.5},"
            + "'team': {'type': 'string', 'allowed': ['red', 'blue']},"
            + "'level': {'type': 'integer', 'allowed': [1, 2.0]},"
            + "'hired': {'type': 'date', 'minimum': '1950-01-01', 'notAfter': 'updated'},"
            + "'updated': {'type': 'timestamp', 'notBefore': '2020-01-01T12:00:00Z', 'maximum': '2030-01-01'},"
            + "'profile': {'type': 'json'}}}");

    private final RowCheck check = new RowCheck(new Cleansing(SomeNulls.SETTINGS));

    @Nested
    class WithoutAContract {

        @Test
        void shouldCleanseInTheColumnsOrder() {
            ChangeRow row = row(Op.INSERT, 7, "{'z': ' a ', 'created_at': 1722214747, 'a': 'NULL', 'n': 1.50}");

            assertThat(cleansed(row))
                    .hasToString("{\"z\":\"a\",\"created_at\":\"2024-07-29T00:59:07Z\",\"a\":null,\"n\":1.50}");
        }

        @Test
        void shouldNotCopyColumnsOfWhichNoneChanges() {
            ChangeRow row = row(Op.INSERT, 7, "{'a': 'a', 'created_at': '2024-07-29T00:59:07Z', 'n': 1.5}", "b");

            assertThat(check.check(row, Optional.empty())).isEqualTo(new Clean(row));
            assertThat(cleansed(row)).isSameAs(row.columns());
        }

        @Test
        void shouldLeaveTheRowThatCameAsItIs() {
            ChangeRow row = row(Op.INSERT, 7, "{'a': ' a '}");

            cleansed(row);

            assertThat(row.columns()).isEqualTo(json("{'a': ' a '}"));
        }

        @Test
        void shouldCleanseTheImageFromBeforeToo() {
            ChangeRow row = row(Op.UPDATE, 7, "{'a': 1}").with(json("{'a': 1}"), Optional.of(json("{'a': ' 2 '}")));

            assertThat(((Clean) check.check(row, Optional.empty())).row().before())
                    .contains(json("{'a': '2'}"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"_op", "_Deleted", "_before"})
        void shouldRefuseReservedNames(String name) {
            assertThat(violations(row(Op.INSERT, 7, "{'id': 1, '" + name + "': 'x'}"), Optional.empty()))
                    .containsExactly(new Violation(
                            "reserved-name",
                            name,
                            json("{'a': 'x'}").path("a"),
                            "a name that the rows of the trusted zone do not use themselves"));
        }

        @Test
        void shouldRefuseADeletionThatTellsOfNoRow() {
            assertThat(violations(row(Op.DELETE, 7, "{}"), Optional.empty()))
                    .extracting(Violation::rule, Violation::expected)
                    .containsExactly(tuple("key", "columns that tell which row was deleted"));
        }

        @Test
        void shouldPassATruncation() {
            ChangeRow row = row(Op.TRUNCATE, 7, "{}");

            assertThat(check.check(row, Optional.empty())).isEqualTo(new Clean(row));
            assertThat(check.check(row, Optional.of(PEOPLE))).isEqualTo(new Clean(row));
        }
    }

    @Nested
    class AgainstAContract {

        @Test
        void shouldPassAndCleanseByType() {
            ChangeRow row = row(
                    Op.UPDATE,
                    7,
                    "{'id': '1', 'name': ' Jane ', 'pay': '100.5', 'team': 'red', 'level': 2, 'hired': 18262,"
                            + " 'updated': '2020-01-01 12:00:00', 'profile': '[1]', 'other_at': 1722214747, 'more': ''}");

            assertThat(((Clean) check.check(row, Optional.of(PEOPLE))).row().columns())
                    .hasToString("{\"id\":1,\"name\":\"Jane\",\"pay\":100.5,\"team\":\"red\",\"level\":2,"
                            + "\"hired\":\"2020-01-01\",\"updated\":\"2020-01-01T12:00:00Z\",\"profile\":[1],"
                            + "\"other_at\":\"2024-07-29T00:59:07Z\",\"more\":null}");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "'name': null | required | name | null | a value that is not null",
                    "'name': ' N/A ' | required | name | null | a value that is not null",
                    "'id': 0 | minimum | id | 0 | at least 1",
                    "'id': 1.5 | type | id | 1.5 | an integer, of at most 100 digits",
                    "'id': null | key | id | null | a value that is not null",
                    "'name': 'jane' | pattern | name | 'jane' | at most 1000 characters that match [A-Z].*",
                    "'pay': '-0.01' | minimum | pay | -0.01 | at least 0",
                    "'pay': 100.51 | maximum | pay | 100.51 | at most 100.5",
                    "'team': 'Red' | allowed | team | 'Red' | one of 'red', 'blue'",
                    "'level': 3 | allowed | level | 3 | one of 1, 2.0",
                    "'hired': '1949-12-31' | minimum | hired | '1949-12-31' | not before 1950-01-01",
                    "'hired': '2020-01-02', 'updated': '2020-01-01T23:00:00Z' | notAfter | hired | '2020-01-02' | not after column updated",
                    "'updated': '2020-01-01T11:59:59.999Z' | notBefore | updated | '2020-01-01T11:59:59.999Z' | not before 2020-01-01T12:00:00Z",
                    "'updated': '2030-01-02T00:00:00Z' | maximum | updated | '2030-01-02T00:00:00Z' | not after 2030-01-01",
                    "'updated': 'soon', 'hired': '2020-01-02' | type | updated | 'soon' | a timestamp such as 2024-12-31T23:59:59Z, or time since 1970-01-01 in a declared unit or from 1973 on; of the years 1-9999",
                    "'profile': '{' | type | profile | '{' | JSON, or a string that is JSON, of at most 99 levels"
                })
        void shouldNameTheRuleTheColumnTheValueAndTheExpectation(
                String columns, String rule, String column, String value, String expected) {
            ChangeRow row = row(Op.UPDATE, 7, merged("{'id': 1, 'name': 'Jane'}", "{" + columns + "}"));

            assertThat(violations(row, Optional.of(PEOPLE)))
                    .containsExactly(new Violation(
                            rule, column, json("{'a': " + value + "}").path("a"), expected.replace('\'', '"')));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "'id': 1.0",
                    "'pay': 0",
                    "'pay': 100.50",
                    "'level': 1.0",
                    "'hired': '1950-01-01'",
                    "'hired': '2020-01-02'",
                    "'hired': '2020-01-02', 'updated': null",
                    "'hired': '2020-01-02', 'updated': '2020-01-02T00:00:00Z'",
                    "'updated': '2030-01-01T23:59:59Z'",
                    "'profile': 'null'"
                })
        void shouldPassWhatIsJustWithinTheRules(String columns) {
            ChangeRow row = row(Op.UPDATE, 7, merged("{'id': 1, 'name': 'Jane'}", "{" + columns + "}"));

            assertThat(check.check(row, Optional.of(PEOPLE))).isInstanceOf(Clean.class);
        }

        @Test
        void shouldNameWhatIsMissing() {
            assertThat(violations(row(Op.INSERT, 7, "{}"), Optional.of(PEOPLE)))
                    .extracting(Violation::rule, Violation::column, violation -> violation
                            .value()
                            .isMissingNode())
                    .containsExactly(tuple("key", "id", true), tuple("required", "name", true));
        }

        @Test
        void shouldNameAllViolations() {
            ChangeRow row = row(Op.INSERT, 7, "{'team': 'x', 'pay': 'x', 'id': -1, '_op': 1}");

            assertThat(violations(row, Optional.of(PEOPLE)))
                    .extracting(Violation::rule, Violation::column)
                    .containsExactly(
                            tuple("reserved-name", "_op"),
                            tuple("type", "pay"),
                            tuple("minimum", "id"),
                            tuple("required", "name"),
                            tuple("allowed", "team"));
        }

        @Test
        void shouldNotMissWhatDidNotChange() {
            assertThat(check.check(row(Op.UPDATE, 7, "{'id': 1}", "name"), Optional.of(PEOPLE)))
                    .isInstanceOf(Clean.class);
        }

        @Test
        void shouldNeedTheKeyInAnyCase() {
            assertThat(violations(row(Op.UPDATE, 7, "{'name': 'Jane'}", "id"), Optional.of(PEOPLE)))
                    .extracting(Violation::rule)
                    .containsExactly("key");
        }

        @Test
        void shouldNotMatchATextThatIsTooLongToBeTried() {
            String longest = "J" + "a".repeat(999);

            assertThat(check.check(row(Op.INSERT, 7, "{'id': 1, 'name': '" + longest + "'}"), Optional.of(PEOPLE)))
                    .isInstanceOf(Clean.class);
            assertThat(violations(row(Op.INSERT, 7, "{'id': 1, 'name': '" + longest + "a'}"), Optional.of(PEOPLE)))
                    .extracting(Violation::rule, violation -> violation.value().textValue())
                    .containsExactly(tuple("pattern", longest.substring(0, 200) + "…"));
        }

        @Test
        void shouldPassTheExamplesRow() {
            TableContract employees = new TableContracts(Map.of())
                    .find(new SourceTable("dms", "", "", "public", "employees"))
                    .orElseThrow();
            ChangeRow row = row(
                    Op.INSERT,
                    7,
                    "{'id': 1, 'first_name': 'Ana', 'last_name': 'Sá', 'email': 'ana@example.com',"
                            + " 'department': 'Sales', 'salary': 52000.00, 'hire_date': 19000,"
                            + " 'created_at': 1722214747678294, 'updated_at': '2024-07-29T00:59:07.678295Z',"
                            + " 'profile': '{}', 'notes': null}");

            assertThat(check.check(row, Optional.of(employees))).isInstanceOf(Clean.class);
        }
    }

    @Nested
    class Keys {

        private static final TableContract PLACES = contract("{'key': ['shop', 'shelf'], 'columns': {"
                + "'shop': {'type': 'string'}, 'shelf': {'type': 'integer'}, 'owner': {'type': 'string'}}}");

        /** What differs at the source must not fall together. */
        @ParameterizedTest
        @ValueSource(strings = {" a", "a ", "", " ", "N/A", "NULL", "a\u2003"})
        void shouldKeepTheirTexts(String text) {
            ObjectNode columns = json("{'shelf': 1}").put("shop", text);
            for (Op op : List.of(Op.INSERT, Op.DELETE)) {
                ChangeRow row = row(op, 7, "{}").with(columns, Optional.of(columns));

                assertThat(check.check(row, Optional.of(PLACES))).isEqualTo(new Clean(row));
            }
        }

        @Test
        void shouldBeReadAsTheirTypeWhereTheyAreNoTexts() {
            ChangeRow row = row(Op.INSERT, 7, "{'shop': ' a', 'shelf': ' 7 ', 'owner': ' b '}");

            assertThat(((Clean) check.check(row, Optional.of(PLACES))).row().columns())
                    .hasToString("{\"shop\":\" a\",\"shelf\":7,\"owner\":\"b\"}");
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {"shop, 1, type", "shop, null, key", "shelf, 'N/A', key", "shelf, 'x', type"})
        void shouldBeOfTheirTypeAndThere(String column, String value, String rule) {
            ChangeRow row = row(Op.INSERT, 7, merged("{'shop': 'a', 'shelf': 1}", "{'" + column + "': " + value + "}"));

            assertThat(violations(row, Optional.of(PLACES)))
                    .extracting(Violation::rule, Violation::column)
                    .containsExactly(tuple(rule, column));
        }
    }

    @Nested
    class Deletions {

        @Test
        void shouldBeCheckedByTheirKeyAlone() {
            ChangeRow row = row(Op.DELETE, 7, "{'id': ' 1 ', 'name': 'jane', 'pay': 'x'}");

            assertThat(((Clean) check.check(row, Optional.of(PEOPLE))).row().columns())
                    .isEqualTo(json("{'id': 1, 'name': 'jane', 'pay': 'x'}"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {"{} | key", "{'id': ''} | key", "{'name': 'Jane'} | key", "{'id': 'x'} | type"})
        void shouldNeedTheirKey(String columns, String rule) {
            assertThat(violations(row(Op.DELETE, 7, columns), Optional.of(PEOPLE)))
                    .extracting(Violation::rule, Violation::column)
                    .containsExactly(tuple(rule, "id"));
        }
    }

    @Nested
    class Quarantine {

        @Test
        void shouldHaveTheViolationsTheRowAsItCameAndWhatIsKnownOfTheChange() {
            ChangeRow row = row(Op.UPDATE, 7, "{'id': ' 1 ', 'pay': 101, '_op': null}", "team");
            Violated violated = (Violated) check.check(row, Optional.of(PEOPLE));

            assertThat(new String(violated.line(), UTF_8).replace('"', '\''))
                    .isEqualTo("{'violations':[{'rule':'reserved-name','column':'_op','value':null,"
                            + "'expected':'a name that the rows of the trusted zone do not use themselves'},"
                            + "{'rule':'required','column':'name','value':null,'expected':'a value that is not null'},"
                            + "{'rule':'maximum','column':'pay','value':101,'expected':'at most 100.5'}],"
                            + "'row':{'id':' 1 ','pay':101,'_op':null},'_op':'update',"
                            + "'_committed_at':'2024-07-29T00:59:07.678294Z','_order':'1.017','_deleted':false,"
                            + "'_source_object':'s3://lake/raw/1.gz','_unchanged':['team']}");
        }

        @Test
        void shouldNotCutACharacterInHalf() {
            Violation violation = new Violation(
                    "pattern", "a", json("{'a': '" + "a".repeat(199) + "😀'}").path("a"), "");

            assertThat(violation.value().textValue()).isEqualTo("a".repeat(199) + "…");
        }
    }

    private ObjectNode cleansed(ChangeRow row) {
        return ((Clean) check.check(row, Optional.empty())).row().columns();
    }

    private List<Violation> violations(ChangeRow row, Optional<TableContract> contract) {
        Violated violated = (Violated) check.check(row, contract);
        assertThat(violated.row()).isSameAs(row);
        return violated.violations();
    }

    private static String merged(String columns, String others) {
        return Json.writeAscii(json(columns).setAll(json(others)));
    }

    private static TableContract contract(String text) {
        List<String> problems = new ArrayList<>();
        TableContract contract = TableContract.parse(json(text), problems);
        assertThat(problems).isEmpty();
        return contract;
    }
}
