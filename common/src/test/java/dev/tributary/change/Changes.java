package dev.tributary.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.Provenance.Transaction;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The recorded changes under {@code changes}, and what tests do with them. */
final class Changes {

    private Changes() {}

    /** Every fixture of a format, such as {@code dms/insert.json}. */
    static List<String> fixtures(String format) {
        try (Stream<Path> files = Files.list(root().resolve(format))) {
            return files.map(file -> format + "/" + file.getFileName()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String fixture) {
        try {
            return Files.readAllBytes(root().resolve(fixture));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String fixture) {
        return new String(bytes(fixture), UTF_8);
    }

    static ObjectNode json(String text) throws InvalidJsonException {
        return Json.readObject(text.getBytes(UTF_8));
    }

    /** All that an event tells, as JSON, where tables can show it. */
    static ObjectNode describe(ChangeEvent event) {
        Provenance provenance = event.provenance();
        SourceTable table = provenance.table();
        ObjectNode description = Json.object()
                .put("event", event.getClass().getSimpleName())
                .put(
                        "table",
                        String.join(
                                "|", table.system(), table.server(), table.database(), table.schema(), table.name()))
                .put("order", provenance.order().text())
                .put("committed", provenance.committed().toString());
        provenance.transaction().ifPresent(transaction -> description.put("transaction", text(transaction)));
        if (event instanceof RowChange row) {
            description.put("operation", row.operation().name());
            row.key().ifPresent(key -> description.set("key", key));
            row.before().ifPresent(before -> description.set("before", before));
            row.after().ifPresent(after -> description.set("after", after));
            if (!row.unchanged().isEmpty()) {
                description.put("unchanged", String.join(",", row.unchanged()));
            }
        } else if (event instanceof SchemaChange change) {
            description.put("operation", change.operation()).set("details", change.details());
        } else if (event instanceof LogicalMessage message) {
            description.put("prefix", message.prefix()).set("content", message.content());
        }
        return description;
    }

    private static String text(Transaction transaction) {
        return transaction.id() + "/" + transaction.record();
    }

    private static Path root() {
        try {
            return Path.of(requireNonNull(Changes.class.getResource("/changes")).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
