package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An alarm is evaluated as its metric is published, tells somebody, is part of the one that stands for all, and is explained. */
class AlarmContractTest {

    private static final String ALARM = "AWS::CloudWatch::Alarm";
    private static final String COMPOSITE = "AWS::CloudWatch::CompositeAlarm";
    private static final String ALL = "Observability/AttentionAlarm";

    /** Of the name of a copy; the rest of an alarm's name says which it is. */
    private static final String COPY = "tributary-dev-";

    /** What CloudWatch takes: quotas of PutCompositeAlarm, and a day of evaluation for periods below an hour. */
    private static final int LONGEST_RULE = 10_240;

    private static final int MOST_CHILDREN = 100;
    private static final int LONGEST_EVALUATION = 86_400;

    private static final Pattern CHILD = Pattern.compile("ALARM\\(\"(?:arn:[^\"]*:alarm:)?([^\"]+)\"\\)");
    private static final Pattern RUNBOOK = Pattern.compile("\\| alarm `…-(.*)…` \\|.*");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @ParameterizedTest
    @MethodSource("alarms")
    void shouldBeEvaluatedAsItsMetricIsPublished(Resource alarm) {
        JsonNode properties = alarm.properties();
        int evaluations = properties.path("EvaluationPeriods").intValue();
        List<JsonNode> periods = properties.findValues("Period");

        assertThat(periods).isNotEmpty().allSatisfy(period -> {
            assertThat(period.intValue() % 60).isZero();
            assertThat(WatchedMetric.of(alarm)).isNotEmpty().allSatisfy(metric -> assertThat(
                            PublishedMetric.of(metric).seconds())
                    .isBetween(1, period.intValue()));
            assertThat(period.intValue() * evaluations).isBetween(1, LONGEST_EVALUATION);
        });
        assertThat(properties.path("DatapointsToAlarm").asInt(evaluations)).isBetween(1, evaluations);
    }

    @ParameterizedTest
    @MethodSource("alarms")
    void shouldSayWhatMissingDataMeans(Resource alarm) {
        assertThat(alarm.properties().path("TreatMissingData").asText()).isIn("breaching", "notBreaching");
    }

    /** Values of another unit than an alarm names are passed over, so it names none, or the one that is published. */
    @ParameterizedTest
    @MethodSource("alarms")
    void shouldNameNoOtherUnitThanThePublished(Resource alarm) {
        List<String> units = WatchedMetric.of(alarm).stream()
                .map(metric -> PublishedMetric.of(metric).unit())
                .toList();

        assertThat(alarm.properties().findValuesAsText("Unit")).isSubsetOf(units);
    }

    @ParameterizedTest
    @MethodSource("alarms")
    void shouldNotifyTheTopicOfTheStack(Resource alarm) {
        assertThat(Grants.texts(alarm.properties().path("AlarmActions")))
                .containsExactly("arn:aws:sns:us-east-1:000000000000:tributary-dev-alerts");
        assertThat(alarm.properties().path("AlarmDescription").asText()).isNotEmpty();
    }

    @Test
    void shouldNotifyAnotherTopicInsteadIfThereIsOne() {
        String other = "arn:aws:sns:us-east-1:000000000000:others";
        List<Resource> resources =
                Shipped.template(Map.of("AlertsTopicArn", other)).resources();

        assertThat(resources).noneMatch(resource -> resource.physicalName().equals("tributary-dev-alerts"));
        assertThat(resources)
                .filteredOn(resource -> resource.type().equals(ALARM))
                .isNotEmpty()
                .allSatisfy(alarm -> assertThat(Grants.texts(alarm.properties().path("AlarmActions")))
                        .containsExactly(other));
    }

    /** Or it would be an alarm that whoever looks at the one alarm never sees. */
    @Test
    void shouldBePartOfTheAlarmThatStandsForAll() {
        assertThat(beneath(Shipped.template())).isEqualTo(names(Shipped.template(), ALARM));
    }

