package dev.tributary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.Accountant;
import dev.tributary.local.demo.account.Delivery;
import dev.tributary.local.demo.account.DemoEvent;
import dev.tributary.local.demo.account.EventKind;
import dev.tributary.local.demo.account.ExactJson;
import dev.tributary.local.demo.account.Findings;
import dev.tributary.local.demo.account.Position;
import dev.tributary.local.demo.account.RecordAccount;
import dev.tributary.local.demo.account.SentRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductEventsTest {

    private static final Position PLACE = new Position("product-events", "shardId-000000000001", "7", 0);
    private static final String EVENT = "{\"eventId\":\"test-001\",\"productId\":\"PROD-001\",\"quantity\":5}";
    private static final String LINE = "{\"eventId\":\"test-001\",\"productId\":\"PROD-001\",\"quantity\":5,"
            + "\"productName\":\"Smart Sensor\",\"price\":49.99,\"totalValue\":249.95,"
            + "\"enrichment\":{\"sources\":{\"product\":\"found\"}}}";

    private final ProductEvents model = new ProductEvents(Map.of(
            "PROD-001", ExactJson.parse("{\"productName\":\"Smart Sensor\",\"price\":49.99}"),
            "PROD-002", ExactJson.parse("{\"productName\":\"Temperature Monitor\",\"price\":\"79.99\"}")));

    @Test
    void shouldTakeALineThatIsRight() {
        assertThat(account(EventKind.KNOWN, EVENT, LINE).problems()).isEmpty();
    }

    @Test
    void shouldTakeATotalThatIsWrittenOtherwise() {
        assertThat(account(EventKind.KNOWN, EVENT, LINE.replace("249.95", "249.950"))
                        .problems())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "249.95        | 249.9500000001         | has totalValue 249.9500000001 (expected: 249.95)",
                "249.95        | \"249.95\"             | has totalValue \"249.95\" (expected: 249.95)",
                "Smart Sensor  | Pressure Gauge         | has productName \"Pressure Gauge\" (expected: \"Smart Sensor\")",
                ",\"price\":49.99 | ''                  | has price none (expected: 49.99)",
                "found         | not_found              | has status not_found (expected: found)",
                "\"quantity\":5 | \"quantity\":6        | lost its field quantity",
                "49.99         | 49.99,\"margin\":3     | has margin 3 (expected: none)"
            })
    void shouldFindALineThatIsWrong(String right, String wrong, String problem) {
        assertThat(account(EventKind.KNOWN, EVENT, LINE.replace(right, wrong)).problems())
                .containsExactly("record " + PLACE + " (KNOWN) " + problem);
    }

    @ParameterizedTest
    @CsvSource({"PROD-001, 0.125, 6.24875", "PROD-001, 99, 4949.01", "PROD-002, '\"12\"', 959.88"})
    void shouldExpectExactTotals(String product, String quantity, String total) {
        JsonNode event = ExactJson.parse("{\"productId\":\"" + product + "\",\"quantity\":" + quantity + "}");

        assertThat(model.additions(event)).hasEntrySatisfying("totalValue", value -> assertThat(value.decimalValue())
                .isEqualByComparingTo(total));
    }

    @Test
    void shouldExpectNothingOfAnUnknownProduct() {
        String event = EVENT.replace("PROD-001", "PROD-999");
        String line =
                event.substring(0, event.length() - 1) + ",\"enrichment\":{\"sources\":{\"product\":\"not_found\"}}}";

        assertThat(account(EventKind.UNKNOWN, event, line).problems()).isEmpty();
        assertThat(account(EventKind.UNKNOWN, event, line.replace("5,", "5,\"price\":1,"))
                        .problems())
                .singleElement()
                .asString()
                .endsWith("has price 1 (expected: none)");
    }

    private RecordAccount account(EventKind kind, String event, String line) {
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        Findings findings = new Findings();
        findings.addLine("object", PLACE, ExactJson.parse(line));
        return Accountant.account(
                Delivery.PIPE,
                new EnrichmentJudge(model),
                List.of(new SentRecord(new DemoEvent(kind, "PROD-001", bytes), PLACE, bytes)),
                findings);
    }
}
