package dev.tributary.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contract.TemplateCopy;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.function.FunctionStartException;
import dev.tributary.local.pipeline.FunctionActivity;
import dev.tributary.scenarios.Event.Sent;
import dev.tributary.scenarios.Found.Letter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What cannot be enriched: set aside with its reason and its bytes, and no neighbour fails with it. */
abstract class BadInputScenarios extends Scenarios {

    private static final String KEY = "user123";
    private static final int RECORD_LIMIT = 1 << 20;

    BadInputScenarios(Backend backend) {
        super(backend);
    }

    /** A payload and the reason that it must be given. */
    private record Bad(String reason, byte[] bytes) {

        Bad(String reason, String text) {
            this(reason, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static final Bad OVERSIZED =
            new Bad("OVERSIZED", "{\"note\":\"" + "x".repeat(RECORD_LIMIT - KEY.length() - 11) + "\"}");

    /** Null data is not among them: it cannot be put into a stream. */
    private static final List<Bad> BAD_USER_EVENTS = List.of(
            new Bad("EMPTY", ""),
            new Bad("MALFORMED_JSON", "not JSON"),
            new Bad("MALFORMED_JSON", "{\"user_id\":\"user123\"} {}"),
            new Bad("NOT_AN_OBJECT", "[1, 2]"),
            new Bad("NOT_AN_OBJECT", "null"),
            new Bad("TOO_DEEP", "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"),
            new Bad("NUMBER_TOO_LONG", "{\"amount\":" + "9".repeat(400) + "}"),
            new Bad("DUPLICATE_KEY", "{\"user_id\":\"user123\",\"user_id\":\"user456\"}"),
            new Bad("INVALID_UTF8", new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xc3, (byte) 0x28, '"', '}'}),
            new Bad("INVALID_KEY", "{\"user_id\":{\"id\":\"user123\"}}"),
            new Bad("INVALID_KEY", "{\"user_id\":\"\"}"),
            new Bad("FIELD_COLLISION", "{\"user_id\":\"user123\",\"enrichment\":{}}"),
            OVERSIZED);

    private static final List<Bad> BAD_PRODUCT_EVENTS = List.of(
            new Bad("MALFORMED_JSON", "not JSON"),
            new Bad("INVALID_KEY", "{\"productId\":[\"PROD-001\"],\"quantity\":1}"),
            new Bad("FIELD_COLLISION", "{\"productId\":\"PROD-001\",\"quantity\":1,\"totalValue\":49.99}"),
            new Bad("INVALID_NUMBER", "{\"productId\":\"PROD-001\",\"quantity\":\"many\"}"),
            OVERSIZED);

    @ParameterizedTest
    @EnumSource
    void shouldSetBadEventsAsideWithTheirReasonsAndWriteTheirNeighbours(Flow flow) {
        List<Bad> allBad = flow == Flow.USER_EVENTS ? BAD_USER_EVENTS : BAD_PRODUCT_EVENTS;
        Deployed system = systemOfBatches(flow, 2 * allBad.size());
        List<Event> events = new ArrayList<>();
        for (Bad bad : allBad) {
            events.add(new Event(KEY, bad.bytes()));
            events.add(flow.event(events.size()));
        }
        List<Sent> sent = system.send(events);

        FunctionActivity activity = system.run();

        assertThat(activity.invocations()).isEqualTo(1);
        List<Letter> letters = system.found().deadLetters();
        assertThat(letters).hasSize(allBad.size());
        for (int i = 0; i < allBad.size(); i++) {
            Sent bad = sent.get(2 * i);
            Letter letter = letters.stream()
                    .filter(one -> one.recordId().equals(bad.recordId()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no dead letter of " + bad));
            assertLetter(letter, bad, allBad.get(i));
        }
        assertThat(system.found().writtenIds())
                .containsExactlyElementsOf(IntStream.range(0, allBad.size())
                        .mapToObj(i -> sent.get(2 * i + 1).recordId())
                        .toList());
    }

    private static void assertLetter(Letter letter, Sent sent, Bad bad) {
        assertThat(letter.reason()).isEqualTo(bad.reason());
        assertThat(letter.envelope().path("message").asText()).contains("(expected: ");
        assertThat(letter.envelope().path("source").path("partitionKey").asText())
                .isEqualTo(KEY);
        assertThat(letter.payload()).isEqualTo(bad.bytes());
        assertThat(letter.attributes())
                .containsEntry("reason", bad.reason())
                .containsEntry("recordId", sent.recordId())
                .containsEntry("stage", letter.envelope().path("stage").asText())
                .containsKey("function");
        assertThat(letter.envelope().has("payloadRef"))
                .as("claim check")
                .isEqualTo(bad.reason().equals("OVERSIZED"));
    }

    @Test
    void shouldNameEveryWrongSettingInOneMessageAtTheStart(@TempDir Path folder) throws IOException {
        Path changed = new TemplateCopy(folder)
                .change(lines -> lines.stream()
                        .map(line -> line.replace("METRICS_NAMESPACE: Tributary", "METRICS_NAMESPACE: ''")
                                .replace("DERIVED_FIELDS: \"[]\"", "DERIVED_FIELDS: '{'"))
                        .toList())
                .file();
        Deployed system = system(Flow.USER_EVENTS, changed, Map.of());

        assertThatThrownBy(system::start)
                .isInstanceOf(FunctionStartException.class)
                .hasMessageContaining("METRICS_NAMESPACE: missing (expected: ")
                .hasMessageContaining("DERIVED_FIELDS: { (expected: JSON");
    }
}
