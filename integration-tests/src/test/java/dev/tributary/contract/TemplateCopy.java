package dev.tributary.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** The template, and those that it includes, in a folder of their own, to be changed. */
public final class TemplateCopy {

    private final Path file;
    private final Path flow;

    /** Copies them as the project ships them. */
    public TemplateCopy(Path folder) {
        this.file = folder.resolve(Shipped.FILE.getFileName());
        this.flow = folder.resolve(Shipped.ROOT.relativize(Shipped.FLOW));
        try {
            Files.createDirectories(folder.resolve("infrastructure"));
            for (Path template : Shipped.templates()) {
                Files.copy(template, folder.resolve(Shipped.ROOT.relativize(template)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The copy of the template. */
    public Path file() {
        return file;
    }

    /** Changes the lines of the template. */
    public TemplateCopy change(UnaryOperator<List<String>> change) {
        return rewrite(file, change);
    }

    /** Changes the lines of the one flow that all types share. */
    public TemplateCopy changeFlow(UnaryOperator<List<String>> change) {
        return rewrite(flow, change);
    }

    private TemplateCopy rewrite(Path changed, UnaryOperator<List<String>> change) {
        try {
            Files.write(changed, change.apply(Files.readAllLines(changed)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
