package dev.tributary.stream.types;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** An order's events in whatever order they arrive, against rules that are written down a second time here. */
class OrdersPropertyTest {

    private static final List<String> RANKS = List.of("created", "updated", "fulfilled");
    private static final Instant FIRST = Instant.parse("2026-11-21T08:00:00Z");

    private record Sent(String type, Optional<Integer> minute, Optional<Integer> total) {

        int rank() {
            return RANKS.indexOf(type.equals("cancelled") ? "fulfilled" : type);
        }

        ObjectNode body() {
            ObjectNode body = Json.object().put("customer_id", "c").put("type", type);
            minute.ifPresent(m -> body.put("timestamp", time(m)));
            total.ifPresent(t -> body.put("total_amount", t).put("currency", "USD"));
            return body;
        }
    }

    @Property
    void shouldNeverMoveAnOrderBack(@ForAll("events") List<Sent> events) {
        Entity order = new Entity(new Orders(Json.object()));
        int rank = -1;
        String status = "";
        String timestamp = "";
        for (Sent event : events) {
            String verdict = order.apply(event.body()).recorded().verdict();
            String statusNow = order.item("order").getOrDefault("status", "");
            String timestampNow = order.item("order").getOrDefault("statusTimestamp", "");

            boolean behind = event.rank() < rank || (event.rank() == rank && rank == 2);
            if (behind) {
                assertThat(verdict).isEqualTo("late");
            }
            if (behind || verdict.equals("late")) {
                assertThat(statusNow).isEqualTo(status);
                assertThat(timestampNow).isEqualTo(timestamp);
            } else {
                assertThat(statusNow).isEqualTo(event.type());
                assertThat(event.rank() > rank || timestampNow.compareTo(timestamp) >= 0)
                        .isTrue();
            }
            rank = Math.max(rank, event.rank());
            status = statusNow;
            timestamp = timestampNow;
        }
    }

    @Property
    void shouldEndWithTheTotalOfTheLatestEventThatNamedOne(
            @ForAll("histories") List<Sent> history, @ForAll Random random) {
        List<Sent> arriving = new ArrayList<>(history);
        Collections.shuffle(arriving, random);
        Entity order = new Entity(new Orders(Json.object()));
        arriving.forEach(event -> order.apply(event.body()));

        Optional<Sent> expected = history.stream()
                .filter(event -> event.total().isPresent())
                .max(Comparator.comparingInt(Sent::rank)
                        .thenComparing(event -> event.minute().orElseThrow()));
        assertThat(Optional.ofNullable(order.item("order").get("totalAmount")))
                .isEqualTo(expected.map(event -> event.total().orElseThrow().toString()));
        assertThat(order.item("order").get("status"))
                .isEqualTo(history.stream()
                        .max(Comparator.comparingInt(Sent::rank))
                        .orElseThrow()
                        .type());
        assertThat(order.item("order").get("createdAt"))
                .isEqualTo(history.stream()
                        .filter(event -> event.rank() == 0)
                        .findFirst()
                        .map(event -> time(event.minute().orElseThrow()))
                        .orElse(null));
    }

    @Property
    void shouldFlagAnOrderOnceAtMost(@ForAll("events") List<Sent> events) {
        Entity order = new Entity(new Orders(Json.object().put("alertAbove", 3)));
        long flagged = events.stream()
                .filter(event -> order.apply(event.body()).recorded().flags().contains("large_order"))
                .count();

        assertThat(flagged).isEqualTo(order.item("order").containsKey("largeSince") ? 1 : 0);
        assertThat(flagged)
                .isLessThanOrEqualTo(events.stream()
                        .filter(event -> event.total().orElse(0) > 3)
                        .count());
    }

    /** Anything that a client could send, in any order. */
    @Provide
    Arbitrary<List<Sent>> events() {
        Arbitrary<Optional<Integer>> minutes =
                Arbitraries.integers().between(0, 9).optional();
        Arbitrary<Optional<Integer>> totals =
                Arbitraries.integers().between(0, 9).optional();
        return Combinators.combine(
                        Arbitraries.of("created", "updated", "updated", "fulfilled", "cancelled"), minutes, totals)
                .as(Sent::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    /** What can happen to one order, with a time for each: at most one creation, and one end. */
    @Provide
    Arbitrary<List<Sent>> histories() {
        return events().map(events -> {
            Set<Integer> once = new HashSet<>();
            return IntStream.range(0, events.size())
                    .mapToObj(i -> new Sent(
                            events.get(i).type(), Optional.of(i), events.get(i).total()))
                    .filter(event -> event.rank() == 1 || once.add(event.rank()))
                    .toList();
        });
    }

    private static String time(int minute) {
        return FIRST.plusSeconds(60L * minute).toString();
    }
}
