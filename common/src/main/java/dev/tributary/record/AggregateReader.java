package dev.tributary.record;

import static dev.tributary.record.InvalidAggregateException.corrupt;
import static dev.tributary.record.InvalidAggregateException.tooLarge;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an aggregate's message. It goes over it twice: first for the table of keys, which may stand anywhere, and the
 * number of records, so that nothing is made for more of them than are allowed. In a class of its own, so that protobuf's
 * classes are loaded only where there are aggregates.
 */
final class AggregateReader {

    // Tags: a field's number, and 0 for a number or 2 for bytes.
    private static final int PARTITION_KEY = 1 << 3 | 2;
    private static final int RECORD = 3 << 3 | 2;
    private static final int RECORD_KEY_INDEX = 1 << 3;
    private static final int RECORD_DATA = 3 << 3 | 2;

    private final SourceRecord parent;
    private final int offset;
    private final int length;
    private final List<String> partitionKeys = new ArrayList<>();
    private int count;

    AggregateReader(SourceRecord parent, int offset, int length) {
        this.parent = parent;
        this.offset = offset;
        this.length = length;
    }

    List<SourceRecord> read() throws InvalidAggregateException {
        CodedInputStream in = CodedInputStream.newInstance(parent.payload(), offset, length);
        try {
            survey(in);
            requireCount();
            in = CodedInputStream.newInstance(parent.payload(), offset, length);
            return records(in);
        } catch (IOException e) {
            // Of an array, it can only mean bytes that are not what they should be. Its own message says no more.
            throw corrupt("aggregate: malformed at byte " + in.getTotalBytesRead() + " of its message of " + length
                    + " bytes (expected: a protobuf AggregatedRecord)");
        }
    }

    private void survey(CodedInputStream in) throws IOException, InvalidAggregateException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == PARTITION_KEY) {
                if (partitionKeys.size() == Aggregate.MAX_RECORDS) {
                    throw tooLarge("aggregate: more than " + Aggregate.MAX_RECORDS
                            + " partition keys (expected: no more than records may be)");
                }
                partitionKeys.add(new String(in.readByteArray(), UTF_8));
            } else {
                count += tag == RECORD ? 1 : 0;
                skip(in, tag);
            }
        }
    }

    private void requireCount() throws InvalidAggregateException {
        if (count == 0) {
            throw corrupt("aggregate: 0 records (expected: at least 1)");
        }
        if (count > Aggregate.MAX_RECORDS) {
            throw tooLarge("aggregate: " + count + " records (expected: at most " + Aggregate.MAX_RECORDS + ")");
        }
    }

    private List<SourceRecord> records(CodedInputStream in) throws IOException, InvalidAggregateException {
        List<SourceRecord> records = new ArrayList<>(count);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == RECORD) {
                int outer = in.pushLimit(in.readRawVarint32());
                records.add(record(in, records.size()));
                in.popLimit(outer);
            } else {
                skip(in, tag);
            }
        }
        return records;
    }

    private SourceRecord record(CodedInputStream in, int place) throws IOException, InvalidAggregateException {
        long keyIndex = -1;
        byte @Nullable [] data = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == RECORD_KEY_INDEX) {
                keyIndex = in.readUInt64();
            } else if (tag == RECORD_DATA) {
                data = in.readByteArray();
            } else {
                skip(in, tag);
            }
        }
        if (keyIndex < 0 || keyIndex >= partitionKeys.size()) {
            throw corrupt("aggregate: partition key index of record " + place + ": "
                    + (keyIndex == -1 ? "missing" : Long.toUnsignedString(keyIndex)) + " (expected: below "
                    + partitionKeys.size() + ", the size of the table)");
        }
        if (data == null) {
            throw corrupt("aggregate: data of record " + place + ": missing (expected: bytes, if none of them)");
        }
        RecordId id = parent.id();
        return new SourceRecord(
                new RecordId(id.stream(), id.shard(), id.sequence(), place),
                parent.source(),
                partitionKeys.get((int) keyIndex),
                parent.arrivalTime(),
                data);
    }

    /** Passes over a field that is not needed, which must be well-formed all the same. */
    private static void skip(CodedInputStream in, int tag) throws IOException {
        if (!in.skipField(tag)) {
            throw new IOException("the end of a group that never began");
        }
    }
}
