package dev.tributary.local.source;

import static dev.tributary.local.source.LaneFixture.OK;
import static dev.tributary.local.source.LaneFixture.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterCriteriaTest {

    private static boolean matches(String pattern, String data) {
        return FilterCriteria.of(List.of(pattern))
                .matches(LaneFixture.record(1, "user-1", data.getBytes(UTF_8), START), LaneFixture.IDENTITY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "['a', 'b']             | {'x':'b'}        | true",
                "['a', 'b']             | {'x':'c'}        | false",
                "['a']                  | {'x':['c','a']}  | true",
                "['a']                  | {}               | false",
                "[300]                  | {'x':3.00e2}     | true",
                "['300']                | {'x':300}        | false",
                "[true, null]           | {'x':null}       | true",
                "[null]                 | {}               | false",
                "[{'prefix':'us-'}]     | {'x':'us-east'}  | true",
                "[{'prefix':'us-'}]     | {'x':'eu-us-'}   | false",
                "[{'suffix':'.png'}]    | {'x':'a.png'}    | true",
                "[{'suffix':'.png'}]    | {'x':'png'}      | false",
                "[{'anything-but':'a'}] | {'x':'b'}        | true",
                "[{'anything-but':'a'}] | {'x':'a'}        | false",
                "[{'anything-but':'a'}] | {}               | false",
                "[{'anything-but':[1,2]}] | {'x':3}        | true",
                "[{'anything-but':[1,2]}] | {'x':2.0}      | false",
                "[{'numeric':['=',5]}]  | {'x':5.0}        | true",
                "[{'numeric':['>',0,'<=',5]}] | {'x':5}    | true",
                "[{'numeric':['>',0,'<=',5]}] | {'x':0}    | false",
                "[{'numeric':['>=',0,'<',5]}] | {'x':0}    | true",
                "[{'numeric':['>=',0,'<',5]}] | {'x':5}    | false",
                "[{'numeric':['=',5]}]  | {'x':'5'}        | false",
                "[{'exists':true}]      | {'x':null}       | true",
                "[{'exists':true}]      | {'y':1}          | false",
                "[{'exists':false}]     | {'y':1}          | true",
                "[{'exists':false}]     | {'x':1}          | false",
                "{'y':['a']}            | {'x':{'y':'a'}}  | true",
                "{'y':['a']}            | {'x':{'y':'b'}}  | false",
                "{'y':['a']}            | {'x':'a'}        | false",
                "{'y':['a']}            | {'x':[{'y':'b'},{'y':'a'}]} | true",
                "{'y':[{'exists':false}]} | {}             | true",
            })
    void shouldMatchAFieldByItsRule(String rule, String data, boolean expected) {
        String pattern = "{'data':{'x':" + rule + "}}";

        assertThat(matches(pattern.replace('\'', '"'), data.replace('\'', '"'))).isEqualTo(expected);
    }

    @Test
    void shouldNeedAllFieldsOfAPatternAndAnyOfThePatterns() {
        String both = "{\"data\":{\"x\":[1],\"y\":[2]}}";

        assertThat(matches(both, "{\"x\":1,\"y\":2}")).isTrue();
        assertThat(matches(both, "{\"x\":1,\"y\":3}")).isFalse();
        assertThat(FilterCriteria.of(List.of(both, "{\"data\":{\"z\":[9]}}"))
                        .matches(LaneFixture.record(1, "k", "{\"z\":9}".getBytes(UTF_8), START), LaneFixture.IDENTITY))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no JSON", "", "{\"x\":1} trailing"})
    void shouldDropDataThatIsNotJsonWhenAFilterLooksIntoIt(String data) {
        assertThat(matches("{\"data\":{\"x\":[{\"exists\":false}]}}", data)).isFalse();
    }

    @Test
    void shouldMatchMetadataWhateverTheData() {
        assertThat(matches("{\"partitionKey\":[\"user-1\"]}", "no JSON")).isTrue();
        assertThat(matches("{\"partitionKey\":[\"user-2\"]}", "no JSON")).isFalse();
    }

    @Test
    void shouldMatchPlainTextByPlainValues() {
        assertThat(matches("{\"data\":[\"ping\"]}", "ping")).isTrue();
        assertThat(matches("{\"data\":[\"é\"]}", "é")).isTrue();
        assertThat(matches("{\"data\":[\"ping\"]}", "{\"x\":\"ping\"}")).isFalse();
    }

    @Test
    void shouldDropFilteredRecordsSilentlyAndCountThem() {
        LaneFixture fixture = LaneFixture.of(
                        Map.of(
                                "FilterCriteria",
                                Map.of("Filters", List.of(Map.of("Pattern", "{\"sequenceNumber\":[\"2\"]}")))),
                        records -> OK)
                .deliver(3);

        assertThat(fixture.invocations).containsExactly(List.of(2));
        assertThat(fixture.mapping.report()).isEqualTo(new MappingReport(1, 0, 1, 0, 2));
        assertThat(fixture.givenUp).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{}",
                "{\"data\":\"x\"}",
                "{\"data\":[]}",
                "{\"data\":{\"x\":[{\"wildcard\":\"*\"}]}}",
                "{\"data\":{\"x\":[{\"prefix\":1}]}}",
                "{\"data\":{\"x\":[{\"exists\":1}]}}",
                "{\"data\":{\"x\":[{\"prefix\":\"a\",\"suffix\":\"b\"}]}}",
                "{\"data\":{\"x\":[{\"anything-but\":{\"prefix\":\"a\"}}]}}",
                "{\"data\":{\"x\":[{\"numeric\":[\">\"]}]}}",
                "{\"data\":{\"x\":[{\"numeric\":[\"!\",1]}]}}",
                "{\"data\":{\"x\":[{\"numeric\":[\">\",\"1\"]}]}}"
            })
    void shouldRefuseAPatternThatItDoesNotUnderstand(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FilterCriteria.of(List.of(pattern)))
                .withMessageContaining("(expected: ");
    }
}
