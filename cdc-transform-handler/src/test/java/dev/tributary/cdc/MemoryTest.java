package dev.tributary.cdc;

import dev.tributary.testing.SmallFunction;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A raw object that is larger than the heap. */
@Tag("slow")
class MemoryTest {

    @ParameterizedTest
    @CsvSource({"256, " + SmallFunction.SMALLEST_HEAP, "1024, 512"})
    void shouldTransformALargeObjectOfManyTables(int megabytes, int heap, @TempDir Path directory)
            throws IOException, InterruptedException {
        SmallFunction.run(directory, heap, LargeObject.class, directory.toString(), Integer.toString(megabytes));
    }
}
