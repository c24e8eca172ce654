package dev.tributary.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contract.TemplateCopy;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the template has Glue and Athena know. */
final class Catalog {

    private static final String VIEW = " view ";

    private final List<Resource> resources;

    private Catalog(List<Resource> resources) {
        this.resources = resources;
    }

    /**
     * A column as the catalogue declares it.
     *
     * @param type in the words of Hive
     */
    record Column(String name, String type) {}

    /**
     * A table.
     *
     * @param location the folder of its objects, {@code s3://<bucket>/<prefix>/}
     * @param partitions the names of its partitions' columns
     */
    record Table(String name, String location, List<Column> columns, List<String> partitions) {}

    static Catalog of(TemplateCopy template) {
        return new Catalog(
                Template.read(template.file(), Map.of("DeployCatalog", "true")).resources());
    }

    List<Table> tables() {
        return properties("AWS::Glue::Table")
                .map(properties -> properties.path("TableInput"))
                .map(table -> new Table(
                        table.path("Name").asText(),
                        table.at("/StorageDescriptor/Location").asText(),
                        stream(table.at("/StorageDescriptor/Columns"))
                                .map(column -> new Column(
                                        column.path("Name").asText(),
                                        column.path("Type").asText()))
                                .toList(),
                        stream(table.path("PartitionKeys"))
                                .map(column -> column.path("Name").asText())
                                .toList()))
                .toList();
    }

    /** The statements that make views. */
    List<String> views() {
        return properties("AWS::Athena::NamedQuery")
                .filter(query -> query.path("Name").asText().contains(VIEW))
                .map(query -> query.path("QueryString").asText())
                .toList();
    }

    /** A saved query, by its name behind the stage's. */
    String query(String name) {
        return properties("AWS::Athena::NamedQuery")
                .filter(query -> query.path("Name").asText().endsWith(" " + name))
                .map(query -> query.path("QueryString").asText())
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no query " + name));
    }

    private Stream<JsonNode> properties(String type) {
        return resources.stream()
                .filter(resource -> resource.type().equals(type))
                .map(Resource::properties);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
