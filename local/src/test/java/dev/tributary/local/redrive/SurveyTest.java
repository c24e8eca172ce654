package dev.tributary.local.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.redrive.FailureStore.Found;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

class SurveyTest {

    private static final Selection ALL = new Selection(Optional.empty(), Optional.empty(), Optional.empty());

    private final FakeQueue first = new FakeQueue();
    private final FakeQueue second = new FakeQueue();
    private final FailureStore store = new QueueStore(first, "first", 0, first::nanoTime);
    private final List<FailureStore> stores = List.of(store, new QueueStore(second, "second", 0, second::nanoTime));

    @Test
    void shouldTellOfAllQueuesAndGiveThemBack() {
        second.send(Letters.of(1));
        second.send("no letter");
        first.send(Letters.of(2));

        Survey survey = Survey.of(stores, ALL);

        assertThat(survey.meant()).extracting(Failure::requestId).containsExactlyInAnyOrder("request-1", "request-2");
        assertThat(survey.unreadable()).hasSize(1);
        assertThat(first.visible()).hasSize(1);
        assertThat(second.visible()).hasSize(2);
    }

    @Test
    void shouldFindALetterInWhicheverQueueItIs() {
        second.send(Letters.of(1));
        String id = Survey.of(stores, ALL).meant().get(0).id();

        assertThat(Survey.find(stores, id)).map(Found::place).contains("message-0");
        assertThat(Survey.find(stores, "nobody")).isEmpty();
        assertThat(second.visible()).hasSize(1);
    }

    @Test
    void shouldFailAsTheQueueDoesAndGiveTheOtherBack() {
        first.send(Letters.of(1));
        FailureStore denied = new QueueStore(new Denied(), "denied", 0, () -> 0);

        assertThatThrownBy(() -> Survey.of(List.of(denied, store), ALL))
                .isInstanceOf(SqsException.class)
                .hasMessageContaining("denied");
        assertThat(first.visible()).hasSize(1);
    }

    private static final class Denied implements SqsClient {

        @Override
        public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
            throw SqsException.builder().message("denied").build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
