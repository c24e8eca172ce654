package dev.tributary.change;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectTypesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            io.debezium.time.Date           | 0                    | "1970-01-01"
            io.debezium.time.Date           | -2147483648          | "-5877641-06-23"
            io.debezium.time.Date           | 2147483648           |
            io.debezium.time.Date           | 1.0                  |
            io.debezium.time.Date           | "0"                  |
            io.debezium.time.Timestamp      | -1                   | "1969-12-31T23:59:59.999Z"
            io.debezium.time.Timestamp      | 9223372036854775807  | "+292278994-08-17T07:12:55.807Z"
            io.debezium.time.MicroTimestamp | -9223372036854775808 | "-290308-12-21T19:59:05.224192Z"
            io.debezium.time.NanoTimestamp  | -1                   | "1969-12-31T23:59:59.999999999Z"
            io.debezium.time.NanoTimestamp  | 9223372036854775808  |
            io.debezium.time.MicroTime      | 0                    | "00:00:00"
            io.debezium.time.MicroTime      | 86399999999          | "23:59:59.999999"
            io.debezium.time.MicroTime      | 86400000000          | "24:00:00"
            io.debezium.time.MicroTime      | -3020399000000       | "-838:59:59"
            io.debezium.time.MicroTime      | -1000                | "-00:00:00.001"
            io.debezium.time.NanoTime       | 1000000              | "00:00:00.001"
            io.debezium.time.NanoTime       | 1000                 | "00:00:00.000001"
            io.debezium.time.NanoTime       | 10                   | "00:00:00.000000010"
            io.debezium.time.NanoTime       | -9223372036854775807 | "-2562047:47:16.854775807"
            io.debezium.time.NanoTime       | -9223372036854775808 |
            io.debezium.time.Time           | 3661001              | "01:01:01.001"
            io.debezium.time.Time           | true                 |
            """)
    void shouldReadTimes(String name, String value, String expected) throws Exception {
        assertThat(decode("int64", name, json(value))).isEqualTo(expected == null ? null : json(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            int8    | -128                | true
            int8    | 128                 | false
            int16   | 32767               | true
            int16   | -32769              | false
            int32   | 2147483647          | true
            int32   | 1.5                 | false
            int64   | 9223372036854775807 | true
            int64   | 9223372036854775808 | false
            int64   | "1"                 | false
            float   | 1.5                 | true
            float   | "-Infinity"         | true
            double  | 1                   | true
            double  | "1"                 | false
            boolean | true                | true
            boolean | "true"              | false
            string  | "a"                 | true
            string  | 1                   | false
            bytes   | "AA=="              | true
            bytes   | []                  | false
            array   | []                  | true
            array   | {}                  | false
            map     | {}                  | true
            map     | [["a", 1]]          | true
            map     | "a"                 | false
            struct  | {}                  | true
            struct  | []                  | false
            int65   | 1                   | false
            """)
    void shouldLeaveWhatFitsAsItIs(String type, String value, boolean fits) throws Exception {
        JsonNode node = json(value);

        assertThat(decode(type, null, node)).isEqualTo(fits ? node : null);
        assertThat(decode(type, "com.acme.Own", node)).isEqualTo(fits ? node : null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"scale": 2, "value": "AfQ="}    | 5.00
            {"scale": -3, "value": "Bw=="}   | 7E+3
            {"scale": 1000, "value": "Bw=="} | 7E-1000
            {"scale": 1001, "value": "Bw=="} |
            {"scale": "2", "value": "AfQ="}  | 5.00
            {"scale": 0, "value": "/w=="}    | -1
            {"scale": 0, "value": ""}        |
            {"scale": 0, "value": 5}         | 5
            {"scale": 0}                     |
            {"value": "AA=="}                |
            {"scale": 99999999999, "value": "AA=="} |
            "AA=="                           |
            """)
    void shouldReadDecimalsOfAnyScale(String value, String expected) throws Exception {
        JsonNode decoded = decode("struct", "io.debezium.data.VariableScaleDecimal", json(value));

        assertThat(decoded == null ? null : decoded.asText())
                .isEqualTo(expected == null ? null : json(expected).asText());
    }

    @Property
    void shouldLoseNothingOfADecimal(@ForAll("decimals") BigDecimal number) throws Exception {
        JsonNode decoded = decode(
                decimalSchema(number.scale()),
                TextNode.valueOf(Base64.getEncoder()
                        .encodeToString(number.unscaledValue().toByteArray())));

        assertThat(decoded).isEqualTo(DecimalNode.valueOf(number));
        // And it comes back from the line that it is written into.
        ObjectNode line = Json.object().set("n", decoded);
        assertThat(Json.readObject(Json.write(line)).path("n").decimalValue()).isEqualByComparingTo(number);
    }

    @Property
    void shouldRefuseDecimalsThatNoReaderTakes(@ForAll("longNumbers") BigInteger number) {
        String base64 = Base64.getEncoder().encodeToString(number.toByteArray());

        assertThat(decode(decimalSchema(0), TextNode.valueOf(base64))).isNull();
    }

    @Property
    void shouldReadEveryTimeOfTheDay(@ForAll @LongRange(min = 0, max = 86_399_999_999_999L) long nanos) {
        String time = text("int64", "io.debezium.time.NanoTime", nanos);

        assertThat(LocalTime.parse(time).toNanoOfDay()).isEqualTo(nanos);
    }

    @Property
    void shouldReadEveryTimestampAndDate(@ForAll long value, @ForAll int days) {
        String timestamp = text("int64", "io.debezium.time.MicroTimestamp", value);
        String date = text("int32", "io.debezium.time.Date", days);

        assertThat(timestamp)
                .isEqualTo(Instant.EPOCH.plus(value, ChronoUnit.MICROS).toString());
        assertThat(LocalDate.parse(date).toEpochDay()).isEqualTo(days);
    }

    @Provide
    Arbitrary<BigDecimal> decimals() {
        BigInteger most = BigInteger.TEN.pow(92).subtract(BigInteger.ONE);
        return Combinators.combine(
                        Arbitraries.bigIntegers().between(most.negate(), most),
                        Arbitraries.integers().between(-1_000, 1_000))
                .as(BigDecimal::new);
    }

    @Provide
    Arbitrary<BigInteger> longNumbers() {
        return Arbitraries.bigIntegers().between(BigInteger.TEN.pow(92), BigInteger.TEN.pow(400));
    }

    private static ObjectNode decimalSchema(int scale) {
        ObjectNode schema = Json.object().put("type", "bytes").put("name", "org.apache.kafka.connect.data.Decimal");
        schema.putObject("parameters").put("scale", Integer.toString(scale));
        return schema;
    }

    private static @Nullable JsonNode decode(String type, @Nullable String name, JsonNode value) {
        ObjectNode schema = Json.object().put("type", type);
        return decode(name == null ? schema : schema.put("name", name), value);
    }

    private static @Nullable JsonNode decode(ObjectNode schema, JsonNode value) {
        return ConnectTypes.decode(schema, value);
    }

    private static String text(String type, String name, long value) {
        return requireNonNull(decode(type, name, LongNode.valueOf(value))).textValue();
    }

    private static JsonNode json(String text) throws Exception {
        return Changes.json("{\"v\": " + text + "}").path("v");
    }
}
