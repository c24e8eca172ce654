package dev.tributary.local.async;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An on-failure destination on S3: an object an event, under {@code
 * aws/lambda/async/<function>/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-<UUID>}, in UTC.
 */
public final class S3OnFailure implements OnFailure {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu/MM/dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH.mm.ss").withZone(ZoneOffset.UTC);

    private final S3Client s3;
    private final String bucket;
    private final String functionArn;

    /** The client stays the caller's to close. */
    public S3OnFailure(S3Client s3, String bucket, String functionArn) {
        this.s3 = s3;
        this.bucket = bucket;
        this.functionArn = functionArn;
    }

    @Override
    public void send(FailedEvent event) {
        String function = functionArn.substring(functionArn.lastIndexOf(':') + 1);
        String key = "aws/lambda/async/%s/%s/%s-%s"
                .formatted(function, DAY.format(event.at()), SECOND.format(event.at()), event.requestId());
        s3.putObject(
                request -> request.bucket(bucket).key(key),
                RequestBody.fromString(InvocationRecord.of(event, functionArn).toString()));
    }
}
