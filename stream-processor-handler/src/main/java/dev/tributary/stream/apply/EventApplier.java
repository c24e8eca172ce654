package dev.tributary.stream.apply;

import dev.tributary.aws.Backoff;
import dev.tributary.aws.Deadline;
import dev.tributary.metrics.Metrics;
import dev.tributary.record.RecordId;
import dev.tributary.stream.event.Event;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Applies events to their type's table, once in effect however often they come: with each event's change of state its entry is
 * written, in one transaction that an entry already there cancels. What was read of the state is a condition of the
 * transaction too, so that no other writer's change is lost.
 */
public final class EventApplier {

    /** Events that may share a transaction at most: each writes an entry. */
    public static final int MOST_EVENTS_PER_TRANSACTION = Transaction.MOST_ACTIONS;

    private final EventTable table;
    private final EventProcessor processor;
    private final Duration retention;
    private final Backoff backoff;
    private final Clock clock;

    /**
     * Applies events to a table.
     *
     * @param retention how long repeats of an event are known for what they are
     */
    public EventApplier(
            DynamoDbClient dynamoDb,
            String table,
            EventProcessor processor,
            Duration retention,
            Backoff backoff,
            Metrics metrics,
            Clock clock) {
        this.table = new EventTable(dynamoDb, table, backoff, metrics);
        this.processor = processor;
        this.retention = retention;
        this.backoff = backoff;
        this.clock = clock;
    }

    /**
     * What became of each event, by its record. Never throws for a service's failure: that is a result too, of an event and of
     * all behind it.
     */
    public Map<RecordId, Result> apply(List<Event> events, Deadline deadline) {
        List<PendingEvent> pending =
                events.stream().map(event -> PendingEvent.of(event, processor)).toList();
        Instant expiry = processor.keepsEntries() ? null : clock.instant().plus(retention);
        List<Result> results = new Application(table, processor, backoff, pending, expiry, deadline).run();
        Map<RecordId, Result> byRecord = new HashMap<>();
        for (int i = 0; i < results.size(); i++) {
            byRecord.put(events.get(i).record(), results.get(i));
        }
        return byRecord;
    }

    /**
     * Makes the calls that events make, and writes nothing.
     *
     * @throws SdkException if DynamoDB answers otherwise than it should
     */
    public void prime(Deadline deadline) {
        table.prime(deadline);
    }
}
