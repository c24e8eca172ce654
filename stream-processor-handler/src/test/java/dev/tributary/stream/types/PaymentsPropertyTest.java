package dev.tributary.stream.types;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.Json;
import dev.tributary.stream.apply.Effect;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A payment's totals, against sums in whole millionths. */
class PaymentsPropertyTest {

    private static final List<String> TYPES = List.of("initiated", "authorized", "captured", "refunded", "failed");

    private record Sent(String type, BigDecimal amount, boolean asText, String currency) {

        ObjectNode body() {
            ObjectNode body = Json.object().put("order_id", "o").put("type", type);
            if (!currency.isEmpty()) {
                body.put("currency", currency);
            }
            return asText ? body.put("amount", amount.toPlainString()) : body.put("amount", amount);
        }
    }

    @Property
    void shouldAddUpAndCountEveryEventOfThePaymentsCurrency(@ForAll("events") List<Sent> events) {
        Entity payment = new Entity(new Payments());
        List<String> verdicts = events.stream()
                .map(event -> payment.apply(event.body()).recorded().verdict())
                .toList();
        Map<String, String> totals = payment.item("payment");

        String currency = Stream.concat(events.stream().map(Sent::currency), Stream.of(""))
                .filter(named -> !named.isEmpty())
                .findFirst()
                .orElse("");
        List<Sent> counted = events.stream()
                .filter(event -> event.currency().isEmpty() || event.currency().equals(currency))
                .toList();
        for (String type : TYPES) {
            List<Sent> ofType =
                    counted.stream().filter(event -> event.type().equals(type)).toList();
            assertThat(totals.getOrDefault(type + "Count", "0")).isEqualTo(Integer.toString(ofType.size()));
            BigInteger millionths = ofType.stream()
                    .map(event -> event.amount().movePointRight(6).toBigIntegerExact())
                    .reduce(BigInteger.ZERO, BigInteger::add);
            boolean summed = !type.equals("initiated") && !type.equals("failed") && !ofType.isEmpty();
            assertThat(totals.containsKey(type)).isEqualTo(summed);
            if (summed) {
                assertThat(new BigDecimal(totals.get(type))).isEqualByComparingTo(new BigDecimal(millionths, 6));
            }
        }
        assertThat(totals.getOrDefault("setApartCount", "0"))
                .isEqualTo(Integer.toString(events.size() - counted.size()));
        assertThat(verdicts.stream().filter("set_apart"::equals)).hasSize(events.size() - counted.size());
    }

    @Property
    void shouldFlagExactlyTheRefundsThatAreNotCovered(@ForAll("events") List<Sent> events) {
        Entity payment = new Entity(new Payments());
        BigDecimal captured = BigDecimal.ZERO;
        BigDecimal refunded = BigDecimal.ZERO;
        for (Sent event : events) {
            Effect effect = payment.apply(new Sent(event.type(), event.amount(), event.asText(), "").body());
            captured = event.type().equals("captured") ? captured.add(event.amount()) : captured;
            refunded = event.type().equals("refunded") ? refunded.add(event.amount()) : refunded;

            boolean uncovered = event.type().equals("refunded") && refunded.compareTo(captured) > 0;
            assertThat(effect.recorded().flags().stream().filter(flag -> flag.startsWith("refund_")))
                    .hasSize(uncovered ? 1 : 0);
        }
    }

    @Provide
    Arbitrary<List<Sent>> events() {
        Arbitrary<BigDecimal> small = Arbitraries.integers().between(1, 500).map(cents -> BigDecimal.valueOf(cents, 2));
        Arbitrary<BigDecimal> any = Arbitraries.bigDecimals()
                .between(new BigDecimal("0.000001"), new BigDecimal("999999999999999.999999"))
                .ofScale(6);
        return Combinators.combine(
                        Arbitraries.of(TYPES),
                        Arbitraries.oneOf(small, any),
                        Arbitraries.of(true, false),
                        Arbitraries.of("", "EUR", "EUR", "EUR", "USD"))
                .as(Sent::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }
}
