package dev.tributary.inference.score;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;
import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import dev.tributary.aws.Deadline;
import dev.tributary.aws.FailureClassifier;
import dev.tributary.aws.Invocation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Lets one run at a time work, where the function's concurrency does not. That no change is scored twice does not hang on it: two
 * runs at once would only do each other's work, and one of them fail.
 */
final class RunLease {

    private static final Logger LOG = LoggerFactory.getLogger(RunLease.class);

    private static final String KEY = "key";
    private static final String OWNER = "owner";
    private static final String EXPIRES_AT = "expiresAt";
    private static final String LEASE = "lease";

    /** What a lease outlasts the time for writing by: more than Lambda leaves a function then. */
    private static final Duration BEYOND = Duration.ofMinutes(1);

    /**
     * The item.
     *
     * @param owner the id of the invocation, which Lambda's repeat of it shares
     * @param expiresAt milliseconds since 1970
     */
    record Item(String key, String owner, long expiresAt) {

        static final TableSchema<Item> SCHEMA = StaticImmutableTableSchema.builder(Item.class, Builder.class)
                .newItemBuilder(Builder::new, Builder::build)
                .addAttribute(String.class, key -> key.name(KEY)
                        .getter(Item::key)
                        .setter(Builder::key)
                        .tags(primaryPartitionKey()))
                .addAttribute(
                        String.class,
                        owner -> owner.name(OWNER).getter(Item::owner).setter(Builder::owner))
                .addAttribute(
                        Long.class,
                        time -> time.name(EXPIRES_AT).getter(Item::expiresAt).setter(Builder::expiresAt))
                .build();
    }

    /** An item as it is read, attribute by attribute. */
    static final class Builder {

        private @Nullable String key;
        private @Nullable String owner;
        private long expiresAt;

        void key(String value) {
            key = value;
        }

        void owner(String value) {
            owner = value;
        }

        void expiresAt(Long value) {
            expiresAt = value;
        }

        Item build() {
            if (key == null || owner == null) {
                throw new IllegalStateException("score table: an item that is no lease");
            }
            return new Item(key, owner, expiresAt);
        }
    }

    private final ScoreTable table;
    private final Clock clock;

    RunLease(ScoreTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /**
     * Takes the lease until the invocation ends, unless another run has it.
     *
     * @return whether it is taken
     * @throws SdkException if DynamoDB does not say
     */
    boolean take(Invocation invocation) {
        Deadline deadline = invocation.writing();
        Instant now = clock.instant();
        long end = now.plus(deadline.remaining()).plus(BEYOND).toEpochMilli();
        try {
            table.items(Item.SCHEMA, deadline)
                    .putItem(request -> request.item(new Item(LEASE, invocation.requestId(), end))
                            .conditionExpression(ScoreTable.condition(
                                    "attribute_not_exists(#key) OR #expiresAt < :now OR #owner = :owner",
                                    Map.of(
                                            ":now",
                                            fromN(Long.toString(now.toEpochMilli())),
                                            ":owner",
                                            fromS(invocation.requestId())),
                                    KEY,
                                    EXPIRES_AT,
                                    OWNER)));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    /** Gives the lease back; where that fails, it expires. */
    void release(Invocation invocation) {
        try {
            giveBack(invocation.requestId(), invocation.writing());
        } catch (ConditionalCheckFailedException e) {
            LOG.warn("the lease of this run is another run's");
        } catch (SdkException e) {
            LOG.warn("the lease could not be given back, and expires", entry("cause", FailureClassifier.describe(e)));
        }
    }

    /** Gives back what nobody has. */
    void prime(Deadline deadline) {
        try {
            giveBack("priming", deadline);
        } catch (ConditionalCheckFailedException e) {
            // As expected.
        }
    }

    private void giveBack(String owner, Deadline deadline) {
        table.items(Item.SCHEMA, deadline).deleteItem(request -> request.key(
                        Key.builder().partitionValue(LEASE).build())
                .conditionExpression(ScoreTable.condition("#owner = :owner", Map.of(":owner", fromS(owner)), OWNER)));
    }
}
