package dev.tributary.quality;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.change.SourceTable;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import dev.tributary.json.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The contracts of tables: files of the class path, {@code table-contracts/<schema>.<table>.json}, or without the schema's part
 * where there is none; for the table of one database alone, {@code <server>.<database>.<schema>.<table>.json}. Each is read once, and so is that there is none, of up to {@value #MOST} tables. May be used by several
 * threads.
 */
public final class TableContracts {

    static final int MOST = 1_000;

    private static final int LONGEST_NAME = 200;

    private final Map<String, String> shared;
    private final Map<SourceTable, Optional<TableContract>> known = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SourceTable, Optional<TableContract>> eldest) {
            return size() > MOST;
        }
    };

    /** Contracts, of which some tables have that of another one: by qualified name, whose contract it is. */
    public TableContracts(Map<String, String> shared) {
        this.shared = Map.copyOf(shared);
    }

    /**
     * Reads a setting that says which tables have the contract of another one: {@code {"dms.employees": "public.employees"}}.
     * What is wrong with it, or with the contracts that it names, goes to {@code problems}.
     */
    public static Map<String, String> parse(JsonNode node, List<String> problems) {
        Problems found = new Problems(problems);
        Map<String, String> shared = new LinkedHashMap<>();
        if (!found.isObject("", node, "an object of tables, each with the table that has its contract")) {
            return shared;
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String name = entry.getValue().asText();
            if (!entry.getValue().isTextual() || !isFileName(name)) {
                found.add("." + entry.getKey(), entry.getValue(), "the name of a table such as public.employees");
                continue;
            }
            shared.put(entry.getKey(), name);
            checkContract(entry.getKey(), name, found);
        }
        return shared;
    }

    /**
     * The contract of a table: the one by its full name, for it alone, and else the one by its qualified name, which tables of
     * other databases may have too.
     *
     * @throws IllegalArgumentException if there is a file and it is no contract, with all that is wrong with it
     */
    public Optional<TableContract> find(SourceTable table) {
        synchronized (known) {
            Optional<TableContract> contract = known.get(table);
            if (contract == null) {
                contract = load(table);
                known.put(table, contract);
            }
            return contract;
        }
    }

    private Optional<TableContract> load(SourceTable table) {
        String full = table.fullName();
        String qualified = table.qualifiedName();
        Optional<TableContract> own = full.equals(qualified) ? Optional.empty() : load(shared.getOrDefault(full, full));
        return own.isPresent() ? own : load(shared.getOrDefault(qualified, qualified));
    }

    /** Where the contract of a table is on the class path, by the table's qualified name. */
    public static String pathOf(String table) {
        return "table-contracts/" + table + ".json";
    }

    private static void checkContract(String table, String name, Problems found) {
        try {
            if (load(name).isEmpty()) {
                found.add("." + table, "\"" + name + "\"", "a table with a contract, " + pathOf(name));
            }
        } catch (IllegalArgumentException e) {
            found.add("." + table, "\"" + name + "\"", "a table with a sound contract: " + e.getMessage());
        }
    }

    private static Optional<TableContract> load(String table) {
        // Names come from outside: what is no plain name of a file is none of ours.
        if (!isFileName(table)) {
            return Optional.empty();
        }
        String path = pathOf(table);
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(path)) {
            return file == null ? Optional.empty() : Optional.of(read(path, file.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TableContract read(String path, byte[] json) {
        List<String> problems = new ArrayList<>();
        TableContract contract;
        try {
            contract = TableContract.parse(Json.readObject(json), problems);
        } catch (InvalidJsonException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(path
                    + problems.stream()
                            .map(problem -> problem.startsWith(".") ? ": " + problem.substring(1) : problem)
                            .reduce((one, other) -> one + ";" + other.substring(1))
                            .orElse(""));
        }
        return contract;
    }

    private static boolean isFileName(String table) {
        if (table.isEmpty() || table.length() > LONGEST_NAME) {
            return false;
        }
        for (int i = 0; i < table.length(); i++) {
            char c = table.charAt(i);
            if (!Character.isLetterOrDigit(c) && "_-.$".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
