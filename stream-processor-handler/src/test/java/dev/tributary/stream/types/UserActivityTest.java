package dev.tributary.stream.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.tributary.stream.apply.Effect.Recorded;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserActivityTest {

    private final Entity user = new Entity(new UserActivity());

    @Test
    void shouldKeepTheLatestActivityAndCountTheDay() {
        Recorded recorded = user.apply(
                        "{'user_id':'e-1','action':'login','timestamp':'2026-11-21T10:00:00+01:00','event_id':'a'}")
                .recorded();

        assertThat(recorded).isEqualTo(new Recorded("applied", List.of()));
        assertThat(user.item("latest"))
                .containsOnly(
                        entry("action", "login"), entry("happenedAt", "2026-11-21T09:00:00Z"), entry("eventId", "a"));
        assertThat(user.item("day#2026-11-21#login")).containsOnly(entry("count", "1"));
    }

    @Test
    void shouldCountALateActivityAndLeaveTheLatest() {
        user.apply("{'action':'login','timestamp':'2026-11-21T10:00:00Z'}");
        Recorded recorded = user.apply("{'action':'login','timestamp':'2026-11-21T09:59:59.999Z'}")
                .recorded();

        assertThat(recorded).isEqualTo(new Recorded("late", List.of()));
        assertThat(user.item("latest")).containsEntry("happenedAt", "2026-11-21T10:00:00Z");
        assertThat(user.item("day#2026-11-21#login")).containsOnly(entry("count", "2"));
    }

    @Test
    void shouldTakeTheLaterArrivalOfTwoAtTheSameTime() {
        user.apply("{'action':'login','timestamp':'2026-11-21T10:00:00Z','event_id':'a'}");
        user.apply("{'action':'logout','timestamp':'2026-11-21T11:00:00+01:00'}");

        assertThat(user.item("latest"))
                .containsOnly(entry("action", "logout"), entry("happenedAt", "2026-11-21T10:00:00Z"));
    }

    @Test
    void shouldTakeTheTimeOfArrivalWhereNoneIsStated() {
        user.apply("{'action':'login'}");

        assertThat(user.item("latest")).containsEntry("happenedAt", "2026-11-21T12:00:00Z");
        assertThat(user.items()).containsKey("day#2026-11-21#login");
    }

    @Test
    void shouldCountByTheDayInUtc() {
        user.apply("{'action':'login','timestamp':'2026-11-21T00:30:00+01:00'}");

        assertThat(user.items()).containsKey("day#2026-11-20#login");
    }

    @Test
    void shouldNotLetAClockThatIsAheadMakeEverythingElseLate() {
        Recorded recorded = user.apply("{'action':'login','timestamp':'2999-01-01T00:00:00Z'}")
                .recorded();
        Recorded next = user.apply("{'action':'logout','timestamp':'2026-11-21T12:00:01Z'}")
                .recorded();

        assertThat(recorded).isEqualTo(new Recorded("applied", List.of("clock_ahead")));
        assertThat(next).isEqualTo(new Recorded("applied", List.of()));
        assertThat(user.item("latest")).containsEntry("action", "logout");
        assertThat(user.items()).containsKey("day#2026-11-21#login");
    }

    @Test
    void shouldForgiveClocksThatAreMinutesApart() {
        Recorded recorded = user.apply("{'action':'login','timestamp':'2026-11-21T12:05:00Z'}")
                .recorded();

        assertThat(recorded.flags()).isEmpty();
        assertThat(user.item("latest")).containsEntry("happenedAt", "2026-11-21T12:05:00Z");
    }
}
