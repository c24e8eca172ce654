package dev.tributary.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.catalog.Catalog.Column;
import dev.tributary.catalog.Catalog.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * DuckDB in the place of Athena, over copies of the lake's objects. It understands the SQL as it stands; where the two differ
 * besides is bridged here, and nowhere else:
 *
 * <ul>
 *   <li>functions that it calls otherwise are macros;
 *   <li>what the OpenX SerDe does to lines of JSON is done to them before: keys get small letters at every depth, and what stands for a
 *       column of type {@code string} is its text, also if it is an object;
 *   <li>the columns of partitions are made of the paths.
 * </ul>
 */
final class DuckDb implements AutoCloseable {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final Pattern PARTITION = Pattern.compile("([a-z]+)=([0-9]+)");
    private static final Pattern TYPE = Pattern.compile("struct<|array<|[a-z_]+:|>|,|[a-z]+");

    private static final Map<String, String> TYPES = Map.of(
            "string", "VARCHAR",
            "double", "DOUBLE",
            "bigint", "BIGINT",
            "boolean", "BOOLEAN");

    private final Connection connection;
    private final Path folder;

    DuckDb(Path folder) throws SQLException {
        this.folder = folder;
        this.connection = DriverManager.getConnection("jdbc:duckdb:");
        run("CREATE MACRO json_extract_scalar(json, path) AS json_extract_string(json, path)");
    }

    /** Makes a table of the objects below its location, which are copied to a folder for each bucket. */
    void add(Table table, Path copies) throws IOException, SQLException {
        Path lines = folder.resolve(table.name() + ".json");
        List<String> all = new ArrayList<>();
        for (Path object : objects(copies.resolve(table.location().replace("s3://", "")))) {
            for (String line : lines(object)) {
                all.add(read(line, object, table));
            }
        }
        Files.write(lines, all);
        String columns = Stream.concat(
                        table.columns().stream(), table.partitions().stream().map(name -> new Column(name, "string")))
                .map(column -> "'" + column.name() + "': '" + type(column.type()) + "'")
                .collect(Collectors.joining(", "));
        run("CREATE TABLE " + table.name() + " AS SELECT * FROM read_json('" + lines
                + "', format = 'newline_delimited', columns = {" + columns + "})");
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows of a query, by column. */
    List<Map<String, @Nullable Object>> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnLabel(i), result.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    long count(String table) throws SQLException {
        Object count = rows("SELECT count(*) AS n FROM " + table).get(0).get("n");
        return ((Number) Objects.requireNonNull(count)).longValue();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    static List<Path> objects(Path below) throws IOException {
        if (!Files.isDirectory(below)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(file -> file.toString().endsWith(".gz"))
                    .sorted()
                    .toList();
        }
    }

    static List<String> lines(Path object) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(object)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static String read(String line, Path object, Table table) {
        try {
            ObjectNode row = (ObjectNode) small(MAPPER.readTree(line));
            for (Column column : table.columns()) {
                JsonNode value = row.path(column.name());
                if (column.type().equals("string") && value.isContainerNode()) {
                    row.put(column.name(), value.toString());
                }
            }
            for (MatchResult folder :
                    PARTITION.matcher(object.toString()).results().toList()) {
                if (table.partitions().contains(folder.group(1))) {
                    row.put(folder.group(1), folder.group(2));
                }
            }
            return MAPPER.writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("in " + object, e);
        }
    }

    private static JsonNode small(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode small = MAPPER.createObjectNode();
            object.properties()
                    .forEach(field -> small.set(field.getKey().toLowerCase(Locale.ROOT), small(field.getValue())));
            return small;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode small = MAPPER.createArrayNode();
            array.forEach(element -> small.add(small(element)));
            return small;
        }
        return node;
    }

    /** A type of Hive in the words of DuckDB. */
    private static String type(String hive) {
        StringBuilder type = new StringBuilder();
        List<String> open = new ArrayList<>();
        for (MatchResult part : TYPE.matcher(hive).results().toList()) {
            String token = part.group();
            if (token.endsWith("<")) {
                open.add(token);
                type.append(token.equals("struct<") ? "STRUCT(" : "");
            } else if (token.endsWith(":")) {
                type.append('"').append(token, 0, token.length() - 1).append("\" ");
            } else if (token.equals(">")) {
                type.append(open.remove(open.size() - 1).equals("struct<") ? ")" : "[]");
            } else if (token.equals(",")) {
                type.append(", ");
            } else {
                String known = TYPES.get(token);
                if (known == null) {
                    throw new AssertionError(hive + ": " + token + " (expected: one of " + TYPES.keySet() + ")");
                }
                type.append(known);
            }
        }
        return type.toString();
    }
}
