package dev.tributary.local.api;

import java.util.List;
import java.util.Map;

/**
 * A REST API as its template describes it.
 *
 * @param stage the first part of every path
 * @param operations those of paths with fewer parameters first, since they win
 */
record ApiDefinition(
        String stage,
        Map<String, String> stageVariables,
        List<Operation> operations,
        GatewayResponses gatewayResponses) {

    boolean needsKey() {
        return operations.stream().anyMatch(operation -> operation.access() == Access.KEY);
    }
}
