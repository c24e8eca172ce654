package dev.tributary.stream.apply;

import static dev.tributary.stream.apply.Attributes.CONTENT_SHA256;
import static dev.tributary.stream.apply.Attributes.ENTITY;
import static dev.tributary.stream.apply.Attributes.EXPIRES_AT;
import static dev.tributary.stream.apply.Attributes.FLAGS;
import static dev.tributary.stream.apply.Attributes.ITEM;
import static dev.tributary.stream.apply.Attributes.RECORD_ID;
import static dev.tributary.stream.apply.Attributes.VERDICT;
import static dev.tributary.stream.apply.Attributes.VERSION;

import dev.tributary.batch.RejectedRecordException;
import dev.tributary.deadletter.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * One attempt at events that share a transaction: what they come to together, by what is known of the table. Nothing of it
 * holds until the transaction is carried out.
 */
final class Fold {

    private static final Set<String> OF_STATES = Set.of(ENTITY, ITEM, VERSION);
    private static final Set<String> OF_ENTRIES =
            Set.of(ENTITY, ITEM, RECORD_ID, CONTENT_SHA256, VERDICT, FLAGS, EXPIRES_AT);

    /** Knows how to convert what documents hold that say nothing of it themselves. */
    private static final TableSchema<EnhancedDocument> DOCUMENTS = TableSchema.documentSchemaBuilder()
            .attributeConverterProviders(AttributeConverterProvider.defaultProvider())
            .build();

    /** An entry, and what its processor adds to it. */
    private record NewEntry(Entry entry, Map<String, AttributeValue> more) {}

    private final EventProcessor processor;
    private final Knowledge known;
    private final List<Result> results = new ArrayList<>();
    private final Map<ItemKey, NewEntry> entries = new LinkedHashMap<>();
    private final Map<ItemKey, Map<String, AttributeValue>> changed = new LinkedHashMap<>();
    private final Set<ItemKey> read = new LinkedHashSet<>();
    private final Set<ItemKey> refused = new LinkedHashSet<>();

    /** Folds events in their order. */
    Fold(List<PendingEvent> events, EventProcessor processor, Knowledge known) {
        this.processor = processor;
        this.known = known;
        events.forEach(event -> results.add(resultOf(event)));
    }

    /** What becomes of each event, in their order. */
    List<Result> results() {
        return results;
    }

    /**
     * What is to be written, and what must still be so. That an event is refused holds only as long as it has no entry and what
     * was read of the state is the state: one that took effect before may well be refused by what it, or others after it, made
     * of the state.
     *
     * @param expiry when the entries expire; null for never
     */
    Transaction transaction(@Nullable Instant expiry) {
        Transaction transaction = new Transaction();
        entries.forEach((key, added) -> {
            Map<String, AttributeValue> item = new HashMap<>(added.more);
            added.entry.write(item);
            if (expiry != null) {
                item.put(EXPIRES_AT, AttributeValue.fromN(Long.toString(expiry.getEpochSecond())));
            }
            transaction.create(key, item);
        });
        refused.forEach(transaction::checkAbsence);
        changed.forEach((key, content) -> transaction.replace(key, known.state(key), content));
        read.stream().filter(key -> !changed.containsKey(key)).forEach(key -> transaction.check(key, known.state(key)));
        return transaction;
    }

    /** Whether a cancelled transaction tells of entries that are there already; makes them known. */
    boolean learnsEntries(Exception failure) {
        if (!(failure instanceof TransactionCanceledException canceled)) {
            return false;
        }
        List<CancellationReason> reasons = canceled.cancellationReasons();
        List<ItemKey> keys = new ArrayList<>(entries.keySet());
        keys.addAll(refused);
        boolean learned = false;
        for (int i = 0; i < Math.min(keys.size(), reasons.size()); i++) {
            if (reasons.get(i).hasItem() && !reasons.get(i).item().isEmpty()) {
                known.learnEntry(keys.get(i), Entry.read(reasons.get(i).item()));
                learned = true;
            }
        }
        return learned;
    }

    /** Makes known what was written. */
    void learn() {
        entries.forEach((key, added) -> known.learnEntry(key, added.entry));
        changed.forEach((key, content) -> known.learnState(key, known.state(key).next(content)));
    }

    private Result resultOf(PendingEvent event) {
        NewEntry earlier = entries.get(event.entry());
        Entry entry = earlier == null ? known.entry(event.entry()) : earlier.entry;
        if (entry != null) {
            return entry.resultFor(event);
        }
        try {
            if (event.fault() != null) {
                return refused(event, event.fault());
            }
            Effect effect = processor.apply(event.event(), itemsOf(event));
            // Here for its faults alone: an event whose alerts cannot be told must not take effect.
            List.copyOf(processor.alerts(event.event(), effect.recorded()));
            add(event, effect);
            return new Result.Done(effect.recorded());
        } catch (RejectedRecordException e) {
            return refused(event, e.rejection());
        } catch (RuntimeException | StackOverflowError e) {
            return refused(event, ProcessorFault.of(e));
        }
    }

    private Result refused(PendingEvent event, Rejection rejection) {
        refused.add(event.entry());
        read.addAll(event.items());
        return new Result.Rejected(rejection);
    }

    private Items itemsOf(PendingEvent event) {
        Map<String, EnhancedDocument> items = new HashMap<>();
        for (ItemKey key : event.items()) {
            Stored state = known.state(key);
            Map<String, AttributeValue> content = changed.get(key);
            if (content != null || state.exists()) {
                items.put(
                        key.item(),
                        EnhancedDocument.fromAttributeValueMap(content == null ? state.content() : content));
            }
        }
        return new Items(items);
    }

    /** Takes an effect in as a whole, or fails and takes in nothing of it. */
    private void add(PendingEvent event, Effect effect) throws RejectedRecordException {
        Map<ItemKey, Map<String, AttributeValue>> items = new LinkedHashMap<>();
        for (Map.Entry<String, EnhancedDocument> item : effect.items().entrySet()) {
            ItemKey key = new ItemKey(event.event().entity(), item.getKey());
            ProcessorFault.unless(
                    event.items().contains(key),
                    processor,
                    "writes an item that it did not name (expected: one of its items)");
            items.put(key, attributes(item.getValue(), OF_STATES));
        }
        entries.put(
                event.entry(),
                new NewEntry(
                        new Entry(event.recordId(), event.contentSha256(), effect.recorded()),
                        attributes(effect.entry(), OF_ENTRIES)));
        // An earlier event of the same identity was refused: that the entry is new says what the check would.
        refused.remove(event.entry());
        changed.putAll(items);
        read.addAll(event.items());
    }

    private Map<String, AttributeValue> attributes(EnhancedDocument document, Set<String> reserved)
            throws RejectedRecordException {
        Map<String, AttributeValue> attributes =
                document.attributeConverterProviders().isEmpty()
                        ? DOCUMENTS.itemToMap(document, false)
                        : document.toMap();
        for (String name : attributes.keySet()) {
            ProcessorFault.unless(
                    !reserved.contains(name), processor, "writes the attribute " + name + " (expected: another name)");
        }
        return attributes;
    }
}
