package dev.tributary.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.aws.FailureClassifier;
import dev.tributary.aws.FailureKind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillFileTest {

    @TempDir
    Path folder;

    @Test
    void shouldReadWhatWasWrittenWhereverItIs() throws IOException {
        try (SpillFile file = SpillFile.create(folder)) {
            long first = file.append(List.of(bytes("one"), bytes("two")));
            long second = file.append(List.of(bytes("three")));

            assertThat(read(file, second, 5)).isEqualTo("three");
            assertThat(read(file, first + 2, 4)).isEqualTo("etwo");
            assertThat(file.append(List.of(bytes("four")))).isEqualTo(11);
        }
    }

    @Test
    void shouldReadAfterACallWasInterrupted() throws IOException {
        try (SpillFile file = SpillFile.create(folder)) {
            file.append(List.of(bytes("one")));
            Thread.currentThread().interrupt();

            assertThat(read(file, 0, 3)).isEqualTo("one");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(read(file, 0, 3)).isEqualTo("one");
        }
    }

    @Test
    void shouldSayThatTheDiskIsFullAndForgetWhatItWroteInPart() throws IOException {
        try (FullDisk disk = new FullDisk(folder.resolve("spill"));
                SpillFile file = new SpillFile(folder.resolve("spill"), disk)) {
            file.append(List.of(bytes("one")));
            disk.left = 4;

            assertThatThrownBy(() -> file.append(List.of(bytes("two"), bytes("three"))))
                    .isInstanceOf(IOException.class)
                    .hasMessage("temporary file of 3 bytes in " + folder
                            + ": cannot write more (expected: space): No space left on device")
                    .extracting(FailureClassifier::classify)
                    .isEqualTo(FailureKind.IO);

            disk.left = 10;
            assertThat(file.append(List.of(bytes("four")))).isEqualTo(3);
            assertThat(read(file, 0, 7)).isEqualTo("onefour");
        }
        assertThat(folder).isEmptyDirectory();
    }

    /** A file on a disk on which so many bytes are left. */
    private static final class FullDisk extends RandomAccessFile {
        private int left = 100;

        FullDisk(Path path) throws IOException {
            super(path.toFile(), "rw");
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            if (bytes.length > left) {
                throw new IOException("No space left on device");
            }
            left -= bytes.length;
            super.write(bytes);
        }
    }

    private static String read(SpillFile file, long position, int count) throws IOException {
        byte[] bytes = new byte[count];
        assertThat(file.read(position, bytes, 0, count)).isEqualTo(count);
        return new String(bytes, UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
