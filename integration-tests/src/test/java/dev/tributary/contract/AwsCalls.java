package dev.tributary.contract;

import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkClient;

/**
 * The calls to AWS in byte code: every use, also as a method reference, of an operation of an SDK client, or of DynamoDB's
 * enhanced one. A transaction stands for the writes that are put into it.
 */
final class AwsCalls {

    /** What clients offer that calls nothing. */
    private static final Set<String> NO_OPERATIONS =
            Set.of("builder", "create", "close", "serviceName", "serviceClientConfiguration", "transactWriteItems");

    private static final String ENHANCED = "software.amazon.awssdk.enhanced.dynamodb.";

    /** What the enhanced client, a table of it, and what builds a transaction do, by the name of the method. */
    private static final Map<String, String> OF_DYNAMO_DB = Map.ofEntries(
            entry("batchGetItem", "BatchGetItem"),
            entry("batchWriteItem", "BatchWriteItem"),
            entry("transactGetItems", "GetItem"),
            entry("getItem", "GetItem"),
            entry("putItem", "PutItem"),
            entry("updateItem", "UpdateItem"),
            entry("deleteItem", "DeleteItem"),
            entry("query", "Query"),
            entry("scan", "Scan"),
            entry("addPutItem", "PutItem"),
            entry("addUpdateItem", "UpdateItem"),
            entry("addDeleteItem", "DeleteItem"),
            entry("addConditionCheck", "ConditionCheckItem"),
            entry("put", "PutItem"),
            entry("update", "UpdateItem"),
            entry("delete", "DeleteItem"),
            entry("conditionCheck", "ConditionCheckItem"));

    private static final Set<String> DYNAMO_DB = Set.of(
            ENHANCED + "DynamoDbEnhancedClient",
            ENHANCED + "DynamoDbTable",
            ENHANCED + "model.TransactWriteItemsEnhancedRequest$Builder",
            "software.amazon.awssdk.services.dynamodb.model.TransactWriteItem$Builder");

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
                .flatMap(access -> call(access).stream())
                .collect(Collectors.toSet());
    }

    private static Optional<Call> call(JavaAccess<?> access) {
        if (access.getOriginOwner().isAssignableTo(SdkClient.class)) {
            return Optional
                    .empty(); // a client of ours hands on what others call, each of which counts where it is called
        }
        String method = access.getTarget().getName();
        if (DYNAMO_DB.contains(access.getTargetOwner().getName())) {
            return Optional.ofNullable(OF_DYNAMO_DB.get(method.replace("WithResponse", "")))
                    .map(operation -> new Call(caller(access), "dynamodb:" + operation));
        }
        return isClientOfTheSdk(access.getTargetOwner()) && !NO_OPERATIONS.contains(method)
                ? Optional.of(callOfClient(access))
                : Optional.empty();
    }

    /** A client of ours that stands before one of the SDK calls nothing by itself. */
    private static boolean isClientOfTheSdk(JavaClass owner) {
        return owner.isAssignableTo(SdkClient.class) && owner.getPackageName().startsWith("software.amazon.awssdk.");
    }

    private static Call callOfClient(JavaAccess<?> access) {
        JavaClass client = access.getTargetOwner();
        String service =
                client.getPackageName().substring(client.getPackageName().lastIndexOf('.') + 1);
        String method = access.getTarget().getName();
        String operation = method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1);
        return new Call(caller(access), service + ":" + operation);
    }

    private static String caller(JavaAccess<?> access) {
        return access.getOriginOwner().getName().replaceFirst("\\$.*", "");
    }
}
