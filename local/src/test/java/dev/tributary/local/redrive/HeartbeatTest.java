package dev.tributary.local.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.source.Threads;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HeartbeatTest {

    private static final int BEATS = 20;

    private final FakeQueue queue = new FakeQueue();
    private final QueueStore store = new QueueStore(queue, "queue", 0, queue::nanoTime);

    /** The thread of the heartbeat alone moves the clock, and waits for ever behind the last beat. */
    @Test
    @Timeout(20)
    void shouldKeepMessagesHiddenForAsLongAsItBeats() throws Exception {
        queue.send(Letters.of(1));
        store.take();
        CountDownLatch left = new CountDownLatch(BEATS);
        CountDownLatch never = new CountDownLatch(1);

        try (Heartbeat heartbeat = new Heartbeat(List.of(store), new Threads(), time -> {
            if (left.getCount() == 0) {
                never.await();
            }
            queue.advance(time.toSeconds());
            left.countDown();
        })) {
            assertThat(heartbeat).isNotNull();
            left.await();
        }

        assertThat(queue.nanoTime()).isGreaterThan(4 * QueueStore.HIDDEN.toNanos());
        assertThat(queue.visible()).isEmpty();
        new Heartbeat(List.of(store), new Threads(), time -> never.await()).close();
        queue.advance(QueueStore.HIDDEN.toSeconds() + 1);
        assertThat(queue.visible()).as("behind its end").hasSize(1);
    }
}
