package dev.tributary.local.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    private static final Instant AT = Instant.parse("2026-11-21T08:05:42Z");
    private static final int WIDE = 1_000;

    @Test
    void shouldTellTheIdAndTheEventOfALineOfTheAuditTrail() {
        Finding line = Documents.written(
                "{\"recordId\":\"table.id.7.0\",\"eventName\":\"MODIFY\",\"keys\":{\"a\":1}}", "audit-logs/table", AT);

        assertThat(line.recordId()).isEqualTo("table.id.7.0");
        assertThat(line.status()).isEqualTo("MODIFY");
        assertThat(line.message()).isEqualTo("{\"keys\":{\"a\":1}}");
    }

    @Test
    void shouldTellTheVerdictOnATypedEvent() {
        Finding line = Documents.written(
                "{\"recordId\":\"orders.s.7.0\",\"verdict\":\"late\",\"event\":{\"total_amount\":1.50}}",
                "events/orders",
                AT);

        assertThat(line.recordId()).isEqualTo("orders.s.7.0");
        assertThat(line.status()).isEqualTo("late");
        assertThat(line.message()).isEqualTo("{\"event\":{\"total_amount\":1.50}}");
    }

    @Test
    void shouldShowAnEventWithItsStatus() {
        Finding finding = Documents.written(
                "{\"price\":1.50,\"enrichment\":{\"status\":\"enriched\",\"recordId\":\"events.shardId-000000000012.4968042330442670.3\"}}",
                "enriched-data/events",
                AT);

        assertThat(finding.line(WIDE))
                .endsWith("  written    enriched-data/events    12/…442670.3  enriched        {\"price\":1.50}");
        assertThat(finding.json())
                .startsWith("{\"at\":\"2026-11-21T08:05:42Z\",\"kind\":\"written\",")
                .contains("\"document\":{\"price\":1.50,\"enrichment\":{");
    }

    @Test
    void shouldShowWhyARecordWasSetAside() {
        String letter = """
                {"id": "events.shardId-000000000000.49680423.0", "reason": "MALFORMED_JSON",
                 "message": "not JSON at line 1", "failedAt": "2026-11-21T08:05:43Z"}
                """;

        assertThat(Documents.message(letter, "dead-letters", AT))
                .satisfies(finding -> assertThat(finding.at()).isEqualTo("2026-11-21T08:05:43Z"))
                .satisfies(finding -> assertThat(finding.line(WIDE))
                        .endsWith(
                                "  set aside  dead-letters            0/…680423   MALFORMED_JSON  not JSON at line 1"));
    }

    @Test
    void shouldShowWhereAPieceOfAnObjectWasSetAside() {
        String letter = """
                {"id": "changes.1f0a4c1e7d524c0a9a446f0b2f8f3f57.4210.0", "reason": "UNKNOWN_FORMAT", "message": "no change",
                 "source": {"type": "aws:s3", "bucket": "changes", "key": "raw/a.gz", "offset": 4210, "length": 12}}
                """;

        assertThat(Documents.message(letter, "dead-letters", AT).line(WIDE))
                .endsWith("UNKNOWN_FORMAT  no change; 12 bytes at 4210 of raw/a.gz");
    }

    @Test
    void shouldShowABatchThatWasGivenUp() {
        String document = """
                {"requestContext": {"functionArn": "arn:aws:lambda:us-east-1:000000000000:function:enrichment",
                  "condition": "RetryAttemptsExhausted", "approximateInvokeCount": 3},
                 "timestamp": "2026-11-21T08:05:44.000Z",
                 "KinesisBatchInfo": {"shardId": "shardId-000000000000", "batchSize": 12}, "payload": "{}"}
                """;

        assertThat(Documents.givenUp(document, "failures", AT).line(WIDE))
                .endsWith(
                        "RetryAttemptsExhausted  12 records of shardId-000000000000, after 3 invocations of enrichment");
    }

    @Test
    void shouldShowAnObjectWhoseEventWasGivenUp() {
        String document = """
                {"version": "1.0", "timestamp": "2026-11-21T08:05:44.000Z",
                 "requestContext": {"functionArn": "arn:aws:lambda:us-east-1:000000000000:function:cdc-transform",
                  "condition": "RetriesExhausted", "approximateInvokeCount": 3},
                 "requestPayload": {"Records": [{"s3": {"object": {"key": "raw/a.gz"}}}]}}
                """;

        assertThat(Documents.message(document, "failed-events", AT).line(WIDE))
                .endsWith("RetriesExhausted  raw/a.gz, after 3 invocations of cdc-transform");
    }

    @Test
    void shouldShowWhatBecameOfARow() {
        assertThat(Documents.written("{\"id\":45,\"_op\":\"update\"}", "trusted/public/employees", AT)
                        .line(WIDE))
                .endsWith("  written    trusted/public/employees  -           update          {\"id\":45}");
    }

    @Test
    void shouldShowTheRulesThatARowBreaks() {
        String line = """
                {"violations": [
                  {"rule": "required", "column": "email", "value": null, "expected": "a value"},
                  {"rule": "type", "column": "salary", "value": "much", "expected": "a number"}],
                 "row": {"id": 45, "salary": "much"}, "_op": "insert"}
                """;

        assertThat(Documents.quarantined(line, "quarantine/public/employees", AT)
                        .line(WIDE))
                .endsWith("  set aside  quarantine/public/employees  -           required"
                        + "        email: null (expected: a value); salary: \"much\" (expected: a number)");
    }

    @Test
    void shouldShowABatchThatAPipeGaveUp() {
        String document = """
                {"context": {"partnerResourceArn": "arn:aws:pipes:us-east-1:000000000000:pipe/product-events",
                  "condition": "RecordAgeExceeded"},
                 "timestamp": "2026-11-21T08:05:45.000Z",
                 "KinesisBatchInfo": {"shardId": "shardId-000000000002", "batchSize": 3}}
                """;

        assertThat(Documents.message(document, "pipe-letters", AT).line(WIDE))
                .contains("  given up   pipe-letters ")
                .endsWith("  RecordAgeExceeded  3 records of shardId-000000000002");
    }

    @Test
    void shouldFitTheTerminalAndSendItNoCommands() {
        Finding finding = Documents.message("not \u001b[2J JSON \u009b2J", "queue", AT);

        assertThat(finding.line(WIDE)).endsWith("\"not \\u001B[2J JSON ?2J\"");
        assertThat(finding.line(40)).hasSize(40).endsWith("…");
    }
}
