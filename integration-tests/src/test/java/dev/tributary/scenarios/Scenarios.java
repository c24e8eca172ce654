package dev.tributary.scenarios;

import dev.tributary.local.backend.Backend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** Scenarios of one kind; each test makes a system of its own, and all of them share a backend. */
abstract class Scenarios {

    private final Backend backend;
    private final List<SystemB> systems = new ArrayList<>();

    Scenarios(Backend backend) {
        this.backend = backend;
    }

    SystemB system(Map<String, String> parameters) {
        return system(SystemB.TEMPLATE, parameters);
    }

    SystemB system(Path template, Map<String, String> parameters) {
        SystemB system = new SystemB(backend, template, parameters);
        systems.add(system);
        return system;
    }

    /** Batches of exactly so many records: the window is longer than any test. */
    static Map<String, String> batchesOf(int records) {
        return Map.of("BatchSize", Integer.toString(records), "BatchWindowSeconds", "300");
    }

    Backend backend() {
        return backend;
    }

    @AfterEach
    void close() {
        systems.forEach(SystemB::close);
    }
}
