package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.Resource;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables find their objects where the functions write them, queries run guarded, and crawlers read no more than they must. */
class CatalogContractTest {

    private static final String STACK = "Catalog/";

    /** Both forms of product events cannot be there at once. */
    private static final Map<String, String> WITH_JSON = Map.of("DeployCatalog", "true");

    private static final Pattern SOURCE = Pattern.compile("(?:FROM|JOIN) (\\w+)");
    private static final Pattern VIEW = Pattern.compile("CREATE OR REPLACE VIEW (\\w+)");

    static List<Resource> tables() {
        return resources("AWS::Glue::Table").toList();
    }

    /** In folders that are partitions by their names, of which each has a range. */
    @ParameterizedTest
    @MethodSource("tables")
    void shouldProjectThePartitionsThatItsFoldersHave(Resource table) {
        JsonNode input = table.properties().path("TableInput");
        JsonNode parameters = input.path("Parameters");
        String location = input.at("/StorageDescriptor/Location").asText();

        assertThat(location).matches("s3://tributary-dev-(lake|audit|changes)-000000000000-us-east-1/([^/]+/)+");
        assertThat(parameters.path("projection.enabled").asText()).isEqualTo("true");
        assertThat(parameters.path("storage.location.template").asText())
                .isEqualTo(location + "year=${year}/month=${month}/day=${day}/");
        assertThat(input.path("PartitionKeys").findValuesAsText("Name")).containsExactly("year", "month", "day");
        assertThat(parameters.path("projection.year.range").asText()).matches("2026,20[3-9][0-9]");
        assertThat(parameters.path("projection.month.range").asText()).isEqualTo("1,12");
        assertThat(parameters.path("projection.day.range").asText()).isEqualTo("1,31");
        for (String part : List.of("month", "day")) {
            assertThat(parameters.path("projection." + part + ".digits").asText())
                    .isEqualTo("2");
        }
    }

    @Test
    void shouldAskOnlyOfTablesAndViewsThatThereAre() {
        List<String> queries = resources("AWS::Athena::NamedQuery")
                .map(query -> query.properties().path("QueryString").asText())
                .toList();
        List<String> known = Stream.concat(
                        tables().stream().map(table -> table.properties()
                                .at("/TableInput/Name")
                                .asText()),
                        queries.stream()
                                .flatMap(sql -> VIEW.matcher(sql).results().map(view -> view.group(1))))
                .toList();

        assertThat(queries.stream()
                        .flatMap(sql -> SOURCE.matcher(sql).results())
                        .map(MatchResult::group)
                        .map(source -> source.replaceFirst(".* ", ""))
                        .collect(Collectors.toSet()))
                .hasSizeGreaterThan(10)
                .isSubsetOf(known);
    }

    /** The table that Firehose converts by stands in the other template, and is no table of another kind. */
    @Test
    void shouldHaveTheSameYearsInAllTables() {
        assertThat(Shipped.resources("AWS::Glue::Table"))
                .hasSizeGreaterThan(5)
                .extracting(table -> table.properties()
                        .at("/TableInput/Parameters/projection.year.range")
                        .asText())
                .containsOnly("2026,2035");
    }

    @Test
    void shouldKeepResultsEncryptedForAMonthWhateverAClientAsksFor() {
        JsonNode configuration = one("AWS::Athena::WorkGroup").path("WorkGroupConfiguration");
        JsonNode bucket = one("AWS::S3::Bucket");

        assertThat(configuration.path("EnforceWorkGroupConfiguration").booleanValue())
                .isTrue();
        assertThat(configuration.path("BytesScannedCutoffPerQuery").asLong()).isEqualTo(100L << 30);
        assertThat(configuration.at("/ResultConfiguration/OutputLocation").asText())
                .isEqualTo("s3://" + bucket.path("BucketName").asText() + "/");
        assertThat(configuration
                        .at("/ResultConfiguration/EncryptionConfiguration/EncryptionOption")
                        .asText())
                .isEqualTo("SSE_KMS");
        assertThat(configuration
                        .at("/ResultConfiguration/EncryptionConfiguration/KmsKey")
                        .asText())
                .endsWith(":key/" + Shipped.resources("AWS::KMS::Key").get(0).physicalName());
        assertThat(bucket.at("/LifecycleConfiguration/Rules/0/ExpirationInDays").asInt())
                .isEqualTo(30);
    }

    @Test
    void shouldCrawlOnlyWhereAScheduleIsGiven() {
        assertThat(resources("AWS::Glue::Crawler")).isEmpty();
        assertThat(resources("AWS::IAM::Role")).isEmpty();
        assertThat(Shipped.resources("AWS::Glue::Crawler"))
                .extracting(crawler ->
                        crawler.properties().at("/Targets/S3Targets/0/Path").asText())
                .containsExactlyInAnyOrder(
                        "s3://tributary-dev-changes-000000000000-us-east-1/raw/",
                        "s3://tributary-dev-changes-000000000000-us-east-1/trusted/");
    }

    @Test
    void shouldLetCrawlersReadWhatTheyCrawlAndKeepTables() {
        String bucket = "arn:aws:s3:::tributary-dev-changes-000000000000-us-east-1";
        String glue = "arn:aws:glue:us-east-1:000000000000:";
        String database = Shipped.properties(Shipped.template(), STACK + "RawCrawler")
                .path("DatabaseName")
                .asText();

        assertThat(Grants.of(Shipped.properties(Shipped.template(), STACK + "CrawlerRole")))
                .allSatisfy(grant -> {
                    String on = grant.substring(grant.indexOf(" on ") + " on ".length());
                    switch (grant.substring(0, grant.indexOf(':'))) {
                        case "s3" -> assertThat(on).isIn(bucket, bucket + "/raw/*", bucket + "/trusted/*");
                        case "kms" -> assertThat(grant).startsWith("kms:Decrypt on ");
                        case "logs" -> assertThat(on).endsWith(":log-group:/aws-glue/crawlers*");
                        default ->
                            assertThat(on)
                                    .isIn(
                                            glue + "catalog",
                                            glue + "database/" + database,
                                            glue + "table/" + database + "/*");
                    }
                });
    }

    private static JsonNode one(String type) {
        List<Resource> found = resources(type).toList();
        assertThat(found).as(type).hasSize(1);
        return found.get(0).properties();
    }

    private static Stream<Resource> resources(String type) {
        return Shipped.template(WITH_JSON).resources().stream()
                .filter(resource -> resource.logicalId().startsWith(STACK)
                        && resource.type().equals(type));
    }
}
