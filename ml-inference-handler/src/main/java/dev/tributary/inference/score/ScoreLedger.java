package dev.tributary.inference.score;

import static java.nio.charset.StandardCharsets.UTF_8;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.aws.Backoff;
import dev.tributary.aws.Deadline;
import dev.tributary.aws.FailureClassifier;
import dev.tributary.aws.Sha256;
import dev.tributary.inference.model.ModelId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.model.BatchGetResultPage;
import software.amazon.awssdk.enhanced.dynamodb.model.GetItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactPutItemEnhancedRequest;
import software.amazon.awssdk.enhanced.dynamodb.model.TransactWriteItemsEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** What was scored last of each key of a table, by a model. Calls that fail for reasons that pass are made again until the deadline. */
final class ScoreLedger {

    /** Keys that one call reads, and entries that one call writes, at most. */
    static final int MOST_PER_CALL = 100;

    private static final String TRUNCATION = "truncation";
    private static final int LONGEST_KEY_BYTES = 1_000;

    /** A change as it is, or none, or one before; or the same one, by this attempt or by one whose object never comes. */
    private static final String CONDITION = "attribute_not_exists(#key) OR #order < :order"
            + " OR (#order = :order AND (#output = :output OR #output = :missing))";

    private static final String FAILED = "ConditionalCheckFailed";

    private final ScoreTable table;
    private final String prefix;
    private final Backoff backoff;

    ScoreLedger(ScoreTable table, ModelId model, ScoredTable scored, Backoff backoff) {
        this.table = table;
        this.prefix = model + "#" + scored + "#";
        this.backoff = backoff;
    }

    /** The key of a row's entry. */
    String key(ObjectNode key) {
        String text = key.toString();
        byte[] bytes = text.getBytes(UTF_8);
        return prefix + (bytes.length > LONGEST_KEY_BYTES ? HexFormat.of().formatHex(Sha256.of(bytes)) : text);
    }

    /** The key of the entry for the last truncation; no row's, since theirs are JSON objects, or hexadecimal. */
    String truncationKey() {
        return prefix + TRUNCATION;
    }

    /**
     * Reads entries as they are now.
     *
     * @param keys distinct ones, at most {@value #MOST_PER_CALL}
     * @return those that exist
     * @throws SdkException if a call fails
     * @throws TimeoutException if the deadline passes
     */
    Map<String, Entry> read(Collection<String> keys, Deadline deadline) throws TimeoutException {
        DynamoDbTable<Entry> entries = table.items(Entry.SCHEMA, deadline);
        Map<String, Entry> found = new HashMap<>();
        List<Key> left = keys.stream().map(ScoreLedger::tableKey).toList();
        for (int failures = 1; !left.isEmpty(); ) {
            requireTime(deadline);
            try {
                BatchGetResultPage page = page(entries, left, deadline);
                page.resultsForTable(entries).forEach(entry -> found.put(entry.key(), entry));
                List<Key> unprocessed = page.unprocessedKeysForTable(entries);
                boolean isIdle = unprocessed.size() == left.size();
                left = unprocessed;
                if (isIdle && !backoff.pause(failures++, deadline)) {
                    throw new TimeoutException(left.size() + " entries unprocessed by DynamoDB");
                }
            } catch (SdkException e) {
                pauseOrThrow(e, failures++, deadline);
            }
        }
        return found;
    }

    /**
     * Writes entries, all of them or none.
     *
     * @param claims at most {@value #MOST_PER_CALL}, of distinct keys
     * @return whether they are written; if not, another run has changed one of them since it was read
     * @throws SdkException if the call fails; the entries may be written all the same
     * @throws TimeoutException if the deadline passes
     */
    boolean write(List<Claim> claims, Deadline deadline) throws TimeoutException {
        for (int failures = 1; ; failures++) {
            requireTime(deadline);
            try {
                table.client(deadline).transactWriteItems(request(claims, deadline));
                return true;
            } catch (TransactionCanceledException e) {
                if (e.cancellationReasons().stream()
                        .map(CancellationReason::code)
                        .anyMatch(FAILED::equals)) {
                    return false;
                }
                pauseOrThrow(e, failures, deadline);
            } catch (SdkException e) {
                pauseOrThrow(e, failures, deadline);
            }
        }
    }

    /** Makes both calls once, and writes nothing: the transaction replaces an order that there is not. */
    void prime(Deadline deadline) throws TimeoutException {
        String nothing = prefix + "priming";
        read(List.of(nothing), deadline);
        DynamoDbTable<Entry> entries = table.items(Entry.SCHEMA, deadline);
        try {
            table.client(deadline)
                    .transactWriteItems(TransactWriteItemsEnhancedRequest.builder()
                            .addPutItem(
                                    entries,
                                    put(
                                            new Entry(nothing, "none", "none", Instant.EPOCH),
                                            ScoreTable.condition("attribute_exists(#key)", Map.of(), Entry.KEY)))
                            .build());
        } catch (TransactionCanceledException e) {
            // As expected.
        }
    }

    private TransactWriteItemsEnhancedRequest request(List<Claim> claims, Deadline deadline) {
        DynamoDbTable<Entry> entries = table.items(Entry.SCHEMA, deadline);
        TransactWriteItemsEnhancedRequest.Builder request = TransactWriteItemsEnhancedRequest.builder();
        for (Claim claim : claims) {
            Entry entry = claim.entry();
            request.addPutItem(
                    entries,
                    put(
                            entry,
                            ScoreTable.condition(
                                    CONDITION,
                                    Map.of(
                                            ":order",
                                            fromS(entry.order()),
                                            ":output",
                                            fromS(entry.output()),
                                            ":missing",
                                            fromS(claim.missing().orElse(entry.output()))),
                                    Entry.KEY,
                                    Entry.ORDER,
                                    Entry.OUTPUT)));
        }
        return request.build();
    }

    private static TransactPutItemEnhancedRequest<Entry> put(Entry entry, Expression condition) {
        return TransactPutItemEnhancedRequest.builder(Entry.class)
                .item(entry)
                .conditionExpression(condition)
                .build();
    }

    /** One call. The enhanced client's own paging would ask for unprocessed keys again without a pause. */
    private BatchGetResultPage page(DynamoDbTable<Entry> entries, List<Key> keys, Deadline deadline) {
        ReadBatch.Builder<Entry> batch = ReadBatch.builder(Entry.class).mappedTableResource(entries);
        for (Key key : keys) {
            batch.addGetItem(GetItemEnhancedRequest.builder()
                    .key(key)
                    .consistentRead(true)
                    .build());
        }
        return table.client(deadline)
                .batchGetItem(request -> request.readBatches(batch.build()))
                .iterator()
                .next();
    }

    private void pauseOrThrow(SdkException failure, int failures, Deadline deadline) {
        if (!FailureClassifier.classify(failure).isPassing() || !backoff.pause(failures, deadline)) {
            throw failure;
        }
    }

    private static void requireTime(Deadline deadline) throws TimeoutException {
        if (deadline.isReached()) {
            throw new TimeoutException("no time left to ask the ledger of scores");
        }
    }

    private static Key tableKey(String key) {
        return Key.builder().partitionValue(key).build();
    }
}
