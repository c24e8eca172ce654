package dev.tributary.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tributary.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableContractTest {

    private final List<String> problems = new ArrayList<>();

    @Test
    void shouldReadAContract() throws JsonProcessingException {
        TableContract contract = parse("{'description': 'People.', 'key': ['id', 'a'], 'columns': {"
                + "'id': {'type': 'integer', 'required': true, 'minimum': 1, 'maximum': 9, 'description': 'Its id.'},"
                + "'a': {'type': 'timestamp', 'unit': 'seconds', 'notAfter': 'b'},"
                + "'b': {'type': 'date', 'notBefore': '2024-01-01'}}}");

        assertThat(problems).isEmpty();
        assertThat(contract.description()).isEqualTo("People.");
        assertThat(contract.key()).containsExactly("id", "a");
        assertThat(contract.columns())
                .extracting(ColumnContract::name, ColumnContract::type, ColumnContract::required, ColumnContract::unit)
                .containsExactly(
                        tuple("id", ColumnType.INTEGER, true, Optional.empty()),
                        tuple("a", ColumnType.TIMESTAMP, false, Optional.of(EpochUnit.SECONDS)),
                        tuple("b", ColumnType.DATE, false, Optional.empty()));
        assertThat(contract.columns())
                .flatExtracting(ColumnContract::rules)
                .extracting(ColumnRule::name, ColumnRule::expected)
                .containsExactly(
                        tuple("minimum", "at least 1"),
                        tuple("maximum", "at most 9"),
                        tuple("notAfter", "not after column b"),
                        tuple("notBefore", "not before 2024-01-01"));
    }

    @Test
    void shouldNeedNothingButColumns() throws JsonProcessingException {
        TableContract contract = parse("{'columns': {}}");

        assertThat(problems).isEmpty();
        assertThat(contract.key()).isEmpty();
        assertThat(contract.description()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | : [] (expected: an object)",
                "{} | .columns: missing (expected: an object of columns)",
                "{'columns': []} | .columns: [] (expected: an object of columns)",
                "{'column': {}, 'columns': {}} | .column: unknown (expected: one of columns, description, key)",
                "{'description': 1, 'columns': {}} | .description: 1 (expected: a string)",
                "{'key': 'id', 'columns': {}} | .key: 'id' (expected: an array of names of columns, or none if the key is not known)",
                "{'key': [], 'columns': {}} | .key: [] (expected: an array of names of columns, or none if the key is not known)",
                "{'key': [1], 'columns': {}} | .key[0]: 1 (expected: a string)",
                "{'key': ['id'], 'columns': {}} | .key: 'id' (expected: a column that the contract declares)",
                "{'key': ['a', 'a'], 'columns': {'a': {'type': 'string'}}} | .key: ['a','a'] (expected: each column once)",
                "{'columns': {'_op': {'type': 'string'}}} | .columns._op: reserved (expected: a name that the rows of the trusted zone do not use themselves)",
                "{'columns': {'a': 'string'}} | .columns.a: 'string' (expected: an object such as {'type': 'string'})",
                "{'columns': {'a': {}}} | .columns.a.type: missing (expected: one of string, integer, decimal, boolean, date, timestamp, json)",
                "{'columns': {'a': {'type': 'int'}}} | .columns.a.type: 'int' (expected: one of string, integer, decimal, boolean, date, timestamp, json)"
            })
    void shouldNameThePlaceTheValueAndTheExpectation(String contract, String problem) throws JsonProcessingException {
        parse(contract);

        assertThat(problems).containsExactly(problem.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "string    | 'min': 1 | .min: unknown (expected: one of allowed, description, maximum, minimum, notAfter, notBefore, pattern, required, type, unit)",
                "string    | 'description': 1 | .description: 1 (expected: a string)",
                "string    | 'required': 'yes' | .required: 'yes' (expected: true or false)",
                "string    | 'unit': 'seconds' | .unit: 'seconds' (expected: no unit, for a column of type string)",
                "timestamp | 'unit': 'minutes' | .unit: 'minutes' (expected: one of seconds, milliseconds, microseconds, nanoseconds)",
                "string    | 'minimum': 1 | .minimum: 1 (expected: no minimum, for a column of type string)",
                "boolean   | 'maximum': 1 | .maximum: 1 (expected: no maximum, for a column of type boolean)",
                "integer   | 'minimum': '1' | .minimum: '1' (expected: a number)",
                "integer   | 'minimum': 2, 'maximum': 1 | .minimum: 2 (expected: at most the maximum)",
                "date      | 'minimum': 1 | .minimum: 1 (expected: a date such as 2024-12-31, or a timestamp)",
                "date      | 'minimum': 'id' | .minimum: 'id' (expected: a date such as 2024-12-31, or a timestamp)",
                "date      | 'minimum': '2024-01-02', 'maximum': '2024-01-01' | .minimum: '2024-01-02' (expected: at most the maximum)",
                "integer   | 'pattern': '5' | .pattern: '5' (expected: no pattern, for a column of type integer)",
                "string    | 'pattern': 5 | .pattern: 5 (expected: a regular expression of the JDK)",
                "string    | 'pattern': '(' | .pattern: '(' (expected: a regular expression of the JDK: Unclosed group)",
                "date      | 'allowed': ['2024-01-01'] | .allowed: ['2024-01-01'] (expected: no allowed, for a column of type date)",
                "string    | 'allowed': [] | .allowed: [] (expected: an array of at least one string, and nothing else)",
                "string    | 'allowed': 'a' | .allowed: 'a' (expected: an array of at least one string, and nothing else)",
                "string    | 'allowed': ['a', 1] | .allowed: ['a',1] (expected: an array of at least one string, and nothing else)",
                "decimal   | 'allowed': ['1'] | .allowed: ['1'] (expected: an array of at least one number, and nothing else)",
                "string    | 'notAfter': '2024-01-01' | .notAfter: '2024-01-01' (expected: no notAfter, for a column of type string)",
                "date      | 'notAfter': 'id' | .notAfter: 'id' (expected: a declared column of type date or timestamp, or a date such as 2024-12-31)",
                "date      | 'notBefore': 'nothing' | .notBefore: 'nothing' (expected: a declared column of type date or timestamp, or a date such as 2024-12-31)",
                "timestamp | 'notBefore': 5 | .notBefore: 5 (expected: a declared column of type date or timestamp, or a date such as 2024-12-31)"
            })
    void shouldHoldAColumnsRulesAgainstItsType(String type, String rules, String problem)
            throws JsonProcessingException {
        parse("{'columns': {'id': {'type': 'integer'}, 'a': {'type': '" + type + "', " + rules + "}}}");

        assertThat(problems).containsExactly(".columns.a" + problem.replace('\'', '"'));
    }

    @Test
    void shouldNameAllProblemsAtOnce() throws JsonProcessingException {
        parse("{'keys': [], 'columns': {'a': {'type': 'text'}, 'b': {'type': 'date', 'minimum': 1, 'pattern': ''}}}");

        assertThat(problems)
                .extracting(problem -> problem.substring(0, problem.indexOf(':')))
                .containsExactly(".keys", ".columns.a.type", ".columns.b.minimum", ".columns.b.pattern");
    }

    private TableContract parse(String contract) throws JsonProcessingException {
        return TableContract.parse(Json.readTree(contract.replace('\'', '"')), problems);
    }
}
