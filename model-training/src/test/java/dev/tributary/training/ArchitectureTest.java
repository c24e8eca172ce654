package dev.tributary.training;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.tributary.training", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    /** Who only wants employees needs no more than a JDK. */
    @ArchTest
    static final ArchRule shouldMakeUpEmployeesWithTheJdkAlone = classes()
            .that()
            .resideInAPackage("dev.tributary.training.employees..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.tributary.training.employees..", "java..", "org.jspecify..");

    /** A model that another tool trains needs no other manifest, evaluation or command. */
    @ArchTest
    static final ArchRule shouldShowTribuoToTheRegressionAlone = noClasses()
            .that()
            .doNotHaveSimpleName("LinearRegression")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.tribuo..");
}
