package dev.tributary.enrichment;

import static dev.tributary.enrichment.HandlerFixture.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.batch.RejectedRecordException;
import dev.tributary.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// What fills the memory with digits would take longer, or end in an error.
@Timeout(10)
class DerivedFieldTest {

    @ParameterizedTest
    @CsvSource({
        "add,      0.1,   0.2,    0.3",
        "subtract, 0.3,   0.1,    0.2",
        "multiply, 5,     49.99,  249.95",
        "multiply, 3,     1.50,   4.50",
        "multiply, -2,    0.5,    -1.0",
        "add,      1,     -1,     0",
        "subtract, 1,     1.00,   0.00",
        "multiply, 0,     1e400,  0E+400",
        "multiply, 1e400, 1e400,  1E+800"
    })
    void shouldComputeInDecimal(String operation, String a, String b, String result) throws RejectedRecordException {
        assertThat(compute(operation, a, b)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({
        "multiply, 11111111111111111111, 1000000000000000001, 11111111111111111122111111111111111111",
        "add, 99999999999999999999999999999999999999, 0.4, 99999999999999999999999999999999999999",
        "add, 99999999999999999999999999999999999999, 0.5, 1.0000000000000000000000000000000000000E+38",
        "subtract, 1, 1e-38, 0.99999999999999999999999999999999999999"
    })
    void shouldKeep38Digits(String operation, String a, String b, String result) throws RejectedRecordException {
        assertThat(compute(operation, a, b)).isEqualTo(result);
    }

    @Test
    void shouldRoundAnOperandOfMoreDigits() throws RejectedRecordException {
        assertThat(compute("multiply", "1." + "1".repeat(90), "1")).isEqualTo("1." + "1".repeat(37));
    }

    @ParameterizedTest
    @CsvSource({
        "add,      1e900,   1,        1.0000000000000000000000000000000000000E+900",
        "add,      1,       1e900,    1.0000000000000000000000000000000000000E+900",
        "subtract, 1e900,   1e-900,   1.0000000000000000000000000000000000000E+900",
        "multiply, 1e400,   1e400,    1E+800",
        "multiply, 1e-400,  1e-400,   1E-800"
    })
    void shouldComputeWithHugeExponentsInFewDigits(String operation, String a, String b, String result)
            throws RejectedRecordException {
        assertThat(compute(operation, a, b)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({
        "multiply, 1e600,         1e600",
        "add,      1e999999999,   1",
        "multiply, 1e1999999999,  1e1999999999",
        "multiply, 1e-1999999999, 1e-1999999999",
        "add,      0e-2147483647, 1e2147483647"
    })
    void shouldSetAsideAResultOutOfRange(String operation, String a, String b) {
        assertThatThrownBy(() -> compute(operation, text(a), text(b)))
                .isInstanceOfSatisfying(RejectedRecordException.class, e -> {
                    assertThat(e.rejection().stage()).isEqualTo("derive");
                    assertThat(e.rejection().reason()).isEqualTo("NUMBER_OUT_OF_RANGE");
                    assertThat(e.rejection().message()).startsWith("field result: ");
                });
    }

    @Test
    void shouldSetAsideAnOperandThatRoundsOutOfRange() {
        assertThatThrownBy(() -> compute("add", text("9".repeat(60) + "e2147483647"), "1"))
                .isInstanceOf(RejectedRecordException.class)
                .hasMessage("field result: a result with an exponent out of range (expected: at most 1000)");
    }

    @Test
    void shouldTakeMoreThanTwoOperandsFromTheLeft() throws RejectedRecordException {
        DerivedField field = parse("{\"field\": \"left\", \"subtract\": [\"/a\", \"/b\", \"/c/0\"]}");
        ObjectNode event = object("{\"a\": 10, \"b\": 3, \"c\": [2]}");

        field.apply(event);

        assertThat(event.path("left").toString()).isEqualTo("5");
    }

    @ParameterizedTest
    @CsvSource({"'\"49.99\"', 99.98", "'\" 2 \"', 4", "'\"1e2\"', 2E+2", "'\"-0.5\"', -1.0"})
    void shouldTakeTextThatIsANumber(String text, String result) throws RejectedRecordException {
        assertThat(compute("multiply", text, "2")).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"a\":1}", "{\"b\":1}", "{\"a\":1,\"b\":null}", "{\"a\":null,\"b\":\"x\"}"})
    void shouldComputeNothingWhereAnOperandIsMissing(String text) throws RejectedRecordException {
        ObjectNode event = object(text);

        field("add").apply(event);

        assertThat(event).isEqualTo(json(text));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"s3cret\"', string",
        "'\"\"',       string",
        "true,         boolean",
        "{},           object",
        "[],           array",
        "'\"NaN\"',    string"
    })
    void shouldSetAsideAnOperandThatIsNoNumber(String operand, String type) {
        assertThatThrownBy(() -> compute("add", "1", operand))
                .isInstanceOf(RejectedRecordException.class)
                .hasMessage("/b: a JSON " + type + " that is no number "
                        + "(expected: a number, since result is derived from it)");
    }

    @Test
    void shouldSetAsideATextOfTooManyDigits() {
        assertThatThrownBy(() -> compute("add", "1", '"' + "9".repeat(101) + '"'))
                .isInstanceOfSatisfying(
                        RejectedRecordException.class,
                        e -> assertThat(e.rejection().reason()).isEqualTo("INVALID_NUMBER"));
    }

    @Test
    void shouldSetAsideAnEventThatHasTheFieldAlready() {
        assertThatThrownBy(() -> field("add").apply(object("{\"a\":1,\"b\":2,\"result\":3}")))
                .isInstanceOf(RejectedRecordException.class)
                .hasMessage("field result: already in the event (expected: none, since it is derived)");
    }

    /** The result as it is written. */
    /** As text, which no parser of JSON bounds. */
    private static String text(String number) {
        return '"' + number + '"';
    }

    private static String compute(String operation, String a, String b) throws RejectedRecordException {
        ObjectNode event = object("{\"a\":" + a + ",\"b\":" + b + "}");
        field(operation).apply(event);
        ObjectNode result = Json.object();
        result.set("r", event.path("result"));
        String line = new String(Json.write(result), UTF_8);
        return line.substring("{\"r\":".length(), line.length() - 1);
    }

    private static DerivedField field(String operation) {
        return parse("{\"field\": \"result\", \"" + operation + "\": [\"/a\", \"/b\"]}");
    }

    private static DerivedField parse(String setting) {
        List<String> problems = new ArrayList<>();
        List<DerivedField> fields = DerivedField.parse(json("[" + setting + "]"), problems);
        assertThat(problems).isEmpty();
        return fields.get(0);
    }

    private static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }
}
