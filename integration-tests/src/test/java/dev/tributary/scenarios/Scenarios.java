package dev.tributary.scenarios;

import dev.tributary.local.backend.Backend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/** Scenarios of one kind; each test makes a system of its own, and all of them share a backend. */
abstract class Scenarios {

    private final Backend backend;
    private final List<Deployed> systems = new ArrayList<>();

    Scenarios(Backend backend) {
        this.backend = backend;
    }

    Deployed system(Flow flow, Map<String, String> parameters) {
        return system(flow, Deployed.TEMPLATE, parameters);
    }

    Deployed system(Flow flow, Path template, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(flow.parameters());
        all.putAll(parameters);
        return system(flow.parts(), template, all);
    }

    Deployed system(Parts parts, Path template, Map<String, String> parameters) {
        Deployed system = new Deployed(backend, parts, template, parameters);
        systems.add(system);
        return system;
    }

    /** A system with batches of exactly so many records. */
    Deployed systemOfBatches(Flow flow, int records) {
        return system(flow, flow.batchesOf(records));
    }

    Backend backend() {
        return backend;
    }

    void deleteTable(Deployed system) {
        backend.clients().dynamoDb().deleteTable(call -> call.tableName(system.table()));
        try (DynamoDbWaiter waiter = backend.clients().dynamoDb().waiter()) {
            waiter.waitUntilTableNotExists(call -> call.tableName(system.table()));
        }
    }

    /** Which must be empty. */
    void deleteLake(Deployed system) {
        backend.clients().s3().deleteBucket(call -> call.bucket(system.physicalName("LakeBucket")));
    }

    @AfterEach
    void close() {
        systems.forEach(Deployed::close);
    }
}
