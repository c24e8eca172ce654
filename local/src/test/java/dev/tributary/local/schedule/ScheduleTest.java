package dev.tributary.local.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private final ScheduleFixture fixture = new ScheduleFixture();

    @Test
    void shouldSendTheEventOfARule() {
        Schedule schedule = fixture.schedule("Schedule", "Schedule: rate(1 hour), Name: hourly");
        schedule.fire();

        ObjectNode event = fixture.last().deepCopy();
        assertThat(UUID.fromString(event.remove("id").asText())).isNotNull();
        assertThat(event).isEqualTo(ScheduleFixture.json("""
                {"version": "0", "detail-type": "Scheduled Event", "source": "aws.events", "account": "000000000000",
                 "time": "2026-03-01T10:00:00Z", "region": "us-east-1",
                 "resources": ["arn:aws:events:us-east-1:000000000000:rule/hourly"], "detail": {}}"""));
    }

    @Test
    void shouldSendTheEventOfTheScheduler() {
        Schedule schedule = fixture.schedule("ScheduleV2", "ScheduleExpression: rate(1 hour), Name: hourly");
        schedule.fire();

        ObjectNode event = fixture.last().deepCopy();
        assertThat(UUID.fromString(event.remove("id").asText())).isNotNull();
        assertThat(event).isEqualTo(ScheduleFixture.json("""
                {"version": "0", "detail-type": "Scheduled Event", "source": "aws.scheduler", "account": "000000000000",
                 "time": "2026-03-01T10:00:00Z", "region": "us-east-1",
                 "resources": ["arn:aws:scheduler:us-east-1:000000000000:schedule/default/hourly"], "detail": "{}"}"""));
    }

    @Test
    void shouldTellItsFiringsApart() {
        Schedule schedule = fixture.schedule("Schedule", "Schedule: rate(1 hour)");
        schedule.fire();
        String first = fixture.last().path("id").asText();
        schedule.fire();

        assertThat(fixture.last().path("id").asText()).isNotEqualTo(first);
    }

    @Test
    void shouldSendItsInputInstead() {
        fixture.schedule("Schedule", "Schedule: rate(1 hour), Input: '{\"id\": \"<aws.scheduler.execution-id>\"}'")
                .fire();

        assertThat(fixture.last()).isEqualTo(ScheduleFixture.json("{\"id\": \"<aws.scheduler.execution-id>\"}"));
    }

    @Test
    void shouldFillInWhatTheSchedulerKnows() {
        fixture.schedule("ScheduleV2", """
                        ScheduleExpression: rate(1 hour), Name: hourly, Input: '["<aws.scheduler.schedule-arn>",
                        "<aws.scheduler.scheduled-time>", "<aws.scheduler.attempt-number>", "<aws.scheduler.execution-id>"]'""").fire();

        assertThat(fixture.last().path(0).asText())
                .isEqualTo("arn:aws:scheduler:us-east-1:000000000000:schedule/default/hourly");
        assertThat(fixture.last().path(1).asText()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(fixture.last().path(2).asText()).isEqualTo("1");
        assertThat(UUID.fromString(fixture.last().path(3).asText())).isNotNull();
    }

    @Test
    void shouldNotFireWhenItIsDisabled() {
        Schedule schedule = fixture.schedule("Schedule", "Schedule: rate(1 hour), State: DISABLED");
        schedule.fire();

        assertThat(schedule.isEnabled()).isFalse();
        assertThat(fixture.received).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoSchedule() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fixture.schedule("EventBridgeRule", "Schedule: rate(1 hour)"))
                .withMessage("Runs: EventBridgeRule (expected: one of [Schedule, ScheduleV2])");
    }
}
