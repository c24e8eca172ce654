package dev.tributary.stream.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.tributary.stream.apply.Alert;
import dev.tributary.stream.apply.Effect;
import dev.tributary.stream.apply.Effect.Recorded;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersTest {

    private static final Recorded APPLIED = new Recorded("applied", List.of());
    private static final Recorded LATE = new Recorded("late", List.of());

    private final Entity order = new Entity(orders("{}"));

    @Test
    void shouldFollowAnOrderFromItsBeginningToItsEnd() {
        order.apply("{'customer_id':'c','type':'created','total_amount':'99.90','currency':'USD',"
                + "'timestamp':'2026-11-21T10:00:00Z'}");
        order.apply("{'customer_id':'c','type':'updated','total_amount':120,'currency':'USD',"
                + "'timestamp':'2026-11-21T10:05:00Z'}");
        Recorded end = order.apply("{'customer_id':'c','type':'fulfilled'}").recorded();

        assertThat(end).isEqualTo(APPLIED);
        assertThat(order.item("order"))
                .containsOnly(
                        entry("status", "fulfilled"),
                        entry("customerId", "c"),
                        entry("totalAmount", "120"),
                        entry("currency", "USD"),
                        entry("totalStatus", "updated"),
                        entry("totalTimestamp", "2026-11-21T10:05:00Z"),
                        entry("createdAt", "2026-11-21T10:00:00Z"),
                        entry("changedAt", "2026-11-21T12:00:02Z"));
    }

    @Test
    void shouldLetACreationThatComesLateFillWhatIsMissing() {
        order.apply("{'customer_id':'c','type':'fulfilled'}");
        Recorded late = order.apply("{'customer_id':'c','type':'created','total_amount':5,'currency':'USD'}")
                .recorded();

        assertThat(late).isEqualTo(LATE);
        assertThat(order.item("order"))
                .containsEntry("status", "fulfilled")
                .containsEntry("totalAmount", "5")
                .containsEntry("createdAt", "2026-11-21T12:00:01Z")
                .containsEntry("changedAt", "2026-11-21T12:00:00Z");
    }

    @Test
    void shouldNotLetACreationThatComesLateReplaceWhatAnUpdateSaid() {
        order.apply("{'customer_id':'c','type':'updated','total_amount':7,'currency':'USD'}");
        Recorded late = order.apply("{'customer_id':'c','type':'created','total_amount':5,'currency':'EUR'}")
                .recorded();

        assertThat(late).isEqualTo(LATE);
        assertThat(order.item("order"))
                .containsEntry("status", "updated")
                .containsEntry("totalAmount", "7")
                .containsEntry("currency", "USD");
    }

    @Test
    void shouldOrderUpdatesByTheirTimestamps() {
        order.apply(update(5, "10:05:00"));
        Recorded late = order.apply(update(4, "10:04:00")).recorded();

        assertThat(late).isEqualTo(LATE);
        assertThat(order.item("order"))
                .containsEntry("totalAmount", "5")
                .containsEntry("statusTimestamp", "2026-11-21T10:05:00Z");
    }

    @Test
    void shouldOrderUpdatesAsTheyArriveWhereOneStatesNoTime() {
        order.apply(update(5, "10:05:00"));
        Recorded unstated = order.apply("{'customer_id':'c','type':'updated','total_amount':6,'currency':'USD'}")
                .recorded();

        assertThat(unstated).isEqualTo(APPLIED);
        assertThat(order.item("order")).containsEntry("totalAmount", "6");
        assertThat(order.apply(update(4, "10:04:00")).recorded())
                .as("behind an update that is known to be later")
                .isEqualTo(LATE);
        assertThat(order.item("order")).containsEntry("totalAmount", "6");
    }

    @Test
    void shouldTakeTheTotalOfAnUpdateThatIsLateIfNoLaterOneNamedOne() {
        order.apply("{'customer_id':'c','type':'created','total_amount':1,'currency':'USD'}");
        order.apply("{'customer_id':'c','type':'updated','timestamp':'2026-11-21T10:05:00Z'}");
        Recorded late = order.apply(update(4, "10:04:00")).recorded();

        assertThat(late).isEqualTo(LATE);
        assertThat(order.item("order")).containsEntry("totalAmount", "4");
    }

    @ParameterizedTest
    @CsvSource({"fulfilled,cancelled", "cancelled,fulfilled"})
    void shouldKeepTheFirstEndAndFlagAnother(String first, String second) {
        order.apply("{'customer_id':'c','type':'" + first + "','timestamp':'2026-11-21T10:05:00Z'}");
        Effect other = order.apply("{'customer_id':'c','type':'" + second + "'}");

        assertThat(other.recorded()).isEqualTo(new Recorded("late", List.of("ended_otherwise")));
        assertThat(other.items()).isEmpty();
        assertThat(order.item("order")).containsEntry("status", first);
    }

    @Test
    void shouldTakeTheSameEndAgainAsLate() {
        order.apply("{'customer_id':'c','type':'cancelled'}");

        assertThat(order.apply("{'customer_id':'c','type':'cancelled'}").recorded())
                .isEqualTo(LATE);
    }

    @Test
    void shouldNotReopenAnOrder() {
        order.apply("{'customer_id':'c','type':'cancelled','timestamp':'2026-11-21T10:00:00Z'}");
        Recorded late = order.apply(update(4, "10:04:00")).recorded();

        assertThat(late).isEqualTo(LATE);
        assertThat(order.item("order")).containsEntry("status", "cancelled");
    }

    @Test
    void shouldAlertOnceOfALargeOrder() {
        String created = "{'customer_id':'c','type':'created','total_amount':'1000.50','currency':'USD'}";
        Effect first = order.apply(created);
        Effect again = order.apply(update(2000, "10:04:00"));

        assertThat(first.recorded()).isEqualTo(new Recorded("applied", List.of("large_order")));
        assertThat(order.alerts(created, first))
                .containsExactly(new Alert(
                        "large_order",
                        "Large order: 1000.50 USD, order e-1",
                        "Order e-1 comes to 1000.50 USD, above 1000."));
        assertThat(again.recorded()).isEqualTo(APPLIED);
        assertThat(order.alerts(update(2000, "10:04:00"), again)).isEmpty();
    }

    @Test
    void shouldNotAlertOfAnOrderAtTheBound() {
        String created = "{'customer_id':'c','type':'created','total_amount':'1000.00','currency':'USD'}";

        assertThat(order.apply(created).recorded()).isEqualTo(APPLIED);
    }

    @Test
    void shouldNotAlertOfATotalThatIsNoLongerTrue() {
        order.apply(update(5, "10:05:00"));

        assertThat(order.apply(update(5000, "10:04:00")).recorded()).isEqualTo(LATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'alertAbove':0.5}", "{'alertAbove':'0.50'}"})
    void shouldTakeTheBoundAsNumberOrText(String settings) {
        Entity cheap = new Entity(orders(settings));

        assertThat(cheap.apply(update(1, "10:05:00")).recorded().flags()).containsExactly("large_order");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'alertAbove':'much'}|alertAbove: \"much\" (expected: a decimal of 0 or more, such as 1000)",
                "{'alertAbove':-1}|alertAbove: -1 (expected: a decimal of 0 or more, such as 1000)",
                "{'alertAbove':null}|alertAbove: null (expected: a decimal of 0 or more, such as 1000)",
                "{'alertOver':1}|alertOver: unknown (expected: alertAbove)"
            })
    void shouldSayWhatIsWrongWithASetting(String settings, String message) {
        assertThatThrownBy(() -> orders(settings)).hasMessage(message);
    }

    private static Orders orders(String settings) {
        return new Orders(Entity.body(settings));
    }

    private static String update(int total, String time) {
        return "{'customer_id':'c','type':'updated','total_amount':" + total
                + ",'currency':'USD','timestamp':'2026-11-21T" + time + "Z'}";
    }
}
