package dev.tributary.local.demo.change;

import dev.tributary.local.capture.CapturedChange;
import dev.tributary.local.capture.CapturedChanges;
import dev.tributary.local.demo.account.FunctionAccount;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * What was sent into the stream.
 *
 * @param captured changes as their tools sent them, and what the table held in the end
 * @param broken what is no change event
 */
public record SentChanges(CapturedChanges captured, List<CapturedChange> broken) {

    private static final long SEED = 20_261_121;

    /**
     * Sends what was captured, as both tools tell of it, and among it what is no change event.
     *
     * @param progress is told how many records were sent so far
     */
    public static SentChanges send(
            CapturedChanges captured, KinesisClient kinesis, String stream, IntConsumer progress) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<CapturedChange> broken = BrokenPieces.of(captured, random);
        List<CapturedChange> all = Shuffle.of(List.of(captured.debezium(), captured.dms(), broken), random);
        new ChangeProducer(kinesis, stream).send(all, progress);
        return new SentChanges(captured, broken);
    }

    /** The account of what became of them. */
    public FunctionAccount account(ChangeFindings found) {
        return ChangeAccount.account(this, found);
    }

    /** Records of the stream. */
    int count() {
        return captured.debezium().size() + captured.dms().size() + broken.size();
    }

    /** What Debezium sends behind a delete, empty. */
    int tombstones() {
        return (int) captured.debezium().stream()
                .filter(change -> change.value().length == 0)
                .count();
    }
}
