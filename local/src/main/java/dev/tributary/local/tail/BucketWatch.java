package dev.tributary.local.tail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Watches the objects of a bucket. Of one that is replaced, as a repeated batch's is, the lines that are new count. */
final class BucketWatch implements Watch {

    /** Payloads of dead letters, which their messages stand for. */
    private static final String PAYLOADS = "dead-letters/";

    /** Whole batches, and events, by Lambda. */
    private static final String BATCHES = "aws/lambda/";

    /** Changes of databases as they came, which have no lines to go by. */
    private static final String RAW = "raw/";

    private static final String QUARANTINE = "quarantine/";

    private final S3Client s3;
    private final String bucket;
    private final Map<String, Version> seen = new HashMap<>();

    /** An object as it was last seen, with the ids of its records. */
    private record Version(String eTag, Set<String> recordIds) {}

    BucketWatch(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public List<Finding> look() {
        return changed().flatMap(object -> read(object).stream()).toList();
    }

    @Override
    public void skip() {
        changed().forEach(object -> seen.put(object.key(), new Version(object.eTag(), new HashSet<>())));
    }

    private Stream<S3Object> changed() {
        return s3.listObjectsV2Paginator(call -> call.bucket(bucket)).contents().stream()
                .filter(object -> !object.key().startsWith(PAYLOADS))
                .filter(object -> {
                    Version version = seen.get(object.key());
                    return version == null || !version.eTag().equals(object.eTag());
                })
                .sorted(Comparator.comparing(S3Object::lastModified).thenComparing(S3Object::key));
    }

    private List<Finding> read(S3Object object) {
        String key = object.key();
        List<Finding> findings;
        try {
            findings = findings(
                    object,
                    s3.getObjectAsBytes(call -> call.bucket(bucket).key(key)).asByteArray());
        } catch (NoSuchKeyException deletedMeanwhile) {
            return List.of();
        }
        Version before = seen.getOrDefault(key, new Version("", Set.of()));
        Set<String> recordIds = new HashSet<>();
        findings.forEach(finding -> recordIds.add(finding.recordId()));
        recordIds.remove("");
        seen.put(key, new Version(object.eTag(), recordIds));
        return findings.stream()
                .filter(finding -> !before.recordIds().contains(finding.recordId()))
                .toList();
    }

    private List<Finding> findings(S3Object object, byte[] content) {
        String place = place(object.key());
        Instant at = object.lastModified();
        String text = text(content);
        if (!text.startsWith("{") || object.key().startsWith(RAW)) {
            return text.isEmpty() ? List.of() : List.of(Documents.other(object.key(), content.length, place, at));
        }
        if (object.key().startsWith(BATCHES)) {
            return List.of(Documents.givenUp(text, place, at));
        }
        boolean isQuarantine = object.key().startsWith(QUARANTINE);
        return text.lines()
                .map(line -> isQuarantine ? Documents.quarantined(line, place, at) : Documents.written(line, place, at))
                .toList();
    }

    /** The folders before the first that is a partition; of a given-up batch the bucket, as its folders are ids. */
    private String place(String key) {
        String folders = key.replaceFirst("/[^/]*$", "").replaceFirst("/[a-z]+=.*", "");
        return key.startsWith(BATCHES) || !key.contains("/") ? bucket : folders;
    }

    private static String text(byte[] content) {
        boolean zipped = content.length > 1 && content[0] == (byte) 0x1f && content[1] == (byte) 0x8b;
        if (!zipped) {
            return new String(content, StandardCharsets.UTF_8);
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            return new String(content, StandardCharsets.UTF_8);
        }
    }
}
