package dev.tributary.batch;

import dev.tributary.aws.Sent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far what was sent of a prefix went.
 *
 * @param end the index of the first record of which something is not durable; the asked-for end if all is
 * @param failure why it is not; null if all is
 */
record Reach(int end, @Nullable Exception failure) {

    /**
     * What the sending of items comes to for their records.
     *
     * @param records of each item, in order, the index of its record
     */
    static Reach of(Sent sent, List<Integer> records, int end) {
        return sent.failure() == null ? new Reach(end, null) : new Reach(records.get(sent.durable()), sent.failure());
    }
}
