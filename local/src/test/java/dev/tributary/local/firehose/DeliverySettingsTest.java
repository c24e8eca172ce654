package dev.tributary.local.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliverySettingsTest {

    @Test
    void shouldHaveFirehosesDefaults() {
        DeliverySettings settings = DeliverySettings.of(DeliveryFixture.products());

        assertThat(settings.name()).isEqualTo("products");
        assertThat(settings.bucket()).isEqualTo("lake");
        assertThat(settings.bufferBytes()).isEqualTo(5 * 1024 * 1024);
        assertThat(settings.bufferInterval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.gzip()).isFalse();
        assertThat(settings.delimiter()).isEmpty();
        assertThat(settings.extension()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Delimiter | '\"\\n\"'",
                "Delimiter | '\"\\\\n\"'",
                "Other | x",
            })
    void shouldReadTheDelimiterWrittenEitherWayAndLinesByDefault(String name, String value) {
        DeliverySettings settings = DeliverySettings.of(DeliveryFixture.products(
                "ProcessingConfiguration: {Enabled: true, Processors: [{Type: AppendDelimiterToRecord,"
                        + " Parameters: [{ParameterName: " + name + ", ParameterValue: " + value + "}]}]}"));

        assertThat(settings.delimiter()).isEqualTo("\n");
    }

    @Test
    void shouldIgnoreWhatIsSwitchedOff() {
        DeliverySettings settings = DeliverySettings.of(DeliveryFixture.products(
                "ProcessingConfiguration: {Enabled: false, Processors: [{Type: Lambda}]}",
                "DataFormatConversionConfiguration: {Enabled: false}",
                "DynamicPartitioningConfiguration: {Enabled: \"false\"}"));

        assertThat(settings.delimiter()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BufferingHints: {SizeInMBs: 0} | SizeInMBs: 0 (expected: 1-128)",
                "BufferingHints: {SizeInMBs: 129} | SizeInMBs: 129 (expected: 1-128)",
                "BufferingHints: {IntervalInSeconds: -1} | IntervalInSeconds: -1 (expected: 0-900)",
                "BufferingHints: {IntervalInSeconds: 901} | IntervalInSeconds: 901 (expected: 0-900)",
                "CompressionFormat: Snappy | CompressionFormat: Snappy (expected: UNCOMPRESSED or GZIP; nothing else is simulated)",
                "CustomTimeZone: Asia/Tokyo | CustomTimeZone: Asia/Tokyo (expected: UTC; nothing else is simulated)",
                "S3BackupMode: Enabled | S3BackupMode: Enabled (expected: Disabled; nothing else is simulated)",
                "DataFormatConversionConfiguration: {Enabled: true} | DataFormatConversionConfiguration: not simulated on this machine (expected: none, as with DeliveryFormat=JSON)",
                "DynamicPartitioningConfiguration: {} | DynamicPartitioningConfiguration: not simulated on this machine (expected: none)",
                "ProcessingConfiguration: {Processors: [{Type: Lambda}]} | ProcessingConfiguration: {\"Type\":\"Lambda\"} (expected: AppendDelimiterToRecord alone)",
                "Prefix: 'a/!{timestamp:yyyy}/' | ErrorOutputPrefix: missing (expected: a prefix, since Prefix has expressions)",
                "ErrorOutputPrefix: 'e/!{timestamp:yyyy}/' | ErrorOutputPrefix: e/!{timestamp:yyyy}/ (expected: with !{firehose:error-output-type})",
                "Unheard: of | Unheard: \"of\" (expected: absent, since it is not simulated)"
            })
    void shouldRefuseByName(String property, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeliverySettings.of(DeliveryFixture.products(property)))
                .withMessage("Products." + message);
    }

    @Test
    void shouldReadAStreamIfToldSo() {
        assertThat(DeliverySettings.of(DeliveryFixture.products()).sourceArn()).isEmpty();
        assertThat(settings("DeliveryStreamType: KinesisStreamAsSource,"
                                + " KinesisStreamSourceConfiguration: {KinesisStreamARN: arn:stream, RoleARN: r}")
                        .sourceArn())
                .contains("arn:stream");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DeliveryStreamType: KinesisStreamAsSource | KinesisStreamARN: missing (expected: arn:aws:kinesis:<region>:<account>:stream/<name>)",
                "DeliveryStreamType: KinesisStreamAsSource, KinesisStreamSourceConfiguration: {KinesisStreamARN: a}, DeliveryStreamEncryptionConfigurationInput: {} | DeliveryStreamEncryptionConfigurationInput: given (expected: absent with KinesisStreamAsSource)",
                "KinesisStreamSourceConfiguration: {KinesisStreamARN: a} | KinesisStreamSourceConfiguration: given (expected: absent with DirectPut)"
            })
    void shouldRefuseTheSettingsOfTheOtherType(String properties, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(properties))
                .withMessage("Products." + message);
    }

    private static DeliverySettings settings(String properties) {
        return DeliverySettings.of(DeliveryFixture.resource(
                DeliveryStream.RESOURCE_TYPE,
                "Products",
                "{" + properties + ", ExtendedS3DestinationConfiguration: {BucketARN: \"arn:aws:s3:::lake\"}}"));
    }

    @Test
    void shouldRefuseOtherSourcesAndDestinationsAllAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeliverySettings.of(DeliveryFixture.resource(
                        DeliveryStream.RESOURCE_TYPE,
                        "Products",
                        "{DeliveryStreamType: MSKAsSource, RedshiftDestinationConfiguration: {}}")))
                .withMessageContainingAll(
                        "Products.DeliveryStreamType: MSKAsSource (expected: DirectPut or KinesisStreamAsSource",
                        "Products.RedshiftDestinationConfiguration: {} (expected: absent",
                        "Products.BucketARN: missing (expected: arn:aws:s3:::<name>)");
    }
}
