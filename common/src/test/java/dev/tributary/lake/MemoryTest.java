package dev.tributary.lake;

import dev.tributary.testing.SmallFunction;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads and writes far more than fits the heap that Lambda gives a function of 256 MB. */
@Tag("slow")
class MemoryTest {

    @Test
    void shouldMakeManyObjectsOfALargeOneInASmallFunction(@TempDir Path directory)
            throws IOException, InterruptedException {
        SmallFunction.run(directory, SmallFunction.SMALLEST_HEAP, ManyTables.class, directory.toString());
    }
}
