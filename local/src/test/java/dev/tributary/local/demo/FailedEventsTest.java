package dev.tributary.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.backend.EmbeddedBackend;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedEventsTest {

    @Test
    void shouldTakeTheEventOfEachMessageOnce() {
        try (Backend backend = EmbeddedBackend.start()) {
            backend.clients().sqs().createQueue(call -> call.queueName("failed"));
            String url = backend.queueUrl("failed");
            for (int i = 0; i < 12; i++) {
                String body = "{\"version\":\"1.0\",\"requestPayload\":{\"Records\":[" + i + "]}}";
                backend.clients().sqs().sendMessage(call -> call.queueUrl(url).messageBody(body));
            }
            FailedEvents failed = new FailedEvents(backend.clients().sqs(), url);

            List<byte[]> events = failed.take();

            assertThat(events)
                    .extracting(event -> new String(event, UTF_8))
                    .hasSize(12)
                    .contains("{\"Records\":[0]}", "{\"Records\":[11]}");
            assertThat(failed.take()).isEmpty();
            assertThat(new QueueMessages(backend.clients().sqs()).of(url)).isEmpty();
        }
    }
}
