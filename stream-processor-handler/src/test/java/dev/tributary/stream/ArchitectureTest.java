package dev.tributary.stream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The packages of this module: events know nothing of effects, and neither knows the types or AWS Lambda. */
@AnalyzeClasses(packages = "dev.tributary.stream", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule shouldHaveNoCycles =
            slices().matching("dev.tributary.(stream.*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule shouldReadEventsWithoutKnowingWhatTheyDo = noClasses()
            .that()
            .resideInAPackage("..stream.event..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..stream.apply..", "..stream.types..", "dev.tributary.stream");

    @ArchTest
    static final ArchRule shouldApplyEventsOfWhateverType = noClasses()
            .that()
            .resideInAPackage("..stream.apply..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..stream.types..", "dev.tributary.stream");

    @ArchTest
    static final ArchRule shouldShowLambdaToTheHandlerAlone = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tributary.stream")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.amazonaws.services.lambda..");
}
