package dev.tributary.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any item, through plain JSON as bytes, comes back as it was; sets sorted, as they have no order. */
class DynamoDbJsonPropertyTest {

    @Property
    void shouldLoseNothing(@ForAll("items") ObjectNode item) throws InvalidChangeException, InvalidJsonException {
        byte[] line = Json.write(DynamoDbJson.plain(item));

        assertThat(DynamoDbJson.typed(Json.readObject(line))).isEqualTo(item);
    }

    @Property
    void shouldGiveEachItemAPlainFormOfItsOwn(@ForAll("items") ObjectNode one, @ForAll("items") ObjectNode other)
            throws InvalidChangeException {
        assertThat(DynamoDbJson.plain(one).equals(DynamoDbJson.plain(other))).isEqualTo(one.equals(other));
    }

    @Provide
    Arbitrary<ObjectNode> items() {
        return attributes(values(4));
    }

    private static Arbitrary<JsonNode> values(int depth) {
        Arbitrary<JsonNode> scalars = Arbitraries.oneOf(
                texts().map(text -> typed("S", TextNode.valueOf(text))),
                numbers().map(number -> typed("N", TextNode.valueOf(number.toString()))),
                binaries().map(base64 -> typed("B", TextNode.valueOf(base64))),
                Arbitraries.of(true, false).map(value -> Json.object().put("BOOL", value)),
                Arbitraries.just(Json.object().put("NULL", true)),
                sets("SS", texts(), text -> text),
                sets("NS", numbers().map(BigDecimal::stripTrailingZeros), BigDecimal::toString),
                sets("BS", binaries(), base64 -> base64));
        if (depth == 0) {
            return scalars;
        }
        Arbitrary<JsonNode> inner = Arbitraries.lazy(() -> values(depth - 1));
        return Arbitraries.oneOf(
                scalars,
                attributes(inner).map(map -> typed("M", map)),
                inner.list().ofMaxSize(3).map(list -> typed("L", array(list))));
    }

    private static Arbitrary<ObjectNode> attributes(Arbitrary<JsonNode> values) {
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.of("$binary", "$stringSet", "$numberSet", "$binarySet", "$map", "$", "S", "M"), texts());
        return Arbitraries.maps(names, values).ofMaxSize(3).map(map -> {
            ObjectNode attributes = Json.object();
            return attributes.setAll(map);
        });
    }

    private static Arbitrary<String> texts() {
        // Every character that UTF-8 can hold; edge cases among them the empty text and the ends of Unicode.
        return Arbitraries.strings().all().ofMaxLength(5).filter(text -> text.codePoints()
                .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /** DynamoDB's numbers: 38 digits, 1E-130 to 9.9…9E+125, in the text that the decimal has itself. */
    private static Arbitrary<BigDecimal> numbers() {
        return Combinators.combine(
                        Arbitraries.bigIntegers().between(TEN_38.negate(), TEN_38),
                        Arbitraries.integers().between(-88, 130))
                .as(BigDecimal::new);
    }

    private static final BigInteger TEN_38 = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);

    private static Arbitrary<String> binaries() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(5).map(Base64.getEncoder()::encodeToString);
    }

    private static <T extends Comparable<T>> Arbitrary<JsonNode> sets(
            String type, Arbitrary<T> elements, Function<T, String> text) {
        return elements.set()
                .ofMaxSize(4)
                .map(set -> typed(
                        type,
                        array(set.stream()
                                .sorted()
                                .map(text)
                                .map(TextNode::valueOf)
                                .toList())));
    }

    private static ArrayNode array(List<? extends JsonNode> elements) {
        return Json.object().arrayNode().addAll(elements);
    }

    private static ObjectNode typed(String type, JsonNode value) {
        return Json.object().set(type, value);
    }
}
