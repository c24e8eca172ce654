package dev.tributary.local.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.record.RecordId;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeS3.StoredObject;
import dev.tributary.testing.Gunzip;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lake's objects as their readers do. */
final class Lake {

    static final String BUCKET = "lake";

    private static final Pattern KEY = Pattern.compile(
            BUCKET + "/enriched-data/orders/year=\\d{4}/month=\\d\\d/day=\\d\\d/hour=\\d\\d/(.+)\\.jsonl\\.gz");
    private static final Pattern LINE = Pattern.compile("\\{\"recordId\":\"(.+)\"}");
    static final Comparator<RecordId> IN_ORDER =
            ((Comparator<RecordId>) RecordId::compareSequenceTo).thenComparingInt(RecordId::subSequence);

    private final FakeS3 s3;
    private final IdentityHashMap<StoredObject, List<RecordId>> read = new IdentityHashMap<>();

    Lake(FakeS3 s3) {
        this.s3 = s3;
    }

    /**
     * One object.
     *
     * @param first the record that names it
     * @param records those that it holds
     */
    record Contents(RecordId first, List<RecordId> records) {}

    List<Contents> objects() {
        List<Contents> objects = new ArrayList<>();
        s3.objects().forEach((path, object) -> {
            Matcher key = KEY.matcher(path);
            if (key.matches()) {
                objects.add(new Contents(RecordId.parse(key.group(1)), read.computeIfAbsent(object, Lake::read)));
            }
        });
        return objects;
    }

    private static List<RecordId> read(StoredObject object) {
        List<RecordId> records =
                Gunzip.lines(object.bytes()).stream().map(Lake::recordOf).toList();
        assertThat(object.metadata()).containsEntry("record-count", Integer.toString(records.size()));
        assertThat(records).doesNotHaveDuplicates().isSortedAccordingTo(IN_ORDER);
        return records;
    }

    private static RecordId recordOf(String line) {
        Matcher record = LINE.matcher(line);
        assertThat(record.matches()).as(line).isTrue();
        return RecordId.parse(record.group(1));
    }
}
