package dev.tributary.inference;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

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
}
