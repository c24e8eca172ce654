package dev.tributary.local.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.PropertyErrors;
import dev.tributary.local.template.Resource;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Reads a delivery stream out of a template, and refuses by name what is not simulated. */
final class DeliverySettingsReader {

    private static final String S3 = "ExtendedS3DestinationConfiguration";
    private static final String ENCRYPTION = "DeliveryStreamEncryptionConfigurationInput";
    private static final String TYPE = "DeliveryStreamType";
    private static final String DIRECT_PUT = "DirectPut";
    private static final String READING = "KinesisStreamAsSource";
    private static final String SOURCE = "KinesisStreamSourceConfiguration";
    private static final Set<String> KNOWN = Set.of(ENCRYPTION, "DeliveryStreamName", TYPE, SOURCE, S3, "Tags");
    private static final Set<String> KNOWN_OF_S3 = Set.of(
            "BucketARN",
            "BufferingHints",
            "CloudWatchLoggingOptions",
            "CompressionFormat",
            "CustomTimeZone",
            "DataFormatConversionConfiguration",
            "DynamicPartitioningConfiguration",
            "EncryptionConfiguration",
            "ErrorOutputPrefix",
            "FileExtension",
            "Prefix",
            "ProcessingConfiguration",
            "RoleARN",
            "S3BackupMode");
    private static final String BUCKET_ARN = "arn:aws:s3:::";
    private static final String NEWLINE = "\n";

    private final Resource resource;
    private final PropertyErrors errors;

    DeliverySettingsReader(Resource resource) {
        this.resource = resource;
        this.errors = new PropertyErrors(resource.logicalId());
    }

    DeliverySettings read() {
        errors.refuseOthers(resource.properties(), KNOWN);
        Optional<String> sourceArn = sourceArn(resource.properties());
        JsonNode s3 = resource.properties().path(S3);
        errors.refuseOthers(s3, KNOWN_OF_S3);
        oneOf(s3, "S3BackupMode", "Disabled", "Disabled");
        oneOf(s3, "CustomTimeZone", "UTC", "UTC");
        refuseEnabled(s3, "DataFormatConversionConfiguration", "none, as with DeliveryFormat=JSON");
        refuseEnabled(s3, "DynamicPartitioningConfiguration", "none");
        String bucket = errors.text(s3, "BucketARN", BUCKET_ARN + "<name>");
        JsonNode hints = s3.path("BufferingHints");
        int megabytes = errors.whole(hints, "SizeInMBs", 5, 1, 128);
        int seconds = errors.whole(hints, "IntervalInSeconds", 300, 0, 900);
        boolean gzip = oneOf(s3, "CompressionFormat", "UNCOMPRESSED", "UNCOMPRESSED", "GZIP")
                .equals("GZIP");
        ObjectPrefix prefix = prefix(s3);
        String delimiter = delimiter(s3.path("ProcessingConfiguration"));
        errors.check();
        return new DeliverySettings(
                resource.logicalId(),
                resource.physicalName(),
                sourceArn,
                bucket.replaceFirst(BUCKET_ARN, ""),
                prefix,
                megabytes * 1024L * 1024,
                Duration.ofSeconds(seconds),
                gzip,
                delimiter,
                s3.path("FileExtension").asText(gzip ? ".gz" : ""));
    }

    /** As the two types exclude each other's settings: what a stream holds is encrypted by its own. */
    private Optional<String> sourceArn(JsonNode properties) {
        boolean reads = oneOf(properties, TYPE, DIRECT_PUT, DIRECT_PUT, READING).equals(READING);
        String excluded = reads ? ENCRYPTION : SOURCE;
        if (properties.has(excluded)) {
            errors.add(excluded, "given", "absent with " + (reads ? READING : DIRECT_PUT));
        }
        return reads
                ? Optional.of(errors.text(
                        properties.path(SOURCE),
                        "KinesisStreamARN",
                        "arn:aws:kinesis:<region>:<account>:stream/<name>"))
                : Optional.empty();
    }

    private ObjectPrefix prefix(JsonNode s3) {
        String text = s3.path("Prefix").asText();
        String errorText = s3.path("ErrorOutputPrefix").asText();
        if (errorText.isEmpty() && ObjectPrefix.hasExpressions(text)) {
            errors.add("ErrorOutputPrefix", "missing", "a prefix, since Prefix has expressions");
        }
        try {
            ObjectPrefix.checkErrorOutput(errorText);
        } catch (IllegalArgumentException e) {
            errors.add("ErrorOutputPrefix: " + e.getMessage());
        }
        try {
            return ObjectPrefix.ofOutput(text);
        } catch (IllegalArgumentException e) {
            errors.add("Prefix: " + e.getMessage());
            return ObjectPrefix.ofOutput("");
        }
    }

    private String delimiter(JsonNode processing) {
        String delimiter = "";
        if (processing.path("Enabled").asText("true").equals("true")) {
            for (JsonNode processor : processing.path("Processors")) {
                if (!processor.path("Type").asText().equals("AppendDelimiterToRecord")) {
                    errors.add("ProcessingConfiguration", processor, "AppendDelimiterToRecord alone");
                }
                delimiter = delimiterOf(processor);
            }
        }
        return delimiter;
    }

    private static String delimiterOf(JsonNode processor) {
        for (JsonNode parameter : processor.path("Parameters")) {
            if (parameter.path("ParameterName").asText().equals("Delimiter")) {
                // Written with its escape, as the console shows it, or as the character itself.
                return parameter.path("ParameterValue").asText().translateEscapes();
            }
        }
        return NEWLINE;
    }

    private String oneOf(JsonNode properties, String property, String absent, String... simulated) {
        String value = properties.path(property).asText(absent);
        if (!Set.of(simulated).contains(value)) {
            errors.add(property, value, String.join(" or ", simulated) + "; nothing else is simulated");
        }
        return value;
    }

    private void refuseEnabled(JsonNode s3, String property, String expectation) {
        JsonNode value = s3.path(property);
        if (!value.isMissingNode() && !value.path("Enabled").asText("true").equals("false")) {
            errors.add(property, "not simulated on this machine", expectation);
        }
    }
}
