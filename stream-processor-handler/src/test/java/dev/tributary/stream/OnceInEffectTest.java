package dev.tributary.stream;

import static dev.tributary.stream.FlowFixture.attribute;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.lambda.NothingCommittedException;
import dev.tributary.record.RecordId;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.Crash;
import dev.tributary.testing.FakeDynamoDb;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.Fault;
import dev.tributary.testing.Fault.Effect;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Streams of any events, with repeats and conflicts, through a function that is killed anywhere, and whose batches Lambda
 * repeats and bisects: what the table and the archive hold in the end is what one undisturbed pass would have made.
 */
class OnceInEffectTest {

    private static final int MOST_FAULTS = 12;

    /** An event of few accounts and few ids, so that they meet often. */
    record Sent(String account, int id, int amount) {

        String json() {
            String identity = id == 0 ? "" : ",\"event_id\":\"" + id + "\"";
            return "{\"account\":\"" + account + "\"" + identity + ",\"amount\":" + amount + ",\"note\":\"" + id + ","
                    + amount + ";\"}";
        }
    }

    @Provide
    Arbitrary<Sent> events() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.of(1, 1, 1, 2, 1_500))
                .as(Sent::new);
    }

    /** Some of them are refused, by what came before them. */
    @Provide
    Arbitrary<Sent> withdrawals() {
        return Combinators.combine(
                        Arbitraries.of("a", "b"), Arbitraries.integers().between(0, 9), Arbitraries.of(-3, -1, 1, 2))
                .as(Sent::new);
    }

    @Property(tries = 400)
    void shouldTakeEffectOnceAndBeArchivedOnce(
            @ForAll @Size(min = 1, max = 40) List<@From("events") Sent> stream,
            @ForAll @IntRange(min = 1, max = 12) int batchSize,
            @ForAll @IntRange(min = 1, max = 6) int eventsPerTransaction,
            @ForAll long seed) {
        FlowFixture fixture = new FlowFixture(
                Map.of("PROCESSOR_SETTINGS", "{\"eventsPerTransaction\":" + eventsPerTransaction + "}"));
        Random random = new Random(seed);
        misfortunes(fixture, random);

        for (int from = 0; from < stream.size(); from += batchSize) {
            deliver(fixture, random, stream, from, Math.min(from + batchSize, stream.size()));
        }

        Expected expected = Expected.of(stream);
        assertThat(fixture.verdicts()).isEqualTo(expected.verdicts);
        expected.tallies.forEach(
                (account, tally) -> assertThat(fixture.tally(account)).isEqualTo(tally));
        assertThat(fixture.entries()).hasSize(expected.entries.size());
        assertThat(fixture.deadLetters().stream()
                        .map(OnceInEffectTest::sequence)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(expected.conflicts);
    }

    /**
     * An event that is refused may be judged anew when its batch is delivered again, by what those behind it did meanwhile. So
     * there is no one right outcome; but entries, states and archive must tell of the same one.
     */
    @Property(tries = 400)
    void shouldAccountForEveryRecordWhateverIsRefused(
            @ForAll @Size(min = 1, max = 40) List<@From("withdrawals") Sent> stream,
            @ForAll @IntRange(min = 1, max = 12) int batchSize,
            @ForAll @IntRange(min = 1, max = 6) int eventsPerTransaction,
            @ForAll long seed) {
        FlowFixture fixture = new FlowFixture(
                Map.of("PROCESSOR_SETTINGS", "{\"eventsPerTransaction\":" + eventsPerTransaction + "}"));
        Random random = new Random(seed);
        misfortunes(fixture, random);

        for (int from = 0; from < stream.size(); from += batchSize) {
            deliver(fixture, random, stream, from, Math.min(from + batchSize, stream.size()));
        }

        Map<Integer, String> verdicts = fixture.verdicts();
        Set<Integer> accounted = new TreeSet<>(verdicts.keySet());
        fixture.deadLetters().forEach(letter -> accounted.add(sequence(letter)));
        assertThat(accounted).hasSize(stream.size());
        Map<String, Integer> totals = new HashMap<>();
        Set<Integer> applied = new TreeSet<>();
        for (Map<String, AttributeValue> entry : fixture.entries()) {
            totals.merge(attribute(entry, "entity"), Integer.valueOf(attribute(entry, "amount")), Integer::sum);
            applied.add(
                    Integer.valueOf(RecordId.parse(attribute(entry, "recordId")).sequence()));
        }
        totals.forEach((account, total) -> assertThat(fixture.tally(account)).startsWith(total + " "));
        verdicts.values().removeIf("repeated"::equals);
        assertThat(verdicts.keySet()).isEqualTo(applied);
    }

    private static int sequence(String letter) {
        return Integer.parseInt(letter.substring(0, letter.indexOf(' ')));
    }

    /** Up to a number of faults, of all kinds, at any call. */
    private static void misfortunes(FlowFixture fixture, Random random) {
        int[] left = {random.nextInt(MOST_FAULTS + 1)};
        Deque<TransactWriteItemsRequest> underWay = new ArrayDeque<>();
        fixture.dynamoDb.faults().follow((operation, nth) -> {
            boolean isWrite = operation.equals(FakeDynamoDb.TRANSACT_WRITE);
            TransactWriteItemsRequest request = isWrite ? lastTransaction(fixture) : null;
            if (!underWay.isEmpty() && random.nextBoolean()) {
                land(underWay.remove(), fixture);
            }
            if (left[0] == 0 || random.nextInt(3) > 0) {
                return null;
            }
            left[0]--;
            Effect effect = random.nextBoolean() ? Effect.DONE : Effect.NONE;
            return switch (random.nextInt(request == null ? 4 : 7)) {
                case 0 -> new Fault(new Crash(operation), effect);
                case 1 -> new Fault(AwsFailures.timedOut(), effect);
                case 2 -> new Fault(AwsFailures.throttled(), Effect.NONE);
                case 3 -> new Fault(AwsFailures.dynamoDb(400, "AccessDeniedException"), Effect.NONE);
                case 4 -> new Fault(AwsFailures.cancelled("None", "TransactionConflict"), Effect.NONE);
                case 5 -> {
                    underWay.add(requireNonNull(request));
                    yield new Fault(random.nextBoolean() ? AwsFailures.timedOut() : new Crash(operation), Effect.NONE);
                }
                default ->
                    isOfSeveral(requireNonNull(request))
                            ? new Fault(AwsFailures.dynamoDb(400, "ValidationException"), Effect.NONE)
                            : null;
            };
        });
        fixture.s3.faults().follow((operation, nth) -> {
            if (left[0] == 0 || !operation.equals(FakeS3.PUT) || random.nextInt(3) > 0) {
                return null;
            }
            left[0]--;
            Effect effect = random.nextBoolean() ? Effect.DONE : Effect.NONE;
            return new Fault(random.nextBoolean() ? new Crash(operation) : AwsFailures.timedOut(), effect);
        });
    }

    /** Whether a transaction is of several events, which together may be more than DynamoDB takes. */
    private static boolean isOfSeveral(TransactWriteItemsRequest transaction) {
        return transaction.transactItems().size() > 2;
    }

    private static TransactWriteItemsRequest lastTransaction(FlowFixture fixture) {
        List<TransactWriteItemsRequest> transactions = fixture.dynamoDb.transactions();
        return transactions.get(transactions.size() - 1);
    }

    /** A transaction is carried out, or cancelled, when whoever asked for it has long gone on. */
    private static void land(TransactWriteItemsRequest transaction, FlowFixture fixture) {
        try {
            requireNonNull(fixture.dynamoDb.transactWriteItems(transaction));
        } catch (SdkException | Crash e) {
            // Nobody hears of it.
        }
    }

    /** As Lambda does: again from what is handed back; again, or one half and then the other, after a failure. */
    private static void deliver(FlowFixture fixture, Random random, List<Sent> stream, int from, int end) {
        List<String> batch = stream.subList(from, end).stream().map(Sent::json).toList();
        int next;
        try {
            List<String> handedBack = fixture.handle(from + 1, batch);
            next = handedBack.isEmpty() ? end : Integer.parseInt(handedBack.get(0)) - 1;
        } catch (NothingCommittedException | Crash e) {
            int half = from + (end - from) / 2;
            if (half > from && random.nextBoolean()) {
                deliver(fixture, random, stream, from, half);
                next = half;
            } else {
                next = from;
            }
        }
        if (next < end) {
            deliver(fixture, random, stream, next, end);
        }
    }

    /** What one undisturbed pass makes of a stream. */
    private record Expected(
            Map<Integer, String> verdicts,
            Map<String, String> tallies,
            Map<String, Integer> entries,
            List<Integer> conflicts) {

        static Expected of(List<Sent> stream) {
            Expected expected =
                    new Expected(new HashMap<>(), new TreeMap<>(), new LinkedHashMap<>(), new ArrayList<>());
            Map<String, Integer> totals = new HashMap<>();
            Map<String, String> notes = new HashMap<>();
            for (int i = 0; i < stream.size(); i++) {
                Sent sent = stream.get(i);
                String identity = sent.account + "/" + (sent.id == 0 ? "record " + i : sent.id);
                Integer amount = expected.entries.putIfAbsent(identity, sent.amount);
                if (amount == null) {
                    totals.merge(sent.account, sent.amount, Integer::sum);
                    notes.merge(sent.account, sent.id + "," + sent.amount + ";", String::concat);
                    expected.verdicts.put(i + 1, "applied");
                } else if (amount == sent.amount) {
                    expected.verdicts.put(i + 1, "repeated");
                } else {
                    expected.conflicts.add(i + 1);
                }
            }
            totals.forEach(
                    (account, total) -> expected.tallies.put(account, total + " " + notes.getOrDefault(account, "")));
            return expected;
        }
    }
}
