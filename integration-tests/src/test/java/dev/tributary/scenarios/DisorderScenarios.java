package dev.tributary.scenarios;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.scenarios.Event.Sent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many batches at once, and everything that can go wrong with them. */
abstract class DisorderScenarios extends Scenarios {

    private static final int EVENTS = 400;
    private static final int USERS = 40;

    DisorderScenarios(Backend backend) {
        super(backend);
    }

    @Test
    void shouldKeepTheOrderOfEachKeyWhenTenBatchesOfAShardRunAtOnce() {
        Deployed system = system(Flow.USER_EVENTS, Map.of("BatchSize", "10", "ParallelizationFactor", "10"));
        List<Sent> sent = system.send(events());

        system.run();

        List<JsonNode> lines = system.found().lines();
        assertThat(lines.stream().map(Found::recordId))
                .containsExactlyInAnyOrderElementsOf(
                        sent.stream().map(Sent::recordId).toList());
        Map<String, List<JsonNode>> byUser =
                lines.stream().collect(groupingBy(line -> line.path("user_id").asText()));
        assertThat(byUser).hasSize(USERS);
        byUser.values().forEach(ofUser -> assertThat(ofUser.stream()
                        .sorted(Comparator.comparing(Found::recordId))
                        .map(line -> Instant.parse(
                                line.path("enrichment").path("enrichedAt").asText())))
                .isSorted());
    }

    /** The stream's name is another each time, and so the faults are: the retries are few, to bound the waits between them. */
    @Test
    void shouldLoseNothingAndWriteNothingTwiceWhenEverythingGoesWrong() {
        Deployed system = system(
                Flow.USER_EVENTS,
                Map.of(
                        "BatchSize",
                        "20",
                        "ParallelizationFactor",
                        "2",
                        "ShardCount",
                        "2",
                        "MaximumRetryAttempts",
                        "5"));
        FaultPlan faults = FaultPlan.seeded(20_261_121);
        List<Event> good = events();
        List<Sent> sent = system.send(IntStream.range(0, EVENTS)
                .mapToObj(number -> number % 10 == 0 ? Event.of("user" + number, "bad " + number) : good.get(number))
                .toList());

        system.start(faults);
        system.awaitQuiet();

        assertThat(faults.counts()).hasSizeGreaterThan(3);
        assertThat(system.activity().retriedInvocations()).isPositive();
        Set<String> goodIds = ids(sent, '{');
        Set<String> badIds = ids(sent, 'b');
        List<String> written = system.found().writtenIds();
        List<String> setAside = system.found().deadLetters().stream()
                .map(Found.Letter::recordId)
                .toList();
        assertThat(written).doesNotHaveDuplicates().isSubsetOf(goodIds);
        assertThat(setAside).isSubsetOf(badIds);
        Set<String> lost = new HashSet<>(goodIds);
        lost.addAll(badIds);
        written.forEach(lost::remove);
        setAside.forEach(lost::remove);
        givenUp(system).forEach(lost::remove);
        assertThat(lost).isEmpty();
    }

    /** Batches are the same in every run, and so are all faults but those of the objects' puts. */
    @Test
    void shouldLoseNothingAndRepeatUnderTheSameIdWhenEverythingGoesWrongWithThePipe() {
        List<Event> events = IntStream.range(0, 60)
                .mapToObj(number -> number % 10 == 0
                        ? Event.of("product" + number, "bad " + number)
                        : Flow.PRODUCT_EVENTS.event(number))
                .toList();
        Map<Deployed, List<Sent>> systems = new LinkedHashMap<>();
        for (long seed = 1; seed <= 3; seed++) {
            Deployed system = systemOfBatches(Flow.PRODUCT_EVENTS, 10);
            systems.put(system, system.send(events));
            system.start(FaultPlan.seeded(seed));
        }
        int repeats = 0;
        for (Map.Entry<Deployed, List<Sent>> one : systems.entrySet()) {
            one.getKey().awaitQuiet();
            assertThat(one.getKey().activity().retriedInvocations()).isPositive();
            List<JsonNode> lines = one.getKey().found().lines();
            Map<String, Set<JsonNode>> byId =
                    lines.stream().collect(groupingBy(Found::recordId, mapping(DisorderScenarios::timeless, toSet())));
            assertThat(byId.keySet()).isEqualTo(ids(one.getValue(), '{'));
            assertThat(byId.values()).allMatch(contents -> contents.size() == 1);
            assertThat(one.getKey().found().deadLetters().stream().map(Found.Letter::recordId))
                    .hasSameElementsAs(ids(one.getValue(), 'b'));
            repeats += lines.size() - byId.size();
        }
        assertThat(repeats).isPositive();
    }

    /** Without what tells of the attempt that wrote it. */
    private static JsonNode timeless(JsonNode line) {
        ((ObjectNode) line.path("enrichment")).remove(List.of("enrichedAt", "requestId"));
        return line;
    }

    private static Set<String> ids(List<Sent> sent, char first) {
        return sent.stream()
                .filter(one -> one.event().bytes()[0] == first)
                .map(Sent::recordId)
                .collect(toSet());
    }

    private static List<String> givenUp(Deployed system) {
        List<String> ids = new ArrayList<>();
        system.found().givenUp().forEach(batch -> Found.json(
                        batch.path("payload").asText())
                .path("Records")
                .forEach(record -> ids.add(
                        system.stream() + "." + record.path("eventID").asText().replace(':', '.') + ".0")));
        return ids;
    }

    private static List<Event> events() {
        return IntStream.range(0, EVENTS)
                .mapToObj(number -> Event.pageView("user" + number % USERS, number))
                .toList();
    }
}
