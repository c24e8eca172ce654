package dev.tributary.local.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.redrive.FailureStore.Found;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueStoreTest {

    private final FakeQueue queue = new FakeQueue();
    private final QueueStore store = new QueueStore(queue, "queue", 0, queue::nanoTime);

    @Test
    void shouldHideWhatItTakesUntilItIsGivenBack() {
        queue.send(Letters.of(1));
        queue.send(Letters.of(2));

        List<Found> found = store.take();

        assertThat(found).hasSize(2);
        assertThat(store.take()).isEmpty();
        store.release(List.of(found.get(0)));
        assertThat(queue.visible()).containsExactly(Letters.of(1));
        store.release();
        assertThat(queue.visible()).hasSize(2);
    }

    @Test
    void shouldAskAllServersOfAQueueWhereItIsToldToWait() {
        queue.send(Letters.of(1));
        queue.scatter();

        assertThat(store.take()).isEmpty();
        assertThat(new QueueStore(queue, "queue", 1, queue::nanoTime).take()).hasSize(1);
    }

    @Test
    void shouldKeepHiddenWhatIsExtendedInTime() {
        queue.send(Letters.of(1));
        Found found = store.take().get(0);
        for (int times = 0; times < 5; times++) {
            queue.advance(QueueStore.HIDDEN.toSeconds() - 1);
            store.extend();
        }

        assertThat(queue.visible()).isEmpty();
        assertThat(store.refresh(found)).isPresent();
    }

    @Test
    void shouldNotHoldWhatOthersMayHaveTaken() {
        queue.send(Letters.of(1));
        Found found = store.take().get(0);

        queue.advance(QueueStore.HIDDEN.toSeconds());

        assertThat(store.refresh(found)).isEmpty();
        store.extend();
        assertThat(store.refresh(found)).as("too late").isEmpty();
    }

    @Test
    void shouldCountWhatOthersHide() {
        queue.send(Letters.of(1));
        queue.send(Letters.of(2));
        assertThat(store.hiddenByOthers()).isZero();

        new QueueStore(queue, "queue", 0, queue::nanoTime).take();

        assertThat(store.hiddenByOthers()).isEqualTo(2);
    }

    @Test
    void shouldExtendByTenAndMore() {
        for (int i = 0; i < 25; i++) {
            queue.send(Letters.of(i));
        }
        List<Found> last = List.of();
        for (List<Found> some = store.take(); !some.isEmpty(); some = store.take()) {
            last = some;
        }
        queue.advance(QueueStore.HIDDEN.toSeconds() - 1);

        store.extend();
        queue.advance(QueueStore.HIDDEN.toSeconds() - 1);

        assertThat(queue.visible()).isEmpty();
        assertThat(last).allMatch(found -> store.refresh(found).isPresent());
    }

    @Test
    void shouldDeleteWhatIsThrough() {
        queue.send(Letters.of(1));
        Found found = store.take().get(0);

        store.delete(found);

        assertThat(queue.bodies()).isEmpty();
        assertThat(store.refresh(found)).isEmpty();
    }

    @Test
    void shouldStopWhereAQueueHidesNoMore() {
        queue.hideAtMost(10);
        for (int i = 0; i < 11; i++) {
            queue.send(Letters.of(i));
        }

        assertThat(store.take()).hasSize(10);
        assertThat(store.take()).isEmpty();
    }
}
