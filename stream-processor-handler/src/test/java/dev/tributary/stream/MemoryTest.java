package dev.tributary.stream;

import dev.tributary.testing.SmallFunction;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the largest batches with the heap, and the flags, that Lambda gives a function of 256 MB. */
@Tag("slow")
class MemoryTest {

    @ParameterizedTest
    @EnumSource
    void shouldHandleAFullBatchInASmallFunction(FullBatch.Kind kind, @TempDir Path directory)
            throws IOException, InterruptedException {
        SmallFunction.run(directory, SmallFunction.SMALLEST_HEAP, FullBatch.class, kind.name());
    }
}
