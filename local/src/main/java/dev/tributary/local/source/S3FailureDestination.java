package dev.tributary.local.source;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An on-failure destination on S3: one JSON object a batch, the records themselves included, under
 * {@code aws/lambda/<mapping>/<shard>/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<UUID>}, in UTC.
 */
public final class S3FailureDestination implements FailureDestination {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu/MM/dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH.mm.ss").withZone(ZoneOffset.UTC);

    private final S3Client s3;
    private final String bucket;

    public S3FailureDestination(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public void send(GivenUpBatch batch) {
        String key = "aws/lambda/%s/%s/%s/%s-%s"
                .formatted(
                        batch.mapping().id(),
                        batch.shardId(),
                        DAY.format(batch.at()),
                        SECOND.format(batch.at()),
                        UUID.randomUUID());
        s3.putObject(
                request -> request.bucket(bucket).key(key),
                RequestBody.fromString(FailureRecord.withPayload(batch).toString()));
    }
}
