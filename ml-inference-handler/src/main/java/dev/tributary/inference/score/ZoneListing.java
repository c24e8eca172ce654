package dev.tributary.inference.score;

import dev.tributary.aws.AwsClients;
import dev.tributary.aws.Deadline;
import dev.tributary.lake.TableFolder;
import dev.tributary.lambda.ObjectNotification;
import dev.tributary.record.ObjectVersion;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects that the zone has of a table, a page at a time; in the order of their keys, which is that of their days. */
final class ZoneListing {

    private final S3Client s3;
    private final String bucket;
    private final TableFolder folder;
    private final Optional<String> last;
    private final Queue<S3Object> page = new ArrayDeque<>();
    private String startAfter;
    private boolean isLastPage;

    /**
     * Lists nothing yet.
     *
     * @throws IllegalArgumentException if the request goes on behind an object of another folder
     */
    ZoneListing(S3Client s3, String bucket, TableFolder folder, RunRequest.Listed request) {
        this.s3 = s3;
        this.bucket = bucket;
        this.folder = folder;
        this.last = request.to().map(this::day);
        String from = request.from().map(this::day).orElse(folder.toString());
        String after = request.after().orElse(from);
        if (!after.startsWith(folder.toString())) {
            throw new IllegalArgumentException("event.after: " + after + " (expected: a key below " + folder + ")");
        }
        this.startAfter = after.compareTo(from) > 0 ? after : from;
    }

    /**
     * The next object; null if there is none.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException if S3 does not tell
     */
    @Nullable
    ObjectNotification next(Deadline deadline) {
        while (true) {
            S3Object object = page.poll();
            if (object == null) {
                if (isLastPage) {
                    return null;
                }
                turn(deadline);
            } else if (isBehindLast(object.key())) {
                return null;
            } else if (!object.key().endsWith("/")) {
                return new ObjectNotification(
                        new ObjectVersion(bucket, object.key(), Optional.empty(), Optional.of(object.eTag())),
                        object.lastModified());
            }
        }
    }

    private boolean isBehindLast(String key) {
        return last.isPresent() && key.compareTo(last.get()) > 0 && !key.startsWith(last.get());
    }

    private void turn(Deadline deadline) {
        ListObjectsV2Response answer = s3.listObjectsV2(ListObjectsV2Request.builder()
                .bucket(bucket)
                .prefix(folder.toString())
                .startAfter(startAfter)
                .overrideConfiguration(AwsClients.within(deadline))
                .build());
        page.addAll(answer.contents());
        isLastPage =
                !Boolean.TRUE.equals(answer.isTruncated()) || answer.contents().isEmpty();
        if (!isLastPage) {
            startAfter = answer.contents().get(answer.contents().size() - 1).key();
        }
    }

    private String day(LocalDate day) {
        return folder.day(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
