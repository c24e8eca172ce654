package dev.tributary;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.tributary.aws.Backoff;
import dev.tributary.lambda.PartialBatchResponse;
import dev.tributary.logging.JsonLoggingProvider;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The packages of this module, lowest first, what each may use, and what none may do. */
@AnalyzeClasses(packages = "dev.tributary", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String BASE = "dev.tributary.";
    private static final String LAMBDA = "com.amazonaws.services.lambda..";

    /** What a package may use, besides itself and libraries. To add a package, add it here and in the architecture page. */
    private static final Map<String, List<String>> MAY_USE = mayUse();

    @ArchTest
    static final ArchRule shouldHaveNoCycles =
            slices().matching(BASE + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule shouldShowLambdaToItsPackageAlone = noClasses()
            .that(not(resideInAPackage(BASE + "lambda..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(LAMBDA);

    @ArchTest
    static final ArchRule shouldMakeAnswersFromReportsAlone = noClasses()
            .that()
            .doNotBelongToAnyOf(PartialBatchResponse.class)
            .should()
            .callCodeUnitWhere(target(owner(belongToAnyOf(StreamsEventResponse.class))));

    @ArchTest
    static final ArchRule shouldNotPrint =
            noClasses().that().doNotBelongToAnyOf(JsonLoggingProvider.class).should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule shouldSleepInTheInjectedDefaultAlone = noClasses()
            .that()
            .doNotBelongToAnyOf(Backoff.class)
            .should()
            .callCodeUnitWhere(callTo(Thread.class, "sleep"));

    @ArchTest
    static final ArchRule shouldTakeTheTimeFromAnInjectedClock = noClasses()
            .that()
            .doNotBelongToAnyOf(JsonLoggingProvider.class)
            .should()
            .callCodeUnitWhere(callTo(Instant.class, "now")
                    .or(callTo(Clock.class, "systemUTC"))
                    .or(callTo(System.class, "currentTimeMillis"))
                    .or(callTo(System.class, "nanoTime")));

    @ArchTest
    static final ArchRule shouldTakeChanceFromAnInjectedSource = noClasses()
            .should()
            .callCodeUnitWhere(callTo(Random.class, "<init>")
                    .or(callTo(Math.class, "random"))
                    .or(callTo(ThreadLocalRandom.class, "current")));

    @ArchTest
    static void shouldUseNothingBeyondWhatThePackageMayUse(JavaClasses all) {
        MAY_USE.forEach((name, used) -> {
            String[] allowed = Stream.concat(Stream.of(name), used.stream())
                    .map(one -> BASE + one + "..")
                    .toArray(String[]::new);
            classes()
                    .that()
                    .resideInAPackage(BASE + name + "..")
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(not(resideInAPackage(BASE + "."))))
                    .check(all);
        });
    }

    @ArchTest
    static void shouldHaveNoPackageWithoutAPlaceInTheOrder(JavaClasses all) {
        Set<String> names = all.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.replace(BASE, ""))
                .collect(Collectors.toSet());

        assertThat(names).isEqualTo(MAY_USE.keySet());
    }

    @ArchTest
    static void shouldCheckForNullInEveryPackage(JavaClasses all) {
        for (String name : MAY_USE.keySet()) {
            JavaPackage checked = all.getPackage(BASE + name);

            assertThat(checked.isAnnotatedWith(NullMarked.class)).as(name).isTrue();
        }
    }

    private static Map<String, List<String>> mayUse() {
        Map<String, List<String>> order = new LinkedHashMap<>();
        order.put("json", List.of());
        order.put("config", List.of("json"));
        order.put("aws", List.of("config"));
        order.put("logging", List.of("json"));
        order.put("metrics", List.of("json"));
        order.put("record", List.of());
        order.put("change", List.of("json", "record"));
        order.put("quality", List.of("json", "change"));
        order.put("deadletter", List.of("json", "record", "aws"));
        order.put("notification", List.of("json", "record", "aws"));
        order.put("batch", List.of("config", "record", "deadletter", "notification", "aws", "metrics"));
        order.put("lake", List.of("json", "record", "aws"));
        order.put("reference", List.of("json", "config", "aws", "metrics"));
        order.put("lambda", List.copyOf(order.keySet()));
        return order;
    }

    private static DescribedPredicate<JavaCall<?>> callTo(Class<?> owner, String name) {
        return target(owner(type(owner))).and(target(name(name)));
    }
}
