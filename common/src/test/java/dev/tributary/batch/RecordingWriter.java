package dev.tributary.batch;

import dev.tributary.aws.Invocation;
import dev.tributary.record.RecordId;
import dev.tributary.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what it is asked to write, or fails. */
final class RecordingWriter implements PrefixWriter {

    static final long BYTES = 77;

    record Written(RecordId batchFirst, RecordId prefixLast, List<String> lines, Duration timeLeft) {}

    final List<Written> written = new ArrayList<>();

    @Nullable
    RuntimeException failure;

    @Override
    public long write(SourceRecord batchFirst, RecordId prefixLast, List<byte[]> lines, Invocation invocation) {
        if (failure != null) {
            throw failure;
        }
        written.add(new Written(
                batchFirst.id(),
                prefixLast,
                lines.stream()
                        .map(line -> new String(line, StandardCharsets.UTF_8))
                        .toList(),
                invocation.writing().remaining()));
        return BYTES;
    }
}
