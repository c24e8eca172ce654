package dev.tributary.contract;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkClient;

/** The calls to AWS in byte code: every use, also as a method reference, of an operation of an SDK client. */
final class AwsCalls {

    /** What clients offer that calls nothing. */
    private static final Set<String> NO_OPERATIONS =
            Set.of("builder", "create", "close", "serviceName", "serviceClientConfiguration");

    /**
     * An operation and who calls it.
     *
     * @param caller the top-level class with the call
     * @param operation such as {@code s3:PutObject}
     */
    record Call(String caller, String operation) {}

    private AwsCalls() {}

    static Set<Call> in(JavaClasses classes) {
        return classes.stream()
                .flatMap(one -> one.getAccessesFromSelf().stream())
                .filter(access -> access.getTargetOwner().isAssignableTo(SdkClient.class))
                .filter(access -> !NO_OPERATIONS.contains(access.getTarget().getName()))
                .map(AwsCalls::call)
                .collect(Collectors.toSet());
    }

    private static Call call(JavaAccess<?> access) {
        JavaClass client = access.getTargetOwner();
        String service =
                client.getPackageName().substring(client.getPackageName().lastIndexOf('.') + 1);
        String method = access.getTarget().getName();
        String operation = method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1);
        return new Call(access.getOriginOwner().getName().replaceFirst("\\$.*", ""), service + ":" + operation);
    }
}
