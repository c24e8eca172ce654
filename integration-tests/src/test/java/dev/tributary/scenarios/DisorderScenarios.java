package dev.tributary.scenarios;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.scenarios.Event.Sent;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
        SystemB system = system(Map.of("BatchSize", "10", "ParallelizationFactor", "10"));
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

    @Test
    void shouldLoseNothingAndWriteNothingTwiceWhenEverythingGoesWrong() {
        SystemB system = system(Map.of("BatchSize", "20", "ParallelizationFactor", "2", "ShardCount", "2"));
        FaultPlan faults = FaultPlan.seeded(20_261_121);
        List<Sent> sent = system.send(IntStream.range(0, EVENTS)
                .mapToObj(
                        number -> number % 10 == 0 ? Event.of("user" + number, "bad " + number) : events().get(number))
                .toList());

        system.start(faults);
        system.awaitQuiet();

        assertThat(faults.counts()).hasSizeGreaterThan(3);
        assertThat(system.activity().retriedInvocations()).isPositive();
        assertThat(system.found().writtenIds())
                .containsExactlyInAnyOrderElementsOf(sent.stream()
                        .filter(one -> one.event().bytes()[0] == '{')
                        .map(Sent::recordId)
                        .toList());
        assertThat(system.found().deadLetters().stream()
                        .map(Found.Letter::recordId)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(sent.stream()
                        .filter(one -> one.event().bytes()[0] == 'b')
                        .map(Sent::recordId)
                        .toList());
    }

    private static List<Event> events() {
        return IntStream.range(0, EVENTS)
                .mapToObj(number -> Event.pageView("user" + number % USERS, number))
                .toList();
    }
}
