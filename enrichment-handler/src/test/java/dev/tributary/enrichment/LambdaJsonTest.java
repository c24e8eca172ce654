package dev.tributary.enrichment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.testing.Gunzip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The function between the JSON that Lambda's Java runtime reads and the JSON that it writes. */
class LambdaJsonTest {

    private final HandlerFixture fixture = new HandlerFixture();

    @Test
    void shouldHandleTheSampleEvent() throws IOException {
        assertThat(answer(sample())).isEqualTo("{\"batchItemFailures\":[]}");

        assertThat(fixture.s3.objects().keySet())
                .containsExactly("lake/enriched-data/events/year=2026/month=01/day=15/hour=10/tributary-dev-events."
                        + "shardId-000000000000.49668899999490256608559692538361571095921575989136588898.0.jsonl.gz");
        assertThat(statuses()).containsExactly("found", "found", "not_found", "no_key");
        assertThat(fixture.sqs.messages())
                .extracting(message -> message.attributes().get("reason"))
                .containsExactly("MALFORMED_JSON");
        JsonNode source = fixture.deadLetter(0).path("source");
        assertThat(source.path("partitionKey").textValue()).isEqualTo("user123");
        assertThat(source.path("arrivalTime").textValue()).isEqualTo("2026-01-15T10:30:04.992Z");
    }

    @Test
    void shouldNameTheFirstRecordThatIsHandedBack() throws IOException {
        fixture.dynamoDb.leaveUnprocessed(key -> key.toString().contains("user999"));

        assertThat(answer(sample()))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":"
                        + "\"49668899999490256608559692538361573503845213989136588972\"}]}");
    }

    private String answer(Path eventJson) throws IOException {
        KinesisEvent event;
        try (InputStream json = Files.newInputStream(eventJson)) {
            event = LambdaEventSerializers.serializerFor(
                            KinesisEvent.class, getClass().getClassLoader())
                    .fromJson(json);
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        JacksonFactory.getInstance().getSerializer(StreamsEventResponse.class).toJson(fixture.respond(event), answer);
        return answer.toString(UTF_8);
    }

    private List<String> statuses() {
        return fixture.s3.objects().values().stream()
                .flatMap(object -> Gunzip.lines(object.bytes()).stream())
                .map(line ->
                        HandlerFixture.json(line).at("/enrichment/sources/user").textValue())
                .toList();
    }

    private static Path sample() {
        return Path.of(System.getProperty("tributary.root"), "events", "EnrichmentFunction.json");
    }
}
