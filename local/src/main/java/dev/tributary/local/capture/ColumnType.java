package dev.tributary.local.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** How PostgreSQL, Debezium and DMS write values of a type. */
enum ColumnType {
    INTEGER("INT64") {
        @Override
        JsonNode canonical(ResultSet row, String name) throws SQLException {
            return LongNode.valueOf(row.getLong(name));
        }
    },

    WORDS("WSTRING"),

    TEXT("NCLOB"),

    /** Either tool sends JSON as a text. */
    JSON("NCLOB"),

    DECIMAL("NUMERIC") {
        @Override
        JsonNode dms(JsonNode captured) {
            return DecimalNode.valueOf(new BigDecimal(captured.asText()));
        }

        @Override
        JsonNode canonical(ResultSet row, String name) throws SQLException {
            return DecimalNode.valueOf(row.getBigDecimal(name));
        }
    },

    /** Debezium counts days. */
    DATE("DATE") {
        @Override
        JsonNode dms(JsonNode captured) {
            return text(LocalDate.ofEpochDay(captured.asLong()));
        }

        @Override
        JsonNode canonical(ResultSet row, String name) throws SQLException {
            return text(row.getObject(name, LocalDate.class));
        }
    },

    /** A timestamp with time zone: either tool sends it in UTC. */
    INSTANT("DATETIME") {
        @Override
        JsonNode canonical(ResultSet row, String name) throws SQLException {
            return text(row.getObject(name, OffsetDateTime.class).toInstant());
        }
    },

    /** A timestamp without time zone, for which Debezium counts microseconds as if it were in UTC; so it is taken here. */
    LOCAL_TIME("DATETIME") {
        @Override
        JsonNode dms(JsonNode captured) {
            Instant time = Instant.EPOCH.plus(captured.asLong(), ChronoUnit.MICROS);
            return text(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC)));
        }

        @Override
        JsonNode canonical(ResultSet row, String name) throws SQLException {
            return text(row.getObject(name, LocalDateTime.class).toInstant(ZoneOffset.UTC));
        }
    };

    private final String dmsName;

    ColumnType(String dmsName) {
        this.dmsName = dmsName;
    }

    ObjectNode dmsDefinition() {
        return JsonNodeFactory.instance.objectNode().put("type", dmsName);
    }

    JsonNode dms(JsonNode captured) {
        return captured;
    }

    /** A value that is not NULL, as {@link CapturedChanges#table()} writes it. */
    JsonNode canonical(ResultSet row, String name) throws SQLException {
        return text(row.getString(name));
    }

    private static JsonNode text(Object value) {
        return TextNode.valueOf(value.toString());
    }
}
