package dev.tributary.local.redrive;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Failures that are objects below a prefix. S3 hides nothing from others: two redrives may send the same batch back at once, which
 * leaves the same object, since the function writes conditionally; whoever finds it gone leaves it alone.
 */
final class BucketStore implements FailureStore {

    private static final int OBJECTS_AT_ONCE = 10;

    private final S3Client s3;
    private final String bucket;
    private final String prefix;
    private @Nullable Iterator<S3Object> objects;

    BucketStore(S3Client s3, String bucket, String prefix) {
        this.s3 = s3;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    @Override
    public List<Found> take() {
        Iterator<S3Object> rest = objects;
        if (rest == null) {
            rest = s3.listObjectsV2Paginator(call -> call.bucket(bucket).prefix(prefix))
                    .contents()
                    .iterator();
            objects = rest;
        }
        List<Found> found = new ArrayList<>();
        while (found.size() < OBJECTS_AT_ONCE && rest.hasNext()) {
            String key = rest.next().key();
            read(key).ifPresent(failure -> found.add(new Found(this, key, place(key), withoutEvent(failure), 0)));
        }
        return found;
    }

    @Override
    public Optional<Failure> refresh(Found found) {
        return read(found.handle());
    }

    @Override
    public void delete(Found found) {
        s3.deleteObject(call -> call.bucket(bucket).key(found.handle()));
    }

    @Override
    public void release(List<Found> others) {
        // Nothing was hidden.
    }

    @Override
    public void release() {
        // Nothing was hidden.
    }

    private Optional<Failure> read(String key) {
        try {
            byte[] document =
                    s3.getObjectAsBytes(call -> call.bucket(bucket).key(key)).asByteArray();
            return Optional.of(FailureReader.read(document, place(key)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    /** Megabytes that are read again when their turn comes. */
    private static Failure withoutEvent(Failure failure) {
        if (failure instanceof Failure.GivenUpBatch batch) {
            return new Failure.GivenUpBatch(
                    batch.head(), batch.source(), batch.sequence(), batch.records(), new byte[0]);
        }
        return failure instanceof Failure.GivenUpEvent event
                ? new Failure.GivenUpEvent(event.head(), new byte[0])
                : failure;
    }

    private String place(String key) {
        return "s3://" + bucket + "/" + key;
    }
}
