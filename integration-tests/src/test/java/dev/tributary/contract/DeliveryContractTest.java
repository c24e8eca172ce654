package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.json.Json;
import dev.tributary.local.template.Template;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Firehose delivers what can be read again, in either format, and may do no more than that takes. */
class DeliveryContractTest {

    private static final String HERE = "us-east-1:000000000000:";
    private static final Map<String, String> PARQUET = Map.of("DeliveryFormat", "PARQUET");
    private static final String HOUR =
            "year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/hour=!{timestamp:HH}/";

    @Test
    void shouldDelimitAndCompressLines() {
        JsonNode delivery = delivery(Map.of());

        assertThat(delivery.path("CompressionFormat").asText()).isEqualTo("GZIP");
        assertThat(delivery.at("/ProcessingConfiguration/Enabled").booleanValue())
                .isTrue();
        assertThat(delivery.at("/ProcessingConfiguration/Processors"))
                .hasToString("[{\"Type\":\"AppendDelimiterToRecord\","
                        + "\"Parameters\":[{\"ParameterName\":\"Delimiter\",\"ParameterValue\":\"\\\\n\"}]}]");
        assertThat(delivery.path("BufferingHints")).hasToString("{\"SizeInMBs\":5,\"IntervalInSeconds\":300}");
        assertThat(delivery.has("DataFormatConversionConfiguration")).isFalse();
    }

    /** As Firehose demands of a conversion: a buffer of 64 MB or more, no compression of S3's, and a schema. */
    @Test
    void shouldConvertToParquetByTheTablesSchema() {
        Template template = Shipped.template(PARQUET);
        JsonNode delivery = delivery(PARQUET);
        JsonNode schema = delivery.at("/DataFormatConversionConfiguration/SchemaConfiguration");

        assertThat(delivery.path("CompressionFormat").asText()).isEqualTo("UNCOMPRESSED");
        assertThat(delivery.at("/BufferingHints/SizeInMBs").asInt()).isGreaterThanOrEqualTo(64);
        assertThat(delivery.has("ProcessingConfiguration")).isFalse();
        assertThat(schema.path("DatabaseName"))
                .isEqualTo(Shipped.properties(template, "ProductEventsTable").path("DatabaseName"));
        assertThat(Shipped.properties(template, "ProductEventsTable")
                        .at("/TableInput/StorageDescriptor/Location")
                        .asText())
                .isEqualTo("s3://" + bucket() + "/enriched-data/product-events/");
        assertThat(Shipped.properties(template(PARQUET, "Environment", "a-b"), "LakeCatalog")
                        .at("/DatabaseInput/Name")
                        .asText())
                .isEqualTo("tributary_a_b");
    }

    /** A field without a column is dropped. Hive knows lower-case names alone, and the deserializer ignores the case. */
    @Test
    void shouldHaveAColumnForEachFieldOfAnEnrichedEvent() throws IOException {
        Map<String, String> environment = Shipped.functions().stream()
                .filter(function -> function.events().isEmpty())
                .findFirst()
                .orElseThrow()
                .environment();
        Set<String> fields = new TreeSet<>(Set.of("enrichment"));
        JsonNode sample = Json.readTree(Files.readString(Shipped.ROOT.resolve("events/PipesEnrichmentFunction.json")));
        Json.readTree(new String(sample.at("/0/data").binaryValue(), StandardCharsets.UTF_8))
                .fieldNames()
                .forEachRemaining(fields::add);
        Json.readTree(environment.getOrDefault("ENRICHMENT_SOURCES", ""))
                .at("/0/attributes")
                .forEach(attribute -> fields.add(attribute.asText()));
        Json.readTree(environment.getOrDefault("DERIVED_FIELDS", ""))
                .forEach(derived -> fields.add(derived.path("field").asText()));

        assertThat(Shipped.properties(Shipped.template(PARQUET), "ProductEventsTable")
                        .at("/TableInput/StorageDescriptor/Columns"))
                .extracting(column -> column.path("Name").asText())
                .containsExactlyInAnyOrderElementsOf(fields.stream()
                        .map(field -> field.toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void shouldDeliverByTheHourAndApartFromErrors() {
        assertThat(delivery(Map.of("PipeDataset", "sales")).path("Prefix").asText())
                .isEqualTo("enriched-data/sales/" + HOUR);
        assertThat(delivery(Map.of()).path("ErrorOutputPrefix").asText())
                .isEqualTo("error-data/!{firehose:error-output-type}/" + HOUR);
    }

    @Test
    void shouldEncryptWhatItHolds() {
        JsonNode encryption = Shipped.properties(Shipped.template(), "ProductDelivery")
                .path("DeliveryStreamEncryptionConfigurationInput");

        assertThat(encryption.path("KeyType").asText()).isEqualTo("CUSTOMER_MANAGED_CMK");
        assertThat(encryption.path("KeyARN").asText()).isEqualTo(key());
    }

    @Test
    void shouldAllowWhatFirehoseDoesAndNothingMore() {
        Set<String> expected = new TreeSet<>(grantsToDeliver());
        assertThat(Grants.of(role(Map.of()))).isEqualTo(expected);

        String glue = "arn:aws:glue:" + HERE;
        Stream.of("glue:GetTable", "glue:GetTableVersion", "glue:GetTableVersions")
                .forEach(action -> Stream.of(
                                glue + "catalog",
                                glue + "database/tributary-LakeCatalog",
                                glue + "table/tributary-LakeCatalog/tributary-ProductEventsTable")
                        .forEach(resource -> expected.add(Grants.grant(action, resource))));
        assertThat(Grants.of(role(PARQUET))).isEqualTo(expected);
        assertThat(Grants.keyServices(role(PARQUET))).isEqualTo(Set.of("s3"));
    }

    private static Set<String> grantsToDeliver() {
        String lake = "arn:aws:s3:::" + bucket();
        Set<String> grants = new TreeSet<>();
        Stream.of("s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads")
                .forEach(action -> grants.add(Grants.grant(action, lake)));
        Stream.of("s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject").forEach(action -> {
            grants.add(Grants.grant(action, lake + "/enriched-data/product-events/*"));
            grants.add(Grants.grant(action, lake + "/error-data/*"));
        });
        grants.add(Grants.grant("kms:Decrypt", key()));
        grants.add(Grants.grant("kms:GenerateDataKey", key()));
        grants.add(Grants.grant(
                "logs:PutLogEvents",
                "arn:aws:logs:" + HERE + "log-group:"
                        + delivery(Map.of())
                                .at("/CloudWatchLoggingOptions/LogGroupName")
                                .asText() + ":*"));
        return grants;
    }

    private static JsonNode delivery(Map<String, String> parameters) {
        return Shipped.properties(Shipped.template(parameters), "ProductDelivery")
                .path("ExtendedS3DestinationConfiguration");
    }

    private static Template template(Map<String, String> parameters, String name, String value) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put(name, value);
        return Shipped.template(all);
    }

    private static JsonNode role(Map<String, String> parameters) {
        return Shipped.properties(Shipped.template(parameters), "ProductDeliveryRole");
    }

    private static String bucket() {
        return Shipped.properties(Shipped.template(), "LakeBucket")
                .path("BucketName")
                .asText();
    }

    private static String key() {
        return Shipped.properties(Shipped.template(), "ProductEventStream")
                .at("/StreamEncryption/KeyId")
                .asText();
    }
}
