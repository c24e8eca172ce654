package dev.tributary.cdc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.cdc.History.Source;
import dev.tributary.cdc.History.Step;
import dev.tributary.change.ChangeRow;
import dev.tributary.change.InvalidChangeException;
import dev.tributary.change.LatestState;
import dev.tributary.change.LatestState.Latest;
import dev.tributary.lambda.ObjectFailedException;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.Crash;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.Fault;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * A small table with any history, told in any order and with repeats, over any raw objects, of which S3 tells in any order and more
 * than once, and whose function dies or fails anywhere: the rows of the trusted zone come to what the table is.
 */
class TransformationPropertyTest {

    private static final List<String> SEPARATORS = List.of("", "\n", "\r\n", "\n\n \t", "\uFEFF", "\nnull\n");

    @Property(tries = 500)
    void shouldComeToWhatTheTableIs(@ForAll("histories") List<Step> steps, @ForAll Source source, @ForAll Random random)
            throws InvalidChangeException {
        History history = new History(source);
        steps.forEach(history::play);
        CdcFixture fixture = new CdcFixture();
        // Until the last attempts, one call in five goes wrong.
        fixture.s3.faults().follow((operation, nth) -> random.nextInt(5) == 0 ? fault(random) : null);

        List<String> events = put(shuffledWithRepeats(history.changes(), random), fixture, random);
        events = shuffledWithRepeats(events, random);
        List<String> failed = new ArrayList<>();
        events.stream().filter(event -> !isHandled(event, fixture)).forEach(failed::add);
        fixture.s3.faults().heal();
        Collections.shuffle(failed, random);
        failed.forEach(fixture::handle);

        assertThat(fixture.letters()).isEmpty();
        assertThat(tableOf(fixture, history)).isEqualTo(history.table());
        assertThat(contentsByKey(fixture))
                .allSatisfy((key, contents) -> assertThat(contents).hasSize(1));
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        // Told apart by white space alone, too.
        Arbitrary<String> ids = Arbitraries.of("a", "a ", " a", "");
        return Combinators.combine(
                        Arbitraries.of(History.Kind.class), ids, ids, Arbitraries.of("x", "y", "z", "2024-07-29"))
                .as(Step::new)
                .list()
                .ofMaxSize(20);
    }

    private static Fault fault(Random random) {
        Fault.Effect effect = random.nextBoolean() ? Fault.Effect.NONE : Fault.Effect.DONE;
        return random.nextBoolean()
                ? new Fault(new Crash("at a call"), effect)
                : new Fault(AwsFailures.s3(503, "SlowDown"), effect);
    }

    private static boolean isHandled(String event, CdcFixture fixture) {
        try {
            fixture.handle(event);
            return true;
        } catch (Crash | ObjectFailedException e) {
            return false;
        }
    }

    /** Cut into raw objects anywhere; gives back what S3 tells of them. */
    private static List<String> put(List<String> changes, CdcFixture fixture, Random random) {
        List<String> events = new ArrayList<>();
        for (int from = 0, to; from < changes.size(); from = to) {
            to = from + 1 + random.nextInt(changes.size() - from);
            events.add(fixture.put("raw/" + events.size(), content(changes.subList(from, to), random)));
        }
        return events;
    }

    private static byte[] content(List<String> changes, Random random) {
        boolean isGzip = random.nextBoolean();
        String separator = SEPARATORS.get(random.nextInt(SEPARATORS.size()));
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (String change : changes) {
            byte[] bytes = (change + separator).getBytes(UTF_8);
            if (isGzip) {
                // Members end where they like, also within a value.
                int middle = random.nextInt(bytes.length);
                content.writeBytes(Changes.gzip(Arrays.copyOf(bytes, middle)));
                content.writeBytes(Changes.gzip(Arrays.copyOfRange(bytes, middle, bytes.length)));
            } else {
                content.writeBytes(bytes);
            }
        }
        return content.toByteArray();
    }

    private static List<String> shuffledWithRepeats(List<String> items, Random random) {
        List<String> shuffled = new ArrayList<>(items);
        items.stream().filter(item -> random.nextInt(3) == 0).forEach(shuffled::add);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static Map<String, ObjectNode> tableOf(CdcFixture fixture, History history) throws InvalidChangeException {
        LatestState state = new LatestState(List.of("id"));
        for (ObjectNode line : fixture.lines("trusted/shop/items/")) {
            state.apply(ChangeRow.parse(line));
        }
        Map<String, ObjectNode> table = new TreeMap<>();
        for (Latest latest : state.latest().filter(one -> !one.deleted()).toList()) {
            String id = latest.key().path("id").textValue();
            ObjectNode row = latest.row().orElseThrow().deepCopy();
            if (!latest.unresolved().isEmpty()) {
                // Left with the former key, as no row of this one tells them.
                assertThat(history.movedWithoutNotes()).contains(id);
                row.set("notes", requireNonNull(history.table().get(id)).get("notes"));
            }
            table.put(id, row);
        }
        return table;
    }

    /** The digests of all that was ever put under a key, also by an attempt that died. */
    private static Map<String, Set<String>> contentsByKey(CdcFixture fixture) {
        assertThat(fixture.s3.faults().calls(FakeS3.HEAD)).isZero();
        return fixture.s3.puts().stream()
                .collect(groupingBy(
                        PutObjectRequest::key, TreeMap::new, mapping(PutObjectRequest::checksumSHA256, toSet())));
    }
}
