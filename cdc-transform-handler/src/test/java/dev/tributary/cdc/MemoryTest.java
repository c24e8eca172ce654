package dev.tributary.cdc;

import dev.tributary.testing.SmallFunction;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A raw object that is far larger than the heap: 256 MB in one of 217 MB, or, with the full test command, 1 GB in one of 512 MB. */
class MemoryTest {

    private static final int FULL = 1_024;
    private static final int FULL_HEAP = 512;

    @Test
    void shouldTransformALargeObjectOfManyTables(@TempDir Path directory) throws IOException, InterruptedException {
        int megabytes = Integer.getInteger("large.object.megabytes", 256);
        SmallFunction.run(
                directory,
                megabytes < FULL ? SmallFunction.SMALLEST_HEAP : FULL_HEAP,
                LargeObject.class,
                directory.toString(),
                Integer.toString(megabytes));
    }
}
