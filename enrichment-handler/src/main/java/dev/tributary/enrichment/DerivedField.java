package dev.tributary.enrichment;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.batch.RejectedRecordException;
import dev.tributary.json.Json;
import dev.tributary.reference.ReferenceSources;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A field that is computed from others, in decimal: {@code {"field": "totalValue", "multiply": ["/quantity",
 * "/product/price"]}}. Operands are numbers, or strings that are numbers; where one is missing, so is the result.
 *
 * @param field the event's field that takes the result
 * @param operation what is done with the operands
 * @param operands where the enriched event holds them; two or more
 */
record DerivedField(String field, Operation operation, List<JsonPointer> operands) {

    /** 38 digits, as DynamoDB holds them; also what keeps 1e1000 + 1 from filling the memory. */
    private static final MathContext PRECISION = new MathContext(38, RoundingMode.HALF_EVEN);

    private static final Set<String> OPERATIONS = Set.of("add", "subtract", "multiply");

    enum Operation {
        ADD,
        SUBTRACT,
        MULTIPLY
    }

    /** Reads the setting's list; what is wrong with it goes to {@code problems}. */
    static List<DerivedField> parse(JsonNode node, List<String> problems) {
        if (!node.isArray()) {
            problems.add(": " + Json.writeAscii(node) + " (expected: an array)");
            return List.of();
        }
        List<DerivedField> fields = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            parseOne("[" + i + "]", node.get(i), fields, problems);
        }
        checkNames(fields, problems);
        return fields;
    }

    private static void parseOne(String at, JsonNode node, List<DerivedField> fields, List<String> problems) {
        JsonNode field = node.path("field");
        List<String> operations = OPERATIONS.stream().filter(node::has).sorted().toList();
        if (!field.isTextual() || field.textValue().isBlank() || operations.size() != 1 || node.size() != 2) {
            problems.add(at + ": " + Json.writeAscii(node)
                    + " (expected: {\"field\": name, and one of \"add\", \"subtract\", \"multiply\": [pointers]})");
            return;
        }
        String operation = operations.get(0);
        JsonNode operands = node.get(operation);
        if (!operands.isArray() || operands.size() < 2) {
            problems.add(at + "." + operation + ": " + Json.writeAscii(operands)
                    + " (expected: an array of two or more JSON pointers)");
            return;
        }
        List<JsonPointer> pointers = new ArrayList<>();
        operands.forEach(operand -> pointers.add(ReferenceSources.pointer(at + "." + operation, operand, problems)));
        fields.add(new DerivedField(
                field.textValue(), Operation.valueOf(operation.toUpperCase(Locale.ROOT)), List.copyOf(pointers)));
    }

    private static void checkNames(List<DerivedField> fields, List<String> problems) {
        Set<String> taken = new HashSet<>(Set.of(Enrichment.STATUS_FIELD));
        for (DerivedField one : fields) {
            if (!taken.add(one.field)) {
                problems.add(": field " + one.field + " (expected: a field of its own, and not "
                        + Enrichment.STATUS_FIELD + ", which tells what was found)");
            }
        }
    }

    /**
     * Computes the field and puts it into the event, if all operands are there.
     *
     * @throws RejectedRecordException if an operand is no number, the result's exponent is out of range, or the event
     *     has a field of this name already
     */
    void apply(ObjectNode event) throws RejectedRecordException {
        JsonNode result;
        try {
            BigDecimal number = compute(event);
            if (number == null) {
                return;
            }
            result = event.numberNode(number);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new RejectedRecordException(
                    "derive",
                    "NUMBER_OUT_OF_RANGE",
                    "field " + field + ": a result with an exponent out of range (expected: at most "
                            + Json.MAX_EXPONENT + ")");
        }
        if (event.has(field)) {
            throw new RejectedRecordException(
                    "derive",
                    "FIELD_COLLISION",
                    "field " + field + ": already in the event (expected: none, since it is derived)");
        }
        event.set(field, result);
    }

    private @Nullable BigDecimal compute(ObjectNode event) throws RejectedRecordException {
        BigDecimal result = null;
        for (JsonPointer operand : operands) {
            JsonNode value = event.at(operand);
            if (value.isMissingNode() || value.isNull()) {
                return null;
            }
            BigDecimal number = number(value, operand);
            result = result == null ? number.round(PRECISION) : combine(result, number);
        }
        return result;
    }

    private BigDecimal combine(BigDecimal left, BigDecimal right) {
        return switch (operation) {
            case ADD -> left.add(right, PRECISION);
            case SUBTRACT -> left.subtract(right, PRECISION);
            case MULTIPLY -> left.multiply(right, PRECISION);
        };
    }

    private BigDecimal number(JsonNode value, JsonPointer at) throws RejectedRecordException {
        try {
            if (value.isNumber()) {
                return value.decimalValue();
            }
            if (value.isTextual() && value.textValue().length() <= Json.MAX_NUMBER_LENGTH) {
                return new BigDecimal(value.textValue().strip());
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new RejectedRecordException(
                "derive",
                "INVALID_NUMBER",
                at + ": a JSON " + Json.typeName(value) + " that is no number (expected: a number, since " + field
                        + " is derived from it)");
    }
}
