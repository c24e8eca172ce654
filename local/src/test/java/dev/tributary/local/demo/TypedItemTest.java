package dev.tributary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.ExactJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class TypedItemTest {

    private static final JsonNode ITEM = ExactJson.parse("""
            {"z": {"S": "ü"}, "n": {"N": "1.50"}, "a": {"BOOL": true}, "nil": {"NULL": true}, "b": {"B": "AQ=="},
             "ss": {"SS": ["x"]}, "ns": {"NS": ["2"]}, "bs": {"BS": ["AQ=="]}, "l": {"L": [{"M": {"k": {"N": "3"}}}]}}""");

    @Test
    void shouldBePlainAsInATrail() {
        assertThat(TypedItem.plain(ITEM)).hasToString("""
                {"a":true,"b":{"$binary":"AQ=="},"bs":{"$binarySet":["AQ=="]},"l":[{"k":3}],"n":1.50,"nil":null,\
                "ns":{"$numberSet":[2]},"ss":{"$stringSet":["x"]},"z":"ü"}""");
    }

    @Test
    void shouldBeWhatCallsTake() {
        SdkBytes one = SdkBytes.fromByteArray(new byte[] {1});

        assertThat(TypedItem.sdk(ITEM))
                .containsOnly(
                        Map.entry("z", AttributeValue.fromS("ü")),
                        Map.entry("n", AttributeValue.fromN("1.50")),
                        Map.entry("a", AttributeValue.fromBool(true)),
                        Map.entry("nil", AttributeValue.fromNul(true)),
                        Map.entry("b", AttributeValue.fromB(one)),
                        Map.entry("ss", AttributeValue.fromSs(List.of("x"))),
                        Map.entry("ns", AttributeValue.fromNs(List.of("2"))),
                        Map.entry("bs", AttributeValue.fromBs(List.of(one))),
                        Map.entry(
                                "l",
                                AttributeValue.fromL(
                                        List.of(AttributeValue.fromM(Map.of("k", AttributeValue.fromN("3")))))));
    }

    @Test
    void shouldRefuseAnUnknownType() {
        JsonNode item = ExactJson.parse("{\"x\": {\"Q\": 1}}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypedItem.plain(item))
                .withMessage("not DynamoDB's JSON: {\"Q\":1}");
        assertThatIllegalArgumentException().isThrownBy(() -> TypedItem.sdk(item));
    }
}
