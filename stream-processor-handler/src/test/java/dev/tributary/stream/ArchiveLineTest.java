package dev.tributary.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveLineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1e2,\"b\":-0,\"c\":1.50,\"d\":0.00000012,\"e\":\"\\u00e9\\/x\",\"f\":\"é\u2028\"}",
                "{}",
                "  {\"a\": [ ]\t}  "
            })
    void shouldTakeAnEventOverAsItIs(String event) throws InvalidJsonException {
        byte[] line = ArchiveLine.of(Json.object().put("type", "orders"), event.getBytes(UTF_8));

        assertThat(new String(line, UTF_8)).isEqualTo("{\"type\":\"orders\",\"event\":" + event + "}");
        assertThat(Json.readObject(line).path("event")).isEqualTo(Json.readObject(event.getBytes(UTF_8)));
    }

    @Test
    void shouldStayOneLine() {
        String pretty = "\uFEFF{\r\n  \"a\": \"b\\nc\"\n}\n";

        byte[] line = ArchiveLine.of(Json.object().put("type", "orders"), pretty.getBytes(UTF_8));

        assertThat(new String(line, UTF_8)).isEqualTo("{\"type\":\"orders\",\"event\":{    \"a\": \"b\\nc\" } }");
    }
}
