package dev.tributary.local.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies and attributes after the examples of the developer guide. */
class FilterPolicyTest {

    private static final Map<String, MessageAttribute> ATTRIBUTES = Map.of(
            "store", new MessageAttribute("String", "example_corp"),
            "interests", new MessageAttribute("String.Array", "[\"rugby\", \"baseball\", 7, true, null]"),
            "price", new MessageAttribute("Number", "3.015e2"),
            "proof", new MessageAttribute("Binary", "AP8="),
            "broken", new MessageAttribute("String.Array", "rugby"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'store': ['example_corp']} | true",
                "{'store': ['Example_Corp']} | false",
                "{'store': ['other', 'example_corp']} | true",
                "{'store': [{'prefix': 'example'}]} | true",
                "{'store': [{'suffix': 'corp'}]} | true",
                "{'store': [{'anything-but': 'example_corp'}]} | false",
                "{'store': [{'anything-but': ['other']}]} | true",
                "{'store': [{'exists': true}]} | true",
                "{'store': [{'exists': false}]} | false",
                "{'missing': [{'exists': false}]} | true",
                "{'missing': [{'anything-but': 'x'}]} | false",
                "{'store': ['example_corp'], 'missing': ['x']} | false",
                "{'interests': ['rugby']} | true",
                "{'interests': ['tennis']} | false",
                "{'interests': [{'anything-but': ['rugby']}]} | true",
                "{'interests': [7]} | true",
                "{'interests': [true]} | true",
                "{'interests': [null]} | true",
                "{'price': [301.5]} | true",
                "{'price': ['3.015e2']} | false",
                "{'price': [{'numeric': ['=', 301.50]}]} | true",
                "{'price': [{'numeric': ['>', 0, '<=', 301.5]}]} | true",
                "{'price': [{'numeric': ['<', 301.5]}]} | false",
                "{'store': [{'numeric': ['<', 1]}]} | false",
                "{'proof': [{'exists': true}]} | false",
                "{'broken': ['rugby']} | false"
            })
    void shouldLookAtAttributes(String policy, boolean accepted) {
        FilterPolicy filter = new FilterPolicy(json(policy), FilterPolicy.Scope.ATTRIBUTES);

        assertThat(filter.accepts(message("body", ATTRIBUTES))).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'event': ['INSERT']} | {'event': 'INSERT'} | true",
                "{'event': ['INSERT']} | {'event': 'REMOVE'} | false",
                "{'keys': {'id': [{'prefix': 'a'}]}} | {'keys': {'id': 'a1'}} | true",
                "{'keys': {'id': ['b']}} | {'keys': [{'id': 'a'}, {'id': 'b'}]} | true",
                "{'n': [{'numeric': ['>=', 5]}]} | {'n': 5} | true",
                "{'event': [{'exists': false}]} | {} | true",
                "{'event': [{'exists': false}]} | plain text | false",
                "{'event': [{'exists': false}]} | [] | false"
            })
    void shouldLookAtTheBody(String policy, String body, boolean accepted) {
        FilterPolicy filter = new FilterPolicy(json(policy), FilterPolicy.Scope.BODY);

        assertThat(filter.accepts(message(json(body), ATTRIBUTES))).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "store | FilterPolicy: store (expected: JSON)",
                "[] | FilterPolicy: [] (expected: an object with a field at least)",
                "{'store': 'x'} | expected: an object, or a list of alternatives",
                "{'store': [{'cidr': '10.0.0.0/8'}]} | expected: prefix, suffix, anything-but, numeric or exists",
                "{'keys': {'id': ['a']}} | expected: nothing nested, except with the scope MessageBody",
                "{'a':[1],'b':[1],'c':[1],'d':[1],'e':[1],'f':[1]} | 6 keys (expected: at most 5)"
            })
    void shouldRefuseWhatIsNoPolicy(String policy, String message) {
        assertThatThrownBy(() -> new FilterPolicy(json(policy), FilterPolicy.Scope.ATTRIBUTES))
                .isInstanceOf(SnsException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldCountCombinationsByDepth() {
        String list = "['1','2','3','4','5']";
        String most = "{'a': {'b': " + list + "}, 'c': " + list + ", 'd': ['1','2','3']}";

        assertThat(new FilterPolicy(json(most), FilterPolicy.Scope.BODY)).isNotNull();
        assertThatThrownBy(() -> new FilterPolicy(json(most.replace("'3']", "'3','4']")), FilterPolicy.Scope.BODY))
                .hasMessageContaining("200 combinations of values (expected: at most 150)");
    }

    private static Message message(String body, Map<String, MessageAttribute> attributes) {
        return new Message("id", Instant.EPOCH, null, body, attributes);
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
