package dev.tributary.local.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.backend.Backend;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The events that a bucket sends ("Event message structure" in the Amazon S3 user guide), each of one object.
 *
 * @param settings the configuration that they are sent for
 */
record ObjectCreated(NotificationSettings settings) {

    static final String PUT = "Put";
    static final String OF_PARTS = "CompleteMultipartUpload";

    private static final DateTimeFormatter MILLISECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The event of an object.
     *
     * @param sequencer tells the order of the events of one key
     */
    byte[] of(ObjectVersion version, String sequencer) {
        ObjectNode event = JSON.createObjectNode();
        ObjectNode record = event.putArray("Records")
                .addObject()
                .put("eventVersion", "2.1")
                .put("eventSource", "aws:s3")
                .put("awsRegion", Backend.REGION)
                .put("eventTime", MILLISECOND.format(version.lastModified()))
                .put("eventName", "ObjectCreated:" + (version.isOfParts() ? OF_PARTS : PUT));
        record.putObject("userIdentity").put("principalId", "AWS:" + Backend.ACCOUNT);
        record.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
        record.putObject("responseElements").put("x-amz-request-id", sequencer).put("x-amz-id-2", sequencer);
        ObjectNode s3 = record.putObject("s3").put("s3SchemaVersion", "1.0").put("configurationId", settings.id());
        s3.putObject("bucket")
                .put("name", settings.bucket())
                .put("arn", "arn:aws:s3:::" + settings.bucket())
                .putObject("ownerIdentity")
                .put("principalId", Backend.ACCOUNT);
        ObjectNode object = s3.putObject("object")
                .put("key", encoded(version.key()))
                .put("size", version.size())
                .put("eTag", version.eTag());
        if (version.versionId() != null) {
            object.put("versionId", version.versionId());
        }
        object.put("sequencer", sequencer);
        return event.toString().getBytes(UTF_8);
    }

    /** What configuring a notification sends. */
    byte[] test(Instant now) {
        return JSON.createObjectNode()
                .put("Service", "Amazon S3")
                .put("Event", "s3:TestEvent")
                .put("Time", MILLISECOND.format(now))
                .put("Bucket", settings.bucket())
                .put("RequestId", "0000000000000000")
                .put("HostId", "local")
                .toString()
                .getBytes(UTF_8);
    }

    /** As a form is, a space by a plus sign; but slashes stay. */
    private static String encoded(String key) {
        return URLEncoder.encode(key, UTF_8).replace("%2F", "/");
    }
}