    @Test
    void shouldBePartOfItWhateverIsLeftOut() {
        for (String one : Shipped.SWITCHES) {
            Template template = Shipped.template(Map.of(one, "false"));
            assertThat(beneath(template)).as(one).isEqualTo(names(template, ALARM));
        }
        Map<String, String> nothing =
                Shipped.SWITCHES.stream().collect(Collectors.toMap(Function.identity(), one -> "false"));
        assertThat(beneath(Shipped.template(nothing)))
                .containsExactlyInAnyOrder("tributary-dev-dead-letters", "tributary-dev-alerts-failed");
    }

    /** With the longest environment that there can be. */
    @Test
    void shouldComposeNoMoreThanCloudWatchTakes() {
        Template longest = Shipped.template(Map.of("Environment", "an-environment-9"));

        assertThat(longest.resources())
                .filteredOn(resource -> resource.type().equals(COMPOSITE))
                .isNotEmpty()
                .allSatisfy(composite -> {
                    String rule = composite.properties().path("AlarmRule").asText();
                    assertThat(rule).hasSizeBetween(1, LONGEST_RULE);
                    assertThat(children(rule)).hasSizeBetween(1, MOST_CHILDREN);
                    assertThat(rule.replaceAll(CHILD.pattern(), "A")
                                    .replaceAll("\\s+", " ")
                                    .trim())
                            .matches("A( OR A)*");
                });
    }

    /** On call at night, one has the name of an alarm, and looks for it. */
    @Test
    void shouldStandInTheRunbook() throws IOException {
        Set<String> explained = runbook();

        assertThat(names(Shipped.template(), ALARM)).isNotEmpty().allSatisfy(name -> assertThat(explained)
                .contains(name.substring(COPY.length()).replaceFirst("^ingest-[a-z_]+-", "ingest-TYPE-")));
    }

    static List<Resource> alarms() {
        return Shipped.resources(ALARM);
    }

    /** The alarms of the tables of the runbook that have a meaning and a remedy, without what names the copy. */
    private static Set<String> runbook() throws IOException {
        Set<String> explained = new TreeSet<>();
        String prefix = "";
        boolean isRunbook = false;
        List<String> lines = new ArrayList<>(Files.readAllLines(Shipped.ROOT.resolve("docs/operations.md")));
        lines.addAll(Files.readAllLines(Shipped.ROOT.resolve("docs/postgres.md")));
        for (String line : lines) {
            Matcher header = RUNBOOK.matcher(line);
            if (header.matches()) {
                prefix = header.group(1);
                isRunbook = true;
            } else if (!line.startsWith("|")) {
                isRunbook = false;
            } else if (isRunbook && !line.startsWith("|---")) {
                String[] cells = line.split("\\|", -1);
                assertThat(cells.length).as(line).isGreaterThanOrEqualTo(5);
                for (int i = 1; i < cells.length - 1; i++) {
                    assertThat(cells[i]).as(line).isNotBlank();
                }
                for (MatchResult name : CODE.matcher(cells[1]).results().toList()) {
                    explained.add(prefix + name.group(1));
                }
            }
        }
        return explained;
    }

    /** The alarms that are no composites, of which the alarm that stands for all is made, at any depth. */
    private static Set<String> beneath(Template template) {
        Map<String, String> rules = template.resources().stream()
                .filter(resource -> resource.type().equals(COMPOSITE))
                .collect(Collectors.toMap(
                        Resource::physicalName,
                        resource -> resource.properties().path("AlarmRule").asText()));
        List<String> open = new ArrayList<>(
                List.of(Shipped.properties(template, ALL).path("AlarmName").asText()));
        Set<String> leaves = new TreeSet<>();
        while (!open.isEmpty()) {
            String name = open.remove(0);
            if (rules.containsKey(name)) {
                open.addAll(children(rules.getOrDefault(name, "")));
            } else {
                leaves.add(name);
            }
        }
        return leaves;
    }

    private static List<String> children(String rule) {
        return CHILD.matcher(rule).results().map(child -> child.group(1)).toList();
    }

    private static Set<String> names(Template template, String type) {
        return template.resources().stream()
                .filter(resource -> resource.type().equals(type))
                .map(Resource::physicalName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
