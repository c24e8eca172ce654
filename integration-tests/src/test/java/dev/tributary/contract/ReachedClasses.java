package dev.tributary.contract;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tributary.local.template.FunctionDefinition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** The project's own classes that a handler's byte code reaches, directly and through one another. */
final class ReachedClasses {

    /** Tests and the local tool are no part of a function, and take long to read. */
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/dev/tributary/local/"))
            .importPackages("dev.tributary");

    private ReachedClasses() {}

    static JavaClasses of(FunctionDefinition function) {
        Set<JavaClass> reached = new HashSet<>();
        Deque<JavaClass> next = new ArrayDeque<>();
        next.add(OURS.get(function.handler().split("::", 2)[0]));
        while (!next.isEmpty()) {
            JavaClass one = next.remove();
            if (reached.add(one)) {
                one.getDirectDependenciesFromSelf().stream()
                        .map(Dependency::getTargetClass)
                        .map(JavaClass::getBaseComponentType)
                        .filter(target -> OURS.contain(target.getName()))
                        .forEach(next::add);
            }
        }
        return OURS.that(describe("are reached by " + function.logicalId(), reached::contains));
    }
}
