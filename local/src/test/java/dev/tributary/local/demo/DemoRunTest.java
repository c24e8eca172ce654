package dev.tributary.local.demo;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.demo.DemoResult.FunctionResult;
import dev.tributary.local.demo.account.Account.Count;
import dev.tributary.local.demo.account.ExactJson;
import dev.tributary.local.fault.Fault;
import dev.tributary.local.fault.FaultPlan;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run: the event flows of the template as it ships, behind its API, and change data; with faults. */
@Tag("slow")
class DemoRunTest {

    private static final Path PROJECT = Path.of("..");
    private static final String CHANGES = "ChangeData/CdcTransformFunction";
    private static final String SCORES = "Inference/MlInferenceFunction";

    private static DemoResult result;

    @BeforeAll
    static void run(@TempDir Path root) throws IOException {
        Path template = root.resolve("template.yaml");
        String shipped = Files.readString(PROJECT.resolve("template.yaml"));
        Files.writeString(
                template,
                Stream.of("DeployEnrichment", "DeployPipes", "DeployAudit").reduce(shipped, DemoRunTest::without));
        Path units = Files.createDirectories(root.resolve("infrastructure"));
        for (String unit : List.of(
                "event-flow.yaml", "event-api.yaml", "change-data.yaml", "inference.yaml", "observability.yaml")) {
            Files.copy(PROJECT.resolve("infrastructure").resolve(unit), units.resolve(unit));
        }
        PrintStream terminal = System.out;
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8)) {
            // Where the functions write their logs.
            System.setOut(nowhere);
            result = new DemoRun(template, root, 800, FaultPlan.seeded(7), new Progress(nowhere, false)).run();
        } finally {
            System.setOut(terminal);
        }
    }

    private static String without(String template, String parameter) {
        return template.replaceFirst("(\\n  " + parameter + ":(?:\\n    .*)*?\\n    Default: )\"true\"", "$1\"false\"");
    }

    @Test
    void shouldAccountForEveryEventOfEveryFlow() {
        assertThat(result.problems()).isEmpty();
        assertThat(result.isClean()).isTrue();
        assertThat(result.functions())
                .extracting(function -> function.activity().logicalId())
                .containsExactlyInAnyOrder(
                        "UserActivityFlow/StreamProcessorFunction",
                        "OrdersFlow/StreamProcessorFunction",
                        "PaymentsFlow/StreamProcessorFunction",
                        CHANGES,
                        SCORES);
        assertThat(result.functions())
                .filteredOn(function -> !function.activity().logicalId().equals(SCORES))
                .allSatisfy(function -> {
                    assertThat(counts(function)).containsEntry("lost", 0L).containsEntry("givenUp", 0L);
                    assertThat(counts(function).get("deadLettered")).isPositive();
                });
        assertThat(result.functions())
                .filteredOn(function -> function.activity().logicalId().endsWith("/StreamProcessorFunction"))
                .allSatisfy(function -> assertThat(counts(function))
                        .containsEntry("accepted", 80L)
                        .containsEntry("turnedAway", 19L));
        assertThat(result.faults()).containsKeys(Fault.THROTTLED, Fault.RESPONSE_LOST, Fault.KILLED_AFTER_CALL);
    }

    @Test
    void shouldSendBackWhatWasSetAsideAndLeaveWhatIsBadAlone() {
        assertThat(result.functions()).allSatisfy(function -> assertThat(counts(function))
                .containsEntry(
                        "redriven",
                        counts(function).getOrDefault("wentThrough", 0L)
                                + counts(function).getOrDefault("setAsideAgain", 0L)));
        assertThat(result.functions())
                .filteredOn(function -> function.activity().logicalId().endsWith("/StreamProcessorFunction"))
                .allSatisfy(function -> assertThat(counts(function).get("setAsideAgain"))
                        .isGreaterThanOrEqualTo(counts(function).get("deadLettered")));
    }

    @Test
    void shouldFindInTheLakeWhatTheDatabaseHolds() {
        assertThat(result.functions())
                .filteredOn(function -> function.activity().logicalId().equals(CHANGES))
                .singleElement()
                .satisfies(function -> assertThat(counts(function))
                        .hasEntrySatisfying(
                                "public.employees", rows -> assertThat(rows).isPositive())
                        .containsEntry("dms.employees", counts(function).get("public.employees"))
                        .hasEntrySatisfying(
                                "captured", changes -> assertThat(changes).isGreaterThan(80)));
    }

    @Test
    void shouldScoreEveryEmployeeAsTheyAre() {
        long employees = counts(of(CHANGES)).getOrDefault("public.employees", -1L);

        assertThat(counts(of(SCORES)))
                .containsEntry("lost", 0L)
                .containsEntry("deadLettered", 0L)
                .containsEntry("employees", employees);
        assertThat(ExactJson.parse(ResultText.json(result))
                        .path("functions")
                        .path(SCORES)
                        .path("outliersRows"))
                .hasSize(counts(of(SCORES)).getOrDefault("outliers", -1L).intValue());
    }

    private static FunctionResult of(String logicalId) {
        return result.functions().stream()
                .filter(function -> function.activity().logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldPrintTheAccountForPeopleAndPrograms() {
        assertThat(ResultText.table(result))
                .contains("PaymentsFlow/StreamProcessorFunction", "  turned away", "every record accounted for");
        assertThat(ExactJson.parse(ResultText.json(result))
                        .path("functions")
                        .path("PaymentsFlow/StreamProcessorFunction")
                        .path("alerts")
                        .asInt())
                .isPositive();
    }

    private static Map<String, Long> counts(FunctionResult function) {
        return function.counts().collect(toMap(Count::key, Count::value));
    }
}
