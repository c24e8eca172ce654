package dev.tributary.stream.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.batch.RejectedRecordException;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import dev.tributary.stream.event.EventSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas that ship, by what they take and refuse. */
class EventTypesTest {

    private static final String ACTIVITY = "{'user_id':'u','action':'a'}";
    private static final String ORDER =
            "{'order_id':'o','customer_id':'c','type':'created','items':[{}],'total_amount':1,'currency':'USD'}";
    private static final String PAYMENT = "{'payment_id':'p','order_id':'o','type':'captured','amount':1}";

    private static final Pattern PLACE = Pattern.compile("(?:^|; )(/\\w+)");

    @ParameterizedTest
    @ValueSource(strings = {"user_activity", "orders", "payments"})
    void shouldTakeTheExamples(String type) {
        JsonNode examples = source(type).path("examples");

        assertThat(examples).isNotEmpty().allSatisfy(example -> assertThat(problems(type, (ObjectNode) example))
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_activity", "orders", "payments"})
    void shouldDescribeEveryField(String type) {
        assertThat(source(type).path("properties")).allSatisfy(field -> {
            assertThat(field.path("title").textValue()).isNotBlank();
            assertThat(field.path("description").textValue()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "user_activity,user_id",
        "user_activity,action",
        "orders,order_id",
        "orders,customer_id",
        "orders,type",
        "orders,items",
        "orders,total_amount",
        "orders,currency",
        "payments,payment_id",
        "payments,order_id",
        "payments,type",
        "payments,amount"
    })
    void shouldAskForWhatAnEventNeeds(String type, String field) {
        ObjectNode event = sample(type);
        assertThat(problems(type, event)).isEmpty();

        event.remove(field);

        assertThat(problems(type, event)).containsExactly("/" + field);
    }

    @ParameterizedTest
    @CsvSource({
        "user_activity,user_id,256",
        "user_activity,action,128",
        "user_activity,event_id,128",
        "orders,order_id,256",
        "orders,customer_id,256",
        "orders,event_id,128",
        "payments,payment_id,256",
        "payments,order_id,256",
        "payments,event_id,128"
    })
    void shouldBoundTexts(String type, String field, int most) {
        assertThat(problems(type, sample(type).put(field, "x".repeat(most)))).isEmpty();
        assertThat(problems(type, sample(type).put(field, "x".repeat(most + 1))))
                .containsExactly("/" + field);
        assertThat(problems(type, sample(type).put(field, ""))).containsExactly("/" + field);
        assertThat(problems(type, sample(type).put(field, 1))).containsExactly("/" + field);
        assertThat(problems(type, sample(type).putNull(field))).containsExactly("/" + field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_activity", "orders", "payments"})
    void shouldKeepUnknownFields(String type) {
        assertThat(problems(type, sample(type).put("campaign", 7))).isEmpty();
    }

    @Test
    void shouldAskForAnObjectAsMetadata() {
        ObjectNode event = sample("user_activity");
        event.putObject("metadata").putObject("nested").put("page", 1);
        assertThat(problems("user_activity", event)).isEmpty();

        assertThat(problems("user_activity", event.put("metadata", "page"))).containsExactly("/metadata");
    }

    @ParameterizedTest
    @ValueSource(strings = {"updated", "cancelled", "fulfilled"})
    void shouldAskForItemsAndTotalOfACreationAlone(String status) {
        ObjectNode event = Entity.body("{'order_id':'o','customer_id':'c'}").put("type", status);

        assertThat(problems("orders", event)).isEmpty();
    }

    @Test
    void shouldAskForTheCurrencyOfEveryTotal() {
        ObjectNode event = sample("orders").put("type", "updated");
        event.remove("currency");

        assertThat(problems("orders", event)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "[1]", "'x'"})
    void shouldAskForItemsThatAreObjects(String items) {
        ObjectNode event = Entity.body(ORDER.replace("[{}]", items));

        assertThat(problems("orders", event)).isNotEmpty();
    }

    @Test
    void shouldTakeAFailureWithoutAnAmount() {
        ObjectNode event = sample("payments").put("type", "failed");
        event.remove("amount");

        assertThat(problems("payments", event)).isEmpty();
        assertThat(problems("payments", event.put("amount", -1))).containsExactly("/amount");
    }

    @ParameterizedTest
    @CsvSource({"orders,shipped", "orders,CREATED", "payments,voided", "payments,''"})
    void shouldRefuseUnknownTypes(String type, String value) {
        assertThat(problems(type, sample(type).put("type", value))).contains("/type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"usd", "US", "USDT", "U1D", "USD\\n", ""})
    void shouldRefuseWhatIsNoCurrency(String currency) {
        assertThat(problems("orders", Entity.body(ORDER.replace("USD", currency))))
                .containsExactly("/currency");
        assertThat(problems("payments", sample("payments").put("currency", currency)))
                .containsExactly("/currency");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "0.000001",
                "12.50",
                "12.5000000",
                "999999999999999.999999",
                "1e2",
                "1E-6",
                "'1'",
                "'12.50'",
                "'0.000001'",
                "'999999999999999.999999'"
            })
    void shouldTakeAmounts(String amount) {
        assertThat(problems("orders", order(amount))).isEmpty();
        assertThat(problems("payments", payment(amount))).isEmpty();
        assertThat(Amounts.read(order(amount).path("total_amount"))).isEqualTo(new BigDecimal(amount.replace("'", "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1", "-0.01", "1000000000000000", "1e15", "1e1000", "1e-7", "0.0000001", "1.0000001", "'-1'", "'+1'",
                "'1000000000000000'", "'0.0000001'", "'1e2'", "' 1'", "'1 '", "'1\\n'", "'1,50'", "'1.'", "'.5'",
                        "'01'",
                "'0x1'", "'NaN'", "'٣'", "''", "true", "null", "[1]", "{}"
            })
    void shouldRefuseWhatIsNoAmount(String amount) {
        assertThat(problems("orders", order(amount))).contains("/total_amount");
        assertThat(problems("payments", payment(amount))).contains("/amount");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.0", "-0.0", "0e5", "'0'", "'0.00'", "'0.000000'"})
    void shouldTakeAnOrderForNothingAndNoSuchPayment(String amount) {
        assertThat(problems("orders", order(amount))).isEmpty();
        assertThat(problems("payments", payment(amount))).contains("/amount");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T10:15:00Z",
                "2026-11-21t10:15:00.123456789z",
                "2026-11-21T10:15:00+14:00",
                "2026-11-21T10:15:00.0-09:30",
                "2024-02-29T23:59:59Z",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999-14:59",
                "0000-01-01T00:00:00+14:59"
            })
    void shouldTakeTimesThatCanBeRead(String time) {
        assertThat(problems("payments", sample("payments").put("timestamp", time)))
                .isEmpty();
        assertThatCode(() -> EventTime.of(Entity.event(sample("payments").put("timestamp", time), Entity.RECEIVED, 1)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30T10:15:00Z",
                "2025-02-29T10:15:00Z",
                "2026-13-01T10:15:00Z",
                "2026-11-21T24:00:00Z",
                "2026-11-21T10:60:00Z",
                "2016-12-31T23:59:60Z",
                "2026-11-21T10:15:00",
                "2026-11-21 10:15:00Z",
                "2026-11-21T10:15Z",
                "2026-11-21T10:15:00+0100",
                "2026-11-21T10:15:00+15:00",
                "2026-11-21T10:15:00.1234567890Z",
                "2026-11-21T10:15:00Z\n",
                "2026-11-21",
                "21.11.2026 10:15",
                "1795256100",
                "yesterday",
                ""
            })
    void shouldRefuseWrongTimes(String time) {
        assertThat(List.of("user_activity", "orders", "payments"))
                .allSatisfy(type -> assertThat(problems(type, sample(type).put("timestamp", time)))
                        .contains("/timestamp"));
    }

    @Test
    void shouldRefuseTimesThatAreNumbers() {
        assertThat(problems("orders", sample("orders").put("timestamp", 1795256100L)))
                .containsExactly("/timestamp");
    }

    /** A pattern that runs back and forth would take for ever here. */
    @Test
    void shouldRefuseLongTextsAtOnce() {
        String digits = "1".repeat(200_000);
        for (String text : List.of(digits, "0." + digits, "0".repeat(200_000), digits + "x")) {
            assertThat(problems(
                            "payments", sample("payments").put("amount", text).put("timestamp", text)))
                    .contains("/amount", "/timestamp");
        }
    }

    private static ObjectNode order(String amount) {
        return Entity.body(ORDER.replace(":1,", ":" + amount + ","));
    }

    private static ObjectNode payment(String amount) {
        return Entity.body(PAYMENT.replace(":1}", ":" + amount + "}"));
    }

    private static ObjectNode sample(String type) {
        return Entity.body(
                switch (type) {
                    case "user_activity" -> ACTIVITY;
                    case "orders" -> ORDER;
                    default -> PAYMENT;
                });
    }

    /** The fields that the type's schema does not accept. */
    private static List<String> problems(String type, ObjectNode event) {
        try {
            EventSchema.ofType(type).check(event);
            return List.of();
        } catch (RejectedRecordException e) {
            return PLACE.matcher(e.rejection().message())
                    .results()
                    .map(place -> place.group(1))
                    .distinct()
                    .toList();
        }
    }

    private static ObjectNode source(String type) {
        String name = "/event-types/" + type + ".json";
        try (InputStream file = EventTypesTest.class.getResourceAsStream(name)) {
            return Json.readObject(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidJsonException e) {
            throw new AssertionError(name, e);
        }
    }
}
