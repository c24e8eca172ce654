package dev.tributary.local.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Every object of the buckets that are asked for, copied to a folder to look at. */
final class BucketCopies {

    private final S3Client s3;
    private final Path folder;
    private final Map<String, List<String>> keys = new HashMap<>();

    private BucketCopies(S3Client s3, Path folder) {
        this.s3 = s3;
        this.folder = folder;
    }

    /** Copies into a folder of their own, without those that an earlier demo left there. */
    static BucketCopies into(Path folder, S3Client s3) {
        delete(folder);
        return new BucketCopies(s3, folder);
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder + ", which an earlier demo left", e);
        }
    }

    /** The copies of all objects whose keys begin with the prefix; the first call copies the whole bucket. */
    List<Path> files(String bucket, String prefix) {
        return keys.computeIfAbsent(bucket, this::copyAll).stream()
                .filter(key -> key.startsWith(prefix))
                .map(folder.resolve(bucket)::resolve)
                .toList();
    }

    /** What people call a copy: the bucket and the key. */
    String name(Path file) {
        return folder.relativize(file).toString();
    }

    /** The key of the object that a copy is of. */
    String key(Path file) {
        return name(file).split("/", 2)[1];
    }

    /** The object at {@code s3://bucket/key}. */
    byte[] fetch(String uri) {
        String[] parts = uri.replaceFirst("^s3://", "").split("/", 2);
        return fetch(parts[0], parts[1]);
    }

    private byte[] fetch(String bucket, String key) {
        return s3.getObjectAsBytes(call -> call.bucket(bucket).key(key)).asByteArray();
    }

    private List<String> copyAll(String bucket) {
        List<String> all = s3.listObjectsV2Paginator(call -> call.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
        for (String key : all) {
            Path copy = folder.resolve(bucket).resolve(key);
            try {
                Files.createDirectories(copy.getParent());
                Files.write(copy, fetch(bucket, key));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + copy, e);
            }
        }
        return all;
    }
}
