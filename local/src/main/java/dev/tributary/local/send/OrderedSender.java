package dev.tributary.local.send;

import dev.tributary.aws.Backoff;
import dev.tributary.aws.Deadline;
import dev.tributary.local.up.CommandFailedException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/**
 * Sends lines with PutRecords, in order for each partition key. A call can be taken in part, and then goes on behind a record
 * that it refused; so a call holds each key once, and a refused record goes first in the next one. Lines of other keys
 * are drawn forward meanwhile.
 */
final class OrderedSender {

    private static final int RECORDS_PER_CALL = 500;
    private static final int BYTES_PER_CALL = 5 << 20;

    /** How far lines are drawn forward. */
    private static final int LINES_AHEAD = 2_000;

    private static final int BYTES_AHEAD = 32 << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LAST_CALL = Duration.ofSeconds(5);

    private final KinesisClient kinesis;
    private final String stream;
    private final Pace pace;
    private final Backoff backoff;
    private final Clock clock;
    private final Consumer<SendCounts> progress;
    private final Deque<Line> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private final Semaphore calling = new Semaphore(1);
    private volatile SendCounts counts = SendCounts.NONE;

    /** Sends to the stream of this name; the progress is told after every call. */
    OrderedSender(
            KinesisClient kinesis,
            String stream,
            Pace pace,
            Backoff backoff,
            Clock clock,
            Consumer<SendCounts> progress) {
        this.kinesis = kinesis;
        this.stream = stream;
        this.pace = pace;
        this.backoff = backoff;
        this.clock = clock;
        this.progress = progress;
    }

    SendCounts counts() {
        return counts;
    }

    /** From another thread: lets the call come to its end that is under way, for some seconds, and no other begin. */
    void stop() throws InterruptedException {
        calling.tryAcquire(LAST_CALL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Sends all lines. Before it fails over a line, it sends those before it.
     *
     * @throws CommandFailedException over a line, or if the stream refuses records for half a minute
     */
    void send(LineReader lines) throws IOException, InterruptedException {
        for (Optional<Line> line = next(lines); line.isPresent(); line = next(lines)) {
            waiting.add(line.get());
            waitingBytes += line.get().bytes().length;
            // A file is read ahead; what a program writes bit by bit is sent as it comes.
            if (waiting.size() >= LINES_AHEAD || waitingBytes >= BYTES_AHEAD) {
                sendSome();
            } else if (!lines.isReady()) {
                sendAll();
            }
        }
        sendAll();
    }

    private Optional<Line> next(LineReader lines) throws IOException, InterruptedException {
        try {
            return lines.next();
        } catch (CommandFailedException e) {
            sendAll();
            throw e;
        }
    }

    private void sendAll() throws InterruptedException {
        while (!waiting.isEmpty()) {
            sendSome();
        }
    }

    /** One call, and then others as long as they are taken in no part. */
    private void sendSome() throws InterruptedException {
        Deadline deadline = new Deadline(clock, clock.instant().plus(PATIENCE));
        for (int failures = 1; call() == 0; failures++) {
            if (!backoff.pause(failures, deadline)) {
                throw new CommandFailedException("stream " + stream + " has refused records for " + PATIENCE.toSeconds()
                        + " s (expected: that it takes them again)");
            }
        }
    }

    private int call() throws InterruptedException {
        pace.await();
        calling.acquire();
        try {
            return call(take());
        } finally {
            calling.release();
        }
    }

    private int call(List<Line> lines) {
        List<PutRecordsResultEntry> results = kinesis.putRecords(call -> call.streamName(stream)
                        .records(lines.stream().map(OrderedSender::entry).toList()))
                .records();
        int refused = 0;
        long bytes = 0;
        // Backwards, so that the refused ones stand in front as they stood before.
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (results.get(i).errorCode() != null) {
                waiting.addFirst(lines.get(i));
                refused++;
            } else {
                bytes += lines.get(i).bytes().length;
            }
        }
        int taken = lines.size() - refused;
        waitingBytes -= bytes;
        pace.sent(taken);
        counts = counts.plus(taken, refused, bytes);
        progress.accept(counts);
        return taken;
    }

    /** The first lines that wait, one for each key, as many as a call takes. */
    private List<Line> take() {
        List<Line> call = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        int most = pace.step(RECORDS_PER_CALL);
        long bytes = 0;
        for (Iterator<Line> lines = waiting.iterator(); lines.hasNext() && call.size() < most; ) {
            Line line = lines.next();
            if (keys.add(line.key())) {
                bytes += line.bytes().length + line.key().length();
                if (bytes > BYTES_PER_CALL && !call.isEmpty()) {
                    break;
                }
                call.add(line);
                lines.remove();
            }
        }
        return call;
    }

    private static PutRecordsRequestEntry entry(Line line) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(line.key())
                .data(SdkBytes.fromByteArray(line.bytes()))
                .build();
    }
}
