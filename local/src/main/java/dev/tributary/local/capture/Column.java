package dev.tributary.local.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The columns of {@code employees}, of many types. */
enum Column {
    ID("bigint PRIMARY KEY", ColumnType.INTEGER),
    FIRST_NAME("varchar(100)", ColumnType.WORDS),
    LAST_NAME("varchar(100)", ColumnType.WORDS),
    EMAIL("varchar(100)", ColumnType.WORDS),
    DEPARTMENT("varchar(100)", ColumnType.WORDS),
    SALARY("numeric(10,2)", ColumnType.DECIMAL),
    HIRE_DATE("date", ColumnType.DATE),
    CREATED_AT("timestamptz", ColumnType.INSTANT),
    UPDATED_AT("timestamp", ColumnType.LOCAL_TIME),
    PROFILE("jsonb", ColumnType.JSON),
    NOTES("text", ColumnType.TEXT),
    /** Added later. */
    TEAM("varchar(100)", ColumnType.WORDS);

    private final String definition;
    private final ColumnType type;

    Column(String definition, ColumnType type) {
        this.definition = definition;
        this.type = type;
    }

    /** The columns that the table has at first. */
    static List<Column> atFirst() {
        return Stream.of(values()).filter(column -> column != TEAM).toList();
    }

    /**
     * The column that PostgreSQL calls so.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Column named(String sqlName) {
        return valueOf(sqlName.toUpperCase(Locale.ROOT));
    }

    /** What PostgreSQL calls it. */
    String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name and type, as {@code CREATE TABLE} and {@code ADD COLUMN} want them. */
    String sqlDefinition() {
        return sqlName() + " " + definition;
    }

    /** What a table definition of DMS says of it. */
    ObjectNode dmsDefinition() {
        return type.dmsDefinition().put("nullable", this != ID);
    }

    /** A value of Debezium's as DMS writes it. */
    JsonNode dms(JsonNode captured) {
        return type.dms(captured);
    }

    /** The value in a row of a query, in the form of {@link CapturedChanges#table()}. */
    Optional<JsonNode> canonical(ResultSet row) throws SQLException {
        Object value = row.getObject(sqlName());
        return value == null ? Optional.empty() : Optional.of(type.canonical(row, sqlName()));
    }
}
