package dev.tributary.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.config.Environment;
import dev.tributary.local.template.FunctionDefinition;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The variables that the template sets are those that the code reads, and the code takes their values. */
class SettingsContractTest {

    /** Set for others than our code, each with what reads it. */
    private static final Map<String, String> READ_BY_OTHERS = Map.of(
            "POWERTOOLS_SERVICE_NAME", "Powertools' logging writes it into each line as service",
            "POWERTOOLS_LOG_LEVEL", "Powertools' logging sets the level of all loggers by it");

    /** Read by the Java of the one function that loads a library. */
    private static final String JAVA_OPTIONS = "JAVA_TOOL_OPTIONS";

    /** Clients ask for a region when they are built, and call nothing. */
    @BeforeAll
    static void setRegion() {
        System.setProperty("aws.region", "us-east-1");
    }

    @ParameterizedTest
    @MethodSource(Shipped.FUNCTIONS)
    void shouldSetWhatTheCodeReadsAndNothingInVain(FunctionDefinition function) throws ReflectiveOperationException {
        Environment environment = new Environment(function.environment());

        // Fails if a setting is missing or malformed as shipped.
        Class.forName(function.handler().split("::", 2)[0])
                .getConstructor(Environment.class)
                .newInstance(environment);

        Set<String> read = new HashSet<>(READ_BY_OTHERS.keySet());
        read.addAll(environment.asked());
        Set<String> set = new HashSet<>(function.environment().keySet());
        assertThat(set.remove(JAVA_OPTIONS)).isEqualTo(function.logicalId().startsWith("Inference/"));
        assertThat(set).containsExactlyInAnyOrderElementsOf(read);
    }

    @ParameterizedTest
    @MethodSource(Shipped.FUNCTIONS)
    void shouldReadTheEnvironmentInOnePlaceAlone(FunctionDefinition function) {
        noClasses()
                .that()
                .areNotAssignableTo(Environment.class)
                .should()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getenv")
                .check(ReachedClasses.of(function));
    }
}
