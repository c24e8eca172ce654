package dev.tributary.stream.types;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A user's activities in whatever order they arrive. */
class UserActivityPropertyTest {

    private static final Instant FIRST = Instant.parse("2026-11-18T00:00:00Z");

    private record Sent(String action, int hour) {

        Instant time() {
            return FIRST.plusSeconds(3_600L * hour);
        }

        String day() {
            return "day#2026-11-" + (18 + hour / 24) + "#" + action;
        }

        ObjectNode body() {
            return Json.object().put("action", action).put("timestamp", time().toString());
        }
    }

    @Property
    void shouldKeepTheLatestAndCountAll(@ForAll("activities") List<Sent> activities) {
        Entity user = new Entity(new UserActivity());
        Sent latest = activities.get(0);
        for (Sent activity : activities) {
            boolean late = activity.time().isBefore(latest.time());
            assertThat(user.apply(activity.body()).recorded().verdict()).isEqualTo(late ? "late" : "applied");
            latest = late ? latest : activity;
        }

        assertThat(user.item("latest"))
                .isEqualTo(Map.of(
                        "action", latest.action(), "happenedAt", latest.time().toString()));
        Map<String, Long> counts = activities.stream().collect(Collectors.groupingBy(Sent::day, Collectors.counting()));
        assertThat(user.items()).hasSize(counts.size() + 1);
        assertThat(counts)
                .allSatisfy((day, count) -> assertThat(user.item(day)).isEqualTo(Map.of("count", count.toString())));
    }

    @Provide
    Arbitrary<List<Sent>> activities() {
        return Combinators.combine(
                        Arbitraries.of("login", "page_view", "a#b"),
                        Arbitraries.integers().between(0, 71))
                .as(Sent::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }
}
