package dev.tributary.local.firehose;

import dev.tributary.local.template.Resource;
import java.time.Duration;
import java.util.Optional;

/**
 * A delivery stream that writes to S3, as {@code AWS::KinesisFirehose::DeliveryStream} describes it.
 *
 * @param logicalId in the template
 * @param name the stream's
 * @param sourceArn the Kinesis stream that it reads; empty if records are put to it
 * @param bucket where the objects go
 * @param prefix of their keys
 * @param bufferBytes a buffer is full when it holds so much, before compression
 * @param bufferInterval and is written when its first record is so old
 * @param gzip whether objects are compressed
 * @param delimiter follows each record; empty if nothing does
 * @param extension ends each key; empty if nothing does
 */
record DeliverySettings(
        String logicalId,
        String name,
        Optional<String> sourceArn,
        String bucket,
        ObjectPrefix prefix,
        long bufferBytes,
        Duration bufferInterval,
        boolean gzip,
        String delimiter,
        String extension) {

    /**
     * Reads a resource of this type.
     *
     * @throws IllegalArgumentException naming every property that is malformed, out of its range or not simulated
     */
    static DeliverySettings of(Resource resource) {
        return new DeliverySettingsReader(resource).read();
    }
}
