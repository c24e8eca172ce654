package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two stages live in one account, and in any partition of AWS. (That all that is declared is used, cfn-lint tells.) */
class StageContractTest {

    /** Properties whose names are unique within what they belong to, or are of AWS. */
    private static final Set<String> WITHIN_OTHERS =
            Set.of("ApiName", "DBName", "EngineName", "MetricName", "ServiceName", "StageName");

    /** References to what has no name but that which AWS gives it, or has it somewhere deeper, as a database of Glue has. */
    private static final Set<String> REFERENCES = Set.of("DBParameterGroupName", "DBSubnetGroupName", "DatabaseName");

    /** Those of DMS, of which an account has one each, by a parameter; nobody else's name is fixed. */
    private static final Set<String> OF_THE_ACCOUNT = Set.of("dms-vpc-role", "dms-cloudwatch-logs-role");

    /** Types whose names are unique within the resource that they belong to. */
    private static final Set<String> WITHIN = Set.of("AWS::Glue::Table", "AWS::Logs::LogStream");

    private static final Pattern ARN = Pattern.compile("arn:aws:");

    @Test
    void shouldShareNoNameWithAnotherStage() {
        Set<String> one = names("one");
        Set<String> other = names("other");

        assertThat(one)
                .hasSizeGreaterThan(100)
                .doesNotContainAnyElementsOf(other)
                .contains("AWS::S3::Bucket tributary-one-lake-000000000000-us-east-1");
    }

    @Test
    void shouldNameTheDatabaseOfTheCatalogueAfterTheStage() {
        Map<String, String> parameters = Map.of("DeployCatalog", "true", "Environment", "a-stage");

        assertThat(Shipped.properties(Shipped.template(parameters), "LakeCatalog")
                        .at("/DatabaseInput/Name")
                        .asText())
                .isEqualTo("tributary_a_stage");
    }

    /** But where a value is given to the template, whose pattern allows any partition. */
    @ParameterizedTest
    @MethodSource(Shipped.TEMPLATES)
    void shouldNameNoPartition(Path template) throws IOException {
        assertThat(Files.readAllLines(template))
                .noneMatch(line -> ARN.matcher(line).find());
    }

    private static Set<String> names(String stage) {
        Map<String, String> parameters = new HashMap<>(Shipped.EVERYTHING);
        parameters.put("Environment", stage);
        return Shipped.template(parameters).resources().stream()
                .filter(resource -> !WITHIN.contains(resource.type()))
                .flatMap(StageContractTest::names)
                .filter(name -> OF_THE_ACCOUNT.stream().noneMatch(name::endsWith))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> names(Resource resource) {
        return resource.properties().properties().stream()
                .filter(property -> property.getKey().endsWith("Name"))
                .filter(property ->
                        !WITHIN_OTHERS.contains(property.getKey()) && !REFERENCES.contains(property.getKey()))
                .map(Map.Entry::getValue)
                .filter(JsonNode::isTextual)
                .map(name -> resource.type() + " " + name.asText());
    }
}
