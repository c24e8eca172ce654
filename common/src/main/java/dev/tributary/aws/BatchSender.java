package dev.tributary.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Sends items in order by the calls of SQS and SNS that take several entries, of which some may fail: at most ten entries and
 * {@value #MAX_BYTES} bytes a call, and of a call only the entries that failed again, whoever is said to be at fault: the
 * items are made such that a service takes them, so it is the settings that someone will mend.
 *
 * @param <T> an item
 * @param <E> the entry of a call that carries it
 */
public final class BatchSender<T, E> {

    /**
     * Bytes that one entry, and all entries of one call, may have: what SNS takes, and every queue, also one made before SQS
     * raised its limit to 1 MiB.
     */
    public static final int MAX_BYTES = 262_144;

    private static final int MAX_ENTRIES = 10;

    /**
     * An entry and its size.
     *
     * @param bytes as the service counts them, or more
     */
    public record Entry<E>(E content, int bytes) {}

    /** Makes entries. */
    @FunctionalInterface
    public interface Encoder<T, E> {

        /**
         * Makes the entry of an item.
         *
         * @param id the id that the service is to name the entry by
         * @throws SdkException if a call that this takes fails
         * @throws TimeoutException if there is no time for one
         */
        Entry<E> encode(String id, T item, Deadline deadline) throws TimeoutException;
    }

    /** One call of the service. */
    @FunctionalInterface
    public interface Call<E> {

        /**
         * Sends entries.
         *
         * @return those that failed, by id
         * @throws SdkException if all of them failed, or may have
         */
        Map<String, RefusedEntryException> send(List<E> entries, Deadline deadline);
    }

    private record Waiting<E>(int index, Entry<E> entry) {

        String id() {
            return Integer.toString(index);
        }
    }

    private final Encoder<T, E> encoder;
    private final Call<E> call;
    private final Backoff backoff;

    public BatchSender(Encoder<T, E> encoder, Call<E> call, Backoff backoff) {
        this.encoder = encoder;
        this.call = call;
        this.backoff = backoff;
    }

    /** Sends items in order; stops at the first call of which one is not taken before the deadline. */
    public Sent send(List<T> items, Deadline deadline) {
        List<Waiting<E>> waiting = new ArrayList<>(MAX_ENTRIES);
        int bytes = 0;
        for (int i = 0; i < items.size(); i++) {
            Entry<E> entry;
            try {
                entry = encoder.encode(Integer.toString(i), items.get(i), deadline);
            } catch (SdkException | TimeoutException e) {
                Sent failed = flush(waiting, deadline);
                return failed == null ? new Sent(i, e) : failed;
            }
            if (waiting.size() == MAX_ENTRIES || bytes + entry.bytes() > MAX_BYTES) {
                Sent failed = flush(waiting, deadline);
                if (failed != null) {
                    return failed;
                }
                waiting.clear();
                bytes = 0;
            }
            waiting.add(new Waiting<>(i, entry));
            bytes += entry.bytes();
        }
        Sent failed = flush(waiting, deadline);
        return failed == null ? new Sent(items.size(), null) : failed;
    }

    /** One call, and calls for the entries that failed of it, until none is left; null if it comes to that. */
    private @Nullable Sent flush(List<Waiting<E>> waiting, Deadline deadline) {
        List<Waiting<E>> left = waiting;
        for (int failures = 1; !left.isEmpty(); failures++) {
            Waiting<E> first = left.get(0);
            if (deadline.isReached()) {
                return new Sent(first.index(), new TimeoutException("no time left to send"));
            }
            Map<String, RefusedEntryException> failed;
            try {
                failed = call.send(
                        left.stream().map(one -> one.entry().content()).toList(), deadline);
            } catch (SdkException e) {
                return new Sent(first.index(), e);
            }
            left = left.stream().filter(one -> failed.containsKey(one.id())).toList();
            if (!left.isEmpty() && !backoff.pause(failures, deadline)) {
                first = left.get(0);
                return new Sent(first.index(), failed.get(first.id()));
            }
        }
        return null;
    }
}
