package dev.tributary.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.aws.Deadline;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import dev.tributary.reference.Answer.Found;
import dev.tributary.reference.Answer.NotFound;
import dev.tributary.reference.Answer.Unavailable;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.Backoffs;
import dev.tributary.testing.FakeDynamoDb;
import dev.tributary.testing.Fault.Effect;
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
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class ReferenceLookupTest {

    private static final Duration TIME = Duration.ofSeconds(10);
    private static final int CACHE_ENTRIES = 1_000;

    private final ManualClock clock = new ManualClock(Records.ARRIVAL);
    private final FakeDynamoDb dynamoDb =
            new FakeDynamoDb().table("users", "id", ScalarAttributeType.S).table("prices", "id", ScalarAttributeType.N);
    private final Metrics metrics = new Metrics(
            "Tributary", clock, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    private ReferenceLookup lookup = lookup(CACHE_ENTRIES, Sources.users(), prices(Sources.TIME_TO_LIVE));

    @BeforeEach
    void addItems() {
        addUser("u1", "Ada");
        addUser("u2", "Bob");
        dynamoDb.item("prices", Map.of("id", AttributeValue.fromN("100"), "price", AttributeValue.fromN("9.90")));
    }

    @Test
    void shouldAskNothingWithoutKeys() {
        assertThat(lookUp(Set.of())).isEmpty();
        assertThat(dynamoDb.calls()).isEmpty();
    }

    @Test
    void shouldAnswerEveryKeyOfEveryTableWithOneCall() {
        Map<ReferenceKey, Answer> answers = lookUp(Set.of(user("u1"), user("u9"), price("1E+2"), price("7")));

        assertThat(answers).hasSize(4);
        assertThat(answers.get(user("u1"))).isEqualTo(new Found(Sources.object("{'id': 'u1', 'name': 'Ada'}")));
        assertThat(answers.get(user("u9"))).isEqualTo(new NotFound());
        assertThat(answers.get(price("1E+2"))).isInstanceOfSatisfying(Found.class, found -> assertThat(
                        found.item().get("price").decimalValue())
                .isEqualByComparingTo("9.9"));
        assertThat(answers.get(price("7"))).isEqualTo(new NotFound());
        assertThat(dynamoDb.keysPerCall()).containsExactly(4);
    }

    @Test
    void shouldFindItemsByPartitionAndSortKey() {
        dynamoDb.table("stock", "id", ScalarAttributeType.S, "place", ScalarAttributeType.N)
                .item("stock", Map.of("id", AttributeValue.fromS("a"), "place", AttributeValue.fromN("20")));
        lookup = lookup(
                CACHE_ENTRIES,
                new ReferenceSource(
                        "stock",
                        "stock",
                        List.of(Sources.key("id", KeyType.S), Sources.key("place", KeyType.N)),
                        List.of("count"),
                        "stock",
                        false,
                        Sources.TIME_TO_LIVE));

        ReferenceKey there = new ReferenceKey("stock", List.of("a", "2E+1"));
        ReferenceKey absent = new ReferenceKey("stock", List.of("a", "2"));
        assertThat(lookUp(Set.of(there, absent)).get(there)).isInstanceOf(Found.class);
        assertThat(lookUp(Set.of(there, absent)).get(absent)).isInstanceOf(NotFound.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 99, 100, 101, 250})
    void shouldAskByTheHundred(int keys) {
        Map<ReferenceKey, Answer> answers = lookUp(users(keys));

        assertThat(answers).hasSize(keys);
        assertThat(dynamoDb.calls()).hasSize((keys + 99) / 100);
        assertThat(dynamoDb.keysPerCall().stream().mapToInt(i -> i).sum()).isEqualTo(keys);
        assertThat(metrics.value(Metric.LOOKUP_CALLS))
                .isEqualTo(dynamoDb.calls().size());
    }

    @Test
    void shouldAskOnceForNumbersThatDynamoDbTakesForEqual() throws InvalidKeyException {
        Set<ReferenceKey> keys = new LinkedHashSet<>();
        for (String number : List.of("100", "100.0", "1e2", "'100'")) {
            keys.add(KeyReader.read(Sources.json("{'id': " + number + "}"), prices(Sources.TIME_TO_LIVE)));
        }

        assertThat(lookUp(keys).values()).singleElement().isInstanceOf(Found.class);
        assertThat(dynamoDb.keysPerCall()).containsExactly(1);
    }

    @Nested
    class Projection {

        @Test
        void shouldAskForAllAttributesOfASourceThatNamesNone() {
            lookUp(Set.of(user("u1")));

            assertThat(dynamoDb.calls().get(0).requestItems().values())
                    .extracting(KeysAndAttributes::projectionExpression)
                    .containsOnlyNulls();
        }

        @Test
        void shouldAskForWhatTwoSourcesOfATableWantTogetherAndOnce() {
            lookup = lookup(CACHE_ENTRIES, Sources.users(List.of("name"), "a"), other(List.of("status", "name")));
            dynamoDb.item(
                    "users",
                    Map.of(
                            "id", AttributeValue.fromS("u3"),
                            "name", AttributeValue.fromS("Eve"),
                            "status", AttributeValue.fromS("new"),
                            "secret", AttributeValue.fromS("x")));

            assertThat(lookUp(Set.of(user("u3"))).get(user("u3")))
                    .isEqualTo(new Found(Sources.object("{'id': 'u3', 'name': 'Eve', 'status': 'new'}")));
            assertThat(dynamoDb.keysPerCall()).containsExactly(1);
        }

        @Test
        void shouldAskForAllWhereOneOfTwoSourcesWantsAll() {
            lookup = lookup(CACHE_ENTRIES, Sources.users(List.of("name"), "a"), other(List.of()));

            lookUp(Set.of(user("u1")));

            assertThat(dynamoDb.calls().get(0).requestItems().values())
                    .extracting(KeysAndAttributes::projectionExpression)
                    .containsOnlyNulls();
        }

        private ReferenceSource other(List<String> attributes) {
            return Sources.source("other", "users", KeyType.S, attributes, "b", Sources.TIME_TO_LIVE);
        }
    }

    @Nested
    class Cache {

        @Test
        void shouldAnswerAgainWithoutACall() {
            lookUp(Set.of(user("u1"), user("u9")));

            assertThat(lookUp(Set.of(user("u1"), user("u9"), user("u2")))).hasSize(3);
            assertThat(dynamoDb.keysPerCall()).containsExactly(2, 1);
            assertThat(metrics.value(Metric.CACHE_HITS)).isEqualTo(2);
            assertThat(metrics.value(Metric.CACHE_MISSES)).isEqualTo(3);
        }

        @Test
        void shouldAskAgainForAnItemAfterItsTimeToLive() {
            lookUp(Set.of(user("u1")));
            clock.advance(Sources.TIME_TO_LIVE.minusMillis(1));
            lookUp(Set.of(user("u1")));
            assertThat(dynamoDb.calls()).hasSize(1);

            addUser("u1", "Ada L.");
            clock.advance(Duration.ofMillis(1));

            assertThat(lookUp(Set.of(user("u1"))).get(user("u1")))
                    .isEqualTo(new Found(Sources.object("{'id': 'u1', 'name': 'Ada L.'}")));
        }

        @Test
        void shouldAskSoonAgainForAnItemThatWasAbsent() {
            lookUp(Set.of(user("u9")));
            addUser("u9", "Late");
            clock.advance(Duration.ofSeconds(30).minusMillis(1));
            assertThat(lookUp(Set.of(user("u9"))).get(user("u9"))).isEqualTo(new NotFound());

            clock.advance(Duration.ofMillis(1));

            assertThat(lookUp(Set.of(user("u9"))).get(user("u9"))).isInstanceOf(Found.class);
        }

        @Test
        void shouldKeepAnAbsenceNoLongerThanAnItem() {
            lookup = lookup(CACHE_ENTRIES, prices(Duration.ofSeconds(5)));
            lookUp(Set.of(price("7")));
            clock.advance(Duration.ofSeconds(5));

            lookUp(Set.of(price("7")));

            assertThat(dynamoDb.calls()).hasSize(2);
        }

        @Test
        void shouldKeepNothingWithoutATimeToLive() {
            lookup = lookup(CACHE_ENTRIES, prices(Duration.ZERO));

            lookUp(Set.of(price("1E+2")));
            assertThat(lookUp(Set.of(price("1E+2"))).get(price("1E+2"))).isInstanceOf(Found.class);

            assertThat(dynamoDb.calls()).hasSize(2);
        }

        @Test
        void shouldKeepNoMoreThanItsEntries() {
            lookup = lookup(10, Sources.users());
            lookUp(users(100));

            lookUp(users(100));

            assertThat(metrics.value(Metric.CACHE_HITS)).isLessThanOrEqualTo(10);
            assertThat(dynamoDb.calls()).hasSize(2);
        }

        @Test
        void shouldAnswerMoreKeysThanItKeeps() {
            lookup = lookup(10, Sources.users());

            assertThat(lookUp(users(100))).hasSize(100).containsKeys(users(100).toArray(ReferenceKey[]::new));
        }

        @Test
        void shouldNotKeepAFailure() {
            dynamoDb.faults().failNext(FakeDynamoDb.BATCH_GET, AwsFailures.throttled(), Effect.NONE);
            lookUp(Set.of(user("u1")));

            assertThat(lookUp(Set.of(user("u1"))).get(user("u1"))).isInstanceOf(Found.class);
        }
    }

    @Nested
    class Failures {

        @Test
        void shouldAskAgainForUnprocessedKeysAlone() {
            AtomicInteger left = new AtomicInteger();
            dynamoDb.leaveUnprocessed(key -> isUser(key, "u2", "u9") && left.incrementAndGet() <= 2);

            Map<ReferenceKey, Answer> answers = lookUp(Set.of(user("u1"), user("u2"), user("u9")));

            assertThat(answers.get(user("u1"))).isInstanceOf(Found.class);
            assertThat(answers.get(user("u2"))).isInstanceOf(Found.class);
            assertThat(answers.get(user("u9"))).isInstanceOf(NotFound.class);
            assertThat(dynamoDb.keysPerCall()).containsExactly(3, 2);
        }

        @Test
        void shouldWaitBetweenCallsThatBringNothingUntilTheDeadline() {
            dynamoDb.leaveUnprocessed(key -> isUser(key, "u2"));

            Map<ReferenceKey, Answer> answers = lookUp(Set.of(user("u1"), user("u2")));

            assertThat(answers.get(user("u1"))).isInstanceOf(Found.class);
            assertUnavailable(answers.get(user("u2")), TimeoutException.class);
            assertThat(clock.instant()).isAfter(Records.ARRIVAL.plusSeconds(8)).isBefore(Records.ARRIVAL.plus(TIME));
            assertThat(dynamoDb.calls()).hasSizeBetween(5, 20);
        }

        @Test
        void shouldNeverTakeAThrottledTableForAnAbsence() {
            dynamoDb.faults().failAll(FakeDynamoDb.BATCH_GET, AwsFailures.throttled());

            assertUnavailable(lookUp(Set.of(user("u9"))).get(user("u9")), ProvisionedThroughputExceededException.class);
        }

        @Test
        void shouldKeepWhatWasAnsweredBeforeACallFails() {
            dynamoDb.leaveUnprocessed(key -> isUser(key, "u2", "u9"));
            dynamoDb.faults().failCall(FakeDynamoDb.BATCH_GET, 2, AwsFailures.timedOut(), Effect.NONE);

            Map<ReferenceKey, Answer> answers = lookUp(Set.of(user("u1"), user("u2"), user("u9")));

            assertThat(answers.get(user("u1"))).isInstanceOf(Found.class);
            assertThat(answers.get(user("u2"))).isInstanceOf(Unavailable.class);
            assertThat(answers.get(user("u9"))).isInstanceOf(Unavailable.class);
        }

        @Test
        void shouldAnswerEveryKeyWhenTheTableIsMissing() {
            lookup = lookup(
                    CACHE_ENTRIES, Sources.source("none", "none", KeyType.S, List.of(), "none", Sources.TIME_TO_LIVE));
            ReferenceKey key = new ReferenceKey("none", List.of("a"));

            assertThat(lookUp(Set.of(key)).get(key)).isInstanceOf(Unavailable.class);
        }

        @Test
        void shouldAnswerEveryKeyWhenTheKeysTypeIsNotTheTables() {
            lookup = lookup(
                    CACHE_ENTRIES,
                    Sources.source("price", "prices", KeyType.S, List.of(), "price", Sources.TIME_TO_LIVE));

            assertThat(lookUp(Set.of(price("100"))).get(price("100"))).isInstanceOf(Unavailable.class);
        }

        @Test
        void shouldAskNothingPastTheDeadline() {
            Deadline past = TestInvocations.in(Duration.ZERO, clock);

            assertUnavailable(lookup.lookUp(Set.of(user("u1")), past).get(user("u1")), TimeoutException.class);
            assertThat(dynamoDb.calls()).isEmpty();
        }

        @Test
        void shouldAskNoFurtherHundredAfterOneThatFailed() {
            dynamoDb.faults().failCall(FakeDynamoDb.BATCH_GET, 2, AwsFailures.throttled(), Effect.NONE);

            Map<ReferenceKey, Answer> answers = lookUp(users(350));

            assertThat(dynamoDb.calls()).hasSize(2);
            assertThat(answers).hasSize(350);
            assertThat(answers.values().stream().filter(Unavailable.class::isInstance))
                    .hasSize(250);
        }
    }

    private static void assertUnavailable(@Nullable Answer answer, Class<? extends Exception> cause) {
        assertThat(answer).isInstanceOfSatisfying(Unavailable.class, unavailable -> assertThat(unavailable.cause())
                .isInstanceOf(cause));
    }

    private ReferenceLookup lookup(int cacheEntries, ReferenceSource... sources) {
        return new ReferenceLookup(
                dynamoDb,
                List.of(sources),
                cacheEntries,
                () -> Duration.between(Records.ARRIVAL, clock.instant()).toNanos(),
                Backoffs.on(clock),
                metrics);
    }

    private Map<ReferenceKey, Answer> lookUp(Set<ReferenceKey> keys) {
        return lookup.lookUp(keys, TestInvocations.in(TIME, clock));
    }

    private void addUser(String id, String name) {
        dynamoDb.item("users", Map.of("id", AttributeValue.fromS(id), "name", AttributeValue.fromS(name)));
    }

    private static boolean isUser(Map<String, AttributeValue> key, String... ids) {
        return Arrays.stream(ids).anyMatch(id -> AttributeValue.fromS(id).equals(key.get("id")));
    }

    private static ReferenceSource prices(Duration timeToLive) {
        return Sources.source("price", "prices", KeyType.N, List.of(), "price", timeToLive);
    }

    private static Set<ReferenceKey> users(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> user("x" + i))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static ReferenceKey user(String id) {
        return new ReferenceKey("users", List.of(id));
    }

    private static ReferenceKey price(String id) {
        return new ReferenceKey("prices", List.of(id));
    }
}
