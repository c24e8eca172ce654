package dev.tributary.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceSourcesTest {

    private static final String KEY = "'key': {'id': '/id'}";

    private final List<String> problems = new ArrayList<>();

    @Test
    void shouldReadEverySetting() {
        List<ReferenceSource> sources = parse("""
                [{'name': 'price', 'table': 'prices',
                  'key': {'sku': {'pointer': '/item/sku', 'type': 'N'}, 'region': '/region'},
                  'attributes': ['price', 'currency'], 'into': '', 'required': true, 'ttlSeconds': 60}]
                """);

        assertThat(problems).isEmpty();
        assertThat(sources)
                .containsExactly(new ReferenceSource(
                        "price",
                        "prices",
                        List.of(
                                new KeyAttribute("sku", KeyType.N, JsonPointer.compile("/item/sku")),
                                new KeyAttribute("region", KeyType.S, JsonPointer.compile("/region"))),
                        List.of("price", "currency"),
                        "",
                        true,
                        Duration.ofMinutes(1)));
    }

    @Test
    void shouldHaveDefaults() {
        assertThat(parse("[{'name': 'user', 'table': 'users', 'key': {'id': '/id'}, 'into': 'user'}]"))
                .containsExactly(Sources.users());
        assertThat(problems).isEmpty();
    }

    @Test
    void shouldTakeNoSources() {
        assertThat(parse("[]")).isEmpty();
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                        | : {} (expected: an array of sources)",
                "'users'                   | : 'users' (expected: an array of sources)",
                "[1]                       | [0]: 1 (expected: an object)",
                "[{}]                      | [0].name: missing (expected: a string that is not empty)",
                "[{'name': ' '}]           | [0].name: ' ' (expected: a string that is not empty)",
                "[{'name': 7}]             | [0].name: 7 (expected: a string that is not empty)",
                "[{}]                      | [0].table: missing (expected: a string that is not empty)",
                "[{}]                      | [0].into: missing (expected: a string)",
                "[{'into': null}]          | [0].into: null (expected: a string)",
                "[{}]                      | [0].key: missing (expected: an object of one or two key attributes, the partition key first)",
                "[{'key': {}}]             | [0].key: {} (expected: an object of one or two key attributes, the partition key first)",
                "[{'key': {'a': 1}}]       | [0].key.a: 1 (expected: a JSON pointer such as /user_id)",
                "[{'key': {'a': 'id'}}]    | [0].key.a: 'id' (expected: a JSON pointer such as /user_id)",
                "[{'key': {'a': ''}}]      | [0].key.a: '' (expected: a JSON pointer such as /user_id)",
                "[{'key': {'a': {}}}]      | [0].key.a: missing (expected: a JSON pointer such as /user_id)",
                "[{'key': {'a': {'pointer': '/a', 'type': 'B'}}}] | [0].key.a.type: 'B' (expected: 'S' or 'N')",
                "[{'key': {'a': {'pointer': '/a', 'typ': 'N'}}}]  | [0].key.a.typ: unknown (expected: one of pointer, type)",
                "[{'attributes': []}]      | [0].attributes: [] (expected: an array of attribute names, or none for all)",
                "[{'attributes': 'a'}]     | [0].attributes: 'a' (expected: an array of attribute names, or none for all)",
                "[{'attributes': [1]}]     | [0].attributes: 1 (expected: a string that is not empty)",
                "[{'required': 'yes'}]     | [0].required: 'yes' (expected: true or false)",
                "[{'ttlSeconds': -1}]      | [0].ttlSeconds: -1 (expected: 0-86400)",
                "[{'ttlSeconds': 86401}]   | [0].ttlSeconds: 86401 (expected: 0-86400)",
                "[{'ttlSeconds': 1.5}]     | [0].ttlSeconds: 1.5 (expected: 0-86400)",
                "[{'ttlSeconds': 18446744073709551616}] | [0].ttlSeconds: 18446744073709551616 (expected: 0-86400)",
                "[{'ttl': 5}]              | [0].ttl: unknown (expected: one of attributes, into, key, name, required, table, ttlSeconds)"
            })
    void shouldNameThePlaceTheValueAndTheExpectation(String setting, String problem) {
        parse(setting);

        assertThat(problems).contains(problem.replace('\'', '"'));
    }

    @Test
    void shouldNameTheProblemsOfEverySource() {
        parse("[{'name': 'a', 'table': 't', " + KEY + ", 'into': 'a'}, 1, {'name': 'b', 'into': 'b', " + KEY + "}]");

        assertThat(problems)
                .contains("[1]: 1 (expected: an object)", "[2].table: missing (expected: a string that is not empty)")
                .noneMatch(problem -> problem.startsWith("[0]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a | t | a | u | b | id | : two sources named a (expected: names of their own)",
                "a | t | b | u | a | id | : two sources into a (expected: fields of their own)",
                "a | t | b | t | b | no | : sources a and b read table t by different keys (expected: the table's key attributes, in the same order)"
            })
    void shouldHoldSourcesAgainstEachOther(
            String name,
            String table,
            String otherName,
            String otherTable,
            String otherInto,
            String otherKey,
            String problem) {
        parse(("[{'name': '%s', 'table': '%s', 'key': {'id': '/id'}, 'into': 'a'},"
                        + " {'name': '%s', 'table': '%s', 'key': {'%s': '/id'}, 'into': '%s'}]")
                .formatted(name, table, otherName, otherTable, otherKey, otherInto));

        assertThat(problems).containsExactly(problem);
    }

    @Test
    void shouldTakeSourcesThatMergeAtTheTopAndShareATable() {
        parse("[{'name': 'a', 'table': 't', 'key': {'id': '/a'}, 'into': ''},"
                + " {'name': 'b', 'table': 't', 'key': {'id': '/b'}, 'into': ''}]");

        assertThat(problems).isEmpty();
    }

    private List<ReferenceSource> parse(String setting) {
        return ReferenceSources.parse(Sources.json(setting), problems);
    }
}
