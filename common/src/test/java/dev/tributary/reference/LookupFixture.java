package dev.tributary.reference;

import dev.tributary.aws.Deadline;
import dev.tributary.metrics.Metrics;
import dev.tributary.testing.Backoffs;
import dev.tributary.testing.FakeDynamoDb;
import dev.tributary.testing.ManualClock;
import dev.tributary.testing.Records;
import dev.tributary.testing.TestInvocations;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Look-ups in two tables in memory: users, of whom there are u1 and u2, and prices, of which there is that of 100. */
final class LookupFixture {

    static final Duration TIME = Duration.ofSeconds(10);
    static final int CACHE_BYTES = 1_000_000;

    final ManualClock clock = new ManualClock(Records.ARRIVAL);
    final FakeDynamoDb dynamoDb =
            new FakeDynamoDb().table("users", "id", ScalarAttributeType.S).table("prices", "id", ScalarAttributeType.N);
    final Metrics metrics = new Metrics(
            "Tributary", clock, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    private ReferenceLookup lookup;

    LookupFixture() {
        use(CACHE_BYTES, Sources.users(), prices(Sources.TIME_TO_LIVE));
        addUser("u1", "Ada");
        addUser("u2", "Bob");
        dynamoDb.item("prices", Map.of("id", AttributeValue.fromN("100"), "price", AttributeValue.fromN("9.90")));
    }

    /** Looks up these sources from now on, with an empty cache. */
    void use(int cacheBytes, ReferenceSource... sources) {
        lookup = new ReferenceLookup(
                dynamoDb,
                List.of(sources),
                cacheBytes,
                () -> Duration.between(Records.ARRIVAL, clock.instant()).toNanos(),
                Backoffs.on(clock),
                metrics);
    }

    Map<ReferenceKey, Answer> lookUpUntil(Deadline deadline, Set<ReferenceKey> keys) {
        return lookup.lookUp(keys, deadline);
    }

    Map<ReferenceKey, Answer> lookUp(Set<ReferenceKey> keys) {
        return lookup.lookUp(keys, TestInvocations.in(TIME, clock));
    }

    void addUser(String id, String name) {
        dynamoDb.item("users", Map.of("id", AttributeValue.fromS(id), "name", AttributeValue.fromS(name)));
    }

    static boolean isUser(Map<String, AttributeValue> key, String... ids) {
        return Arrays.stream(ids).anyMatch(id -> AttributeValue.fromS(id).equals(key.get("id")));
    }

    static ReferenceSource prices(Duration timeToLive) {
        return Sources.source("price", "prices", KeyType.N, List.of(), "price", timeToLive);
    }

    static Set<ReferenceKey> users(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> user("x" + i))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static ReferenceKey user(String id) {
        return new ReferenceKey("users", List.of(id));
    }

    static ReferenceKey price(String id) {
        return new ReferenceKey("prices", List.of(id));
    }
}
