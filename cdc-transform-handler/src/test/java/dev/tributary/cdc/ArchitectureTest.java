package dev.tributary.cdc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What is done with an object knows neither AWS Lambda nor the time, but by what it is given. */
@AnalyzeClasses(packages = "dev.tributary.cdc", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule shouldShowLambdaToTheHandlerAlone = noClasses()
            .that()
            .doNotHaveSimpleName("CdcTransformHandler")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.amazonaws.services.lambda..");

    /** Nothing that is written may depend on when it is written. */
    @ArchTest
    static final ArchRule shouldMakeRowsWithoutAClock = noClasses()
            .that()
            .haveSimpleName("RowSorter")
            .or()
            .haveSimpleNameStartingWith("TableOutputs")
            .or()
            .haveSimpleName("RepeatedChanges")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("dev.tributary.aws.Invocation");
}
