package dev.tributary.inference;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "dev.tributary.inference", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    /** A model is files and numbers: whoever trains one uses the same classes. */
    @ArchTest
    static final ArchRule shouldKeepModelsApartFromRuns = noClasses()
            .that()
            .resideInAPackage("dev.tributary.inference.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.tributary.inference",
                    "dev.tributary.inference.score..",
                    "dev.tributary.lambda..",
                    "com.amazonaws.services.lambda..",
                    "software.amazon.awssdk.services.dynamodb..",
                    "software.amazon.awssdk.services.sqs..");

    @ArchTest
    static final ArchRule shouldShowOnnxRuntimeToModelsAlone = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tributary.inference.model..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime..");

    @ArchTest
    static final ArchRule shouldHaveNoCycles =
            slices().matching("dev.tributary.(inference.*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule shouldShowLambdaToTheHandlerAlone = noClasses()
            .that()
            .doNotHaveSimpleName("MlInferenceHandler")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.amazonaws.services.lambda..");

    /** What a run does follows from what it is given, and from the collaborators' clock and chance. */
    @ArchTest
    static final ArchRule shouldTakeTimeAndChanceFromTheCollaborators = noClasses()
            .that()
            .doNotHaveSimpleName("Collaborators")
            .should()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.security.SecureRandom");
}
