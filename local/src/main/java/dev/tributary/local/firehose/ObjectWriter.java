package dev.tributary.local.firehose;

import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.fault.ServiceFaults;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Writes a buffer as an object, under a key that is new each time. */
record ObjectWriter(DeliverySettings settings, S3Client s3, FaultPlan faults) {

    private static final String PUT = "s3:PutObject";

    /** Of the delivery stream; only changes to its destination would count it up. */
    private static final String VERSION = "1";

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd-HH-mm-ss").withZone(ZoneOffset.UTC);

    /** @throws SdkException if S3 did not take the object, or its response was lost */
    void write(DeliveryBuffer buffer) {
        ServiceFaults struck = faults.forPut(settings.name());
        struck.beforeCall(PUT);
        s3.putObject(put -> put.bucket(settings.bucket()).key(key(buffer)), RequestBody.fromBytes(buffer.content()));
        struck.afterCall(PUT);
    }

    private String key(DeliveryBuffer buffer) {
        return settings.prefix().evaluate(buffer.oldest()) + settings.name() + "-" + VERSION + "-"
                + SECOND.format(buffer.oldest()) + "-" + UUID.randomUUID() + settings.extension();
    }
}
