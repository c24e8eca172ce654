package dev.tributary.local.demo.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NotificationAccountTest {

    private static final Position PLACE = Position.parse("table.event-1.007.0");
    private static final Position OTHER = Position.parse("table.event-2.008.0");

    @Test
    void shouldCountWhatWasTold() {
        assertThat(account(Set.of(PLACE), notice(PLACE, "MODIFY")))
                .isEqualTo(new NotificationAccount(1, List.of(), List.of()));
    }

    @Test
    void shouldTellEachRepeatAndTakeIt() {
        Notice notice = notice(PLACE, "MODIFY");

        assertThat(account(Set.of(PLACE), notice, notice, notice))
                .isEqualTo(new NotificationAccount(1, List.of(PLACE.toString(), PLACE.toString()), List.of()));
    }

    @Test
    void shouldFindAMissingNotification() {
        assertThat(account(Set.of(PLACE)).problems()).containsExactly("record " + PLACE + " (MODIFY) was not told of");
    }

    @Test
    void shouldNotMissANotificationOfWhatWasNotWritten() {
        assertThat(account(Set.of())).isEqualTo(new NotificationAccount(0, List.of(), List.of()));
    }

    @Test
    void shouldFindANotificationOfAnotherKind() {
        assertThat(account(Set.of(PLACE), notice(PLACE, "REMOVE")).problems())
                .containsExactly("record " + PLACE + " (MODIFY) was told of as REMOVE");
    }

    @Test
    void shouldFindAWrongNotificationBehindARightOne() {
        assertThat(account(Set.of(PLACE), notice(PLACE, "REMOVE"), notice(PLACE, "MODIFY"))
                        .problems())
                .containsExactly("record " + PLACE + " (MODIFY) was told of as REMOVE");
    }

    @Test
    void shouldFindANotificationOfWhatNobodySent() {
        assertThat(account(Set.of(PLACE), notice(PLACE, "MODIFY"), notice(OTHER, "MODIFY"))
                        .problems())
                .containsExactly("record " + OTHER + " was told of, and was never sent");
    }

    private static Notice notice(Position position, String eventName) {
        return new Notice(Map.of("recordId", position.toString(), "eventName", eventName), "");
    }

    private static NotificationAccount account(Set<Position> written, Notice... notices) {
        DemoEvent event = new DemoEvent(EventKind.MODIFY, "key", new byte[0]);
        return NotificationAccount.account(
                List.of(new SentRecord(event, PLACE, new byte[0], "table")), written, List.of(notices));
    }
}
