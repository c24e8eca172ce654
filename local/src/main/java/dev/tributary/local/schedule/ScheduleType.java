package dev.tributary.local.schedule;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.template.FunctionDefinition;
import java.util.Set;

/** What keeps a schedule, by the type of the event source in SAM. */
enum ScheduleType {
    /** A rule of EventBridge. */
    RULE("Schedule", "Schedule", Set.of("Enabled"), "aws.events", "arn:aws:events:%s:%s:rule/%s"),

    /** EventBridge Scheduler. What grants it its permissions has no effect on one machine. */
    SCHEDULER(
            "ScheduleV2",
            "ScheduleExpression",
            Set.of("RoleArn", "PermissionsBoundary"),
            "aws.scheduler",
            "arn:aws:scheduler:%s:%s:schedule/default/%s");

    private final String samName;
    private final String expressionProperty;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> ownProperties;

    private final String source;
    private final String arn;

    ScheduleType(String samName, String expressionProperty, Set<String> ownProperties, String source, String arn) {
        this.samName = samName;
        this.expressionProperty = expressionProperty;
        this.ownProperties = ownProperties;
        this.source = source;
        this.arn = arn;
    }

    /** As an event source of a function names it. */
    String samName() {
        return samName;
    }

    /** The property that says when it fires. */
    String expressionProperty() {
        return expressionProperty;
    }

    /** The properties that only this type has, of those that are simulated. */
    Set<String> ownProperties() {
        return ownProperties;
    }

    /** As its events name it. */
    String source() {
        return source;
    }

    String arn(String name) {
        return arn.formatted(Backend.REGION, Backend.ACCOUNT, name);
    }

    /** The name that SAM gives a schedule without one; CloudFormation would add random characters to that of a rule. */
    String defaultName(FunctionDefinition function, FunctionDefinition.Event event) {
        String id = function.logicalId();
        return (this == RULE ? function.name() : id.substring(id.lastIndexOf('/') + 1)) + event.logicalId();
    }
}
