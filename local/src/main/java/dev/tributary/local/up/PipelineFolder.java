package dev.tributary.local.up;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder {@code target/up} of a clone: where the pipeline that runs there tells of itself. It holds a lock while it runs,
 * which the system releases however the process ends, so that what a killed one told is not believed.
 */
public final class PipelineFolder {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path folder;

    /** The folder of the clone with this root; nothing is created yet. */
    public PipelineFolder(Path root) {
        this.folder = root.resolve("target").resolve("up");
    }

    /**
     * The pipeline that runs in this clone.
     *
     * @throws CommandFailedException if none does, or it is not ready yet
     */
    public RunningPipeline require() throws IOException {
        if (!isLocked()) {
            throw new CommandFailedException("no pipeline is running here; start one with ./tributary up");
        }
        return read().orElseThrow(() -> new CommandFailedException(
                "the pipeline here is starting; try again once ./tributary up says that it is ready"));
    }

    /** The pipeline that runs in this clone and is ready, if there is one. */
    public Optional<RunningPipeline> find() throws IOException {
        return isLocked() ? read() : Optional.empty();
    }

    /** Where the functions' logs go. */
    Path log() {
        return folder.resolve("functions.log");
    }

    /**
     * Takes the folder, and clears what a killed pipeline left.
     *
     * @throws CommandFailedException if a pipeline has it
     */
    Claim claim() throws IOException {
        Files.createDirectories(folder);
        FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            String process = read().map(one -> " (process " + one.pid() + ")").orElse("");
            throw new CommandFailedException("a pipeline is running here already" + process
                    + "; use it, stop it with Ctrl-C, or run this one in another clone");
        }
        Files.deleteIfExists(state());
        return new Claim(channel);
    }

    /** The folder, taken until this is closed. */
    final class Claim implements AutoCloseable {

        private final FileChannel lock;

        private Claim(FileChannel lock) {
            this.lock = lock;
        }

        /** Tells others of a pipeline that is ready. */
        void announce(RunningPipeline pipeline) throws IOException {
            Path draft = folder.resolve("state.json.new");
            Files.writeString(draft, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(pipeline) + "\n");
            Files.move(draft, state(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        /** The pipeline is no longer there. */
        void withdraw() throws IOException {
            Files.deleteIfExists(state());
        }

        @Override
        public void close() throws IOException {
            lock.close();
        }
    }

    private boolean isLocked() throws IOException {
        try (FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.WRITE);
                FileLock lock = tryLock(channel)) {
            return lock == null;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException thisProcessHasIt) {
            return null;
        }
    }

    private Optional<RunningPipeline> read() throws IOException {
        try {
            return Optional.of(MAPPER.readValue(Files.readString(state()), RunningPipeline.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path lockFile() {
        return folder.resolve(".lock");
    }

    private Path state() {
        return folder.resolve("state.json");
    }
}
