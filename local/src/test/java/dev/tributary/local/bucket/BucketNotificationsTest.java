package dev.tributary.local.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.fault.Fault;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.testing.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketNotificationsTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final int OBJECTS = 20;
    private static final int SEEDS = 200;

    private final FakeBucket bucket = new FakeBucket();
    private final List<JsonNode> told = new ArrayList<>();

    @Test
    void shouldTestWhenItIsConfigured() {
        notifications(FaultPlan.none());

        assertThat(told)
                .singleElement()
                .satisfies(event -> assertThat(event.path("Event").asText()).isEqualTo("s3:TestEvent"));
    }

    @Test
    void shouldTellOfNewObjectsAloneAndOnceEach() {
        bucket.put("raw/before", START);
        BucketNotifications notifications = notifications(FaultPlan.none());
        bucket.put("raw/b", START.plusSeconds(1));
        bucket.put("raw/a", START.plusSeconds(2));
        bucket.put("trusted/a", START.plusSeconds(2));
        notifications.look();
        notifications.look();

        assertThat(keys()).containsExactly("raw/b", "raw/a");
        assertThat(notifications.hasToldAll()).isTrue();
    }

    @Test
    void shouldTellOfEachVersionOfAnObject() {
        BucketNotifications notifications = notifications(FaultPlan.none());
        bucket.put("raw/a", START);
        bucket.put("raw/a", START);
        bucket.put("raw/a", START);
        notifications.look();
        bucket.put("raw/a", START);
        notifications.look();

        assertThat(told)
                .extracting(event -> event.at("/Records/0/s3/object/versionId").asText())
                .containsExactly("", "v0", "v1", "v2", "v3");
        assertThat(told.stream().skip(1).map(event -> event.at("/Records/0/s3/object/sequencer")
                        .asText()))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldTellOfAnObjectThatIsReplacedInABucketWithoutVersions() {
        BucketNotifications notifications = notifications(FaultPlan.none());
        bucket.put("raw/a", START, null, "e1");
        notifications.look();
        bucket.put("raw/a", START, null, "e2");
        notifications.look();

        assertThat(keys()).containsExactly("raw/a", "raw/a");
    }

    /** Whatever the seed: each at least once and at most twice, some twice, and some behind later ones. */
    @Test
    void shouldTellAgainAndOutOfOrderByTheSeed() {
        int repeated = 0;
        int outOfOrder = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            FaultPlan faults = FaultPlan.seeded(seed);
            List<String> first = toldWith(faults);
            assertThat(toldWith(FaultPlan.seeded(seed))).as("seed %d", seed).isEqualTo(first);

            assertThat(new HashSet<>(first)).as("seed %d", seed).hasSize(OBJECTS);
            assertThat(first).as("seed %d", seed).allMatch(key -> Collections.frequency(first, key) <= 2);
            int repeats = first.size() - OBJECTS;
            assertThat(faults.counts().getOrDefault(Fault.EVENT_REPEATED, 0))
                    .as("seed %d", seed)
                    .isEqualTo(repeats);
            repeated += repeats > 0 ? 1 : 0;
            List<String> once = first.stream().distinct().toList();
            outOfOrder += once.equals(once.stream().sorted().toList()) ? 0 : 1;
        }
        assertThat(repeated).isGreaterThan(SEEDS / 2);
        assertThat(outOfOrder).isGreaterThan(SEEDS / 2);
    }

    @Test
    void shouldHoldBackNoLongerThanUntilTheNextLook() {
        FaultPlan faults = firstThatStrikes(Fault.EVENT_LATE);
        BucketNotifications notifications = notifications(faults);
        bucket.put("raw/a", START);
        notifications.look();
        assertThat(keys()).isEmpty();
        assertThat(notifications.hasToldAll()).isFalse();

        bucket.put("raw/b", START);
        notifications.look();

        assertThat(keys()).endsWith("raw/a");
    }

    private static List<String> toldWith(FaultPlan faults) {
        BucketNotificationsTest fresh = new BucketNotificationsTest();
        BucketNotifications notifications = fresh.notifications(faults);
        IntStream.range(0, OBJECTS).forEach(i -> {
            fresh.bucket.put("raw/%02d".formatted(i), START.plusSeconds(i));
            if (i % 5 == 4) {
                notifications.look();
            }
        });
        while (!notifications.hasToldAll()) {
            notifications.look();
        }
        return fresh.keys();
    }

    /** A plan whose first object is struck by this alone. */
    private static FaultPlan firstThatStrikes(Fault fault) {
        long seed = IntStream.range(0, 1_000)
                .filter(candidate -> {
                    BucketNotificationsTest test = new BucketNotificationsTest();
                    FaultPlan faults = FaultPlan.seeded(candidate);
                    BucketNotifications notifications = test.notifications(faults);
                    test.bucket.put("raw/a", START);
                    notifications.look();
                    return faults.counts().keySet().equals(Set.of(fault));
                })
                .findFirst()
                .orElseThrow();
        return FaultPlan.seeded(seed);
    }

    private BucketNotifications notifications(FaultPlan faults) {
        FunctionDefinition function = Notified.by("Bucket: changes, Events: 's3:ObjectCreated:*',"
                + " Filter: {S3Key: {Rules: [{Name: prefix, Value: raw/}]}}");
        BucketNotifications notifications = new BucketNotifications(
                function,
                function.events().get(0),
                bucket,
                faults,
                new ManualClock(START),
                event -> told.add(Notified.json(event)));
        notifications.configure();
        return notifications;
    }

    private List<String> keys() {
        return told.stream()
                .filter(event -> event.has("Records"))
                .map(event -> event.at("/Records/0/s3/object/key").asText())
                .toList();
    }
}
