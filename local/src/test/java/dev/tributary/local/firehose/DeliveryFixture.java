package dev.tributary.local.firehose;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.template.Resource;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.yaml.snakeyaml.Yaml;

/** A delivery stream into a bucket in memory, under a clock that only its waits and the test move. */
public final class DeliveryFixture {

    public static final Instant START = Instant.parse("2026-03-01T10:59:58.250Z");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    public final ManualClock clock;
    public final FakeS3 s3 = new FakeS3("lake");
    public final DeliveryStream stream;
    final List<Duration> naps = new ArrayList<>();

    private DeliveryFixture(Resource resource, ManualClock clock, FaultPlan faults) {
        this.clock = clock;
        this.stream = new DeliveryStream(resource, s3, faults, clock, this::sleep);
    }

    /** A stream with these properties of its destination, beside the bucket. */
    static DeliveryFixture of(String... destination) {
        return new DeliveryFixture(products(destination), new ManualClock(START), FaultPlan.none());
    }

    /** A stream whose buffers take five seconds, and one line a record. */
    public static DeliveryFixture ofLines(ManualClock clock, FaultPlan faults) {
        Resource resource = products(
                "BufferingHints: {IntervalInSeconds: 5}",
                "ProcessingConfiguration: {Processors: [{Type: AppendDelimiterToRecord}]}");
        return new DeliveryFixture(resource, clock, faults);
    }

    static Resource products(String... destination) {
        String indented = String.join(
                "", Arrays.stream(destination).map(line -> "  " + line + "\n").toList());
        return resource(
                DeliveryStream.RESOURCE_TYPE,
                "Products",
                "ExtendedS3DestinationConfiguration:\n  BucketARN: arn:aws:s3:::lake\n" + indented);
    }

    /** A resource as a template would hold it; its name is its logical id in lower case. */
    public static Resource resource(String type, String logicalId, String yaml) {
        return new Resource(
                logicalId, type, logicalId.toLowerCase(Locale.ROOT), MAPPER.valueToTree(new Yaml().load(yaml)));
    }

    void put(String... records) {
        stream.putRecordBatch(
                Arrays.stream(records).map(record -> record.getBytes(UTF_8)).toList());
    }

    void pass(Duration duration) {
        clock.advance(duration);
        stream.deliverReady();
    }

    List<String> keys() {
        return s3.objects().keySet().stream()
                .map(key -> key.replaceFirst("^lake/", ""))
                .toList();
    }

    /** What each object holds, in the order of their keys. */
    public List<String> contents() {
        return s3.objects().values().stream()
                .map(object -> text(object.bytes()))
                .toList();
    }

    private static String text(byte[] bytes) {
        boolean isGzip = bytes.length > 1 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
        try {
            return new String(
                    isGzip ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes() : bytes, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sleep(Duration duration) {
        naps.add(duration);
        clock.advance(duration);
    }
}
