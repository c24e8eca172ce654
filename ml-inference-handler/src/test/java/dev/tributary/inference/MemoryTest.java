package dev.tributary.inference;

import dev.tributary.testing.SmallFunction;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As many keys at a time as there are to be, of a table of more, in the heap of a function of 512 MB. */
@Tag("slow")
class MemoryTest {

    private static final int HEAP = 435;

    @Test
    void shouldScoreMoreRowsThanFitIntoMemory(@TempDir Path directory) throws IOException, InterruptedException {
        SmallFunction.run(directory, HEAP, LargeTable.class);
    }
}
