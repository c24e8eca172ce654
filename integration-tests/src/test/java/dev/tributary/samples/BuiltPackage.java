package dev.tributary.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A folder as Lambda unpacks it: of the functions, what {@code sam build} makes of the root's {@code target/classes} and
 * {@code target/dependency}; or of a layer, what it makes of the layer's own Maven project.
 */
record BuiltPackage(Path folder) {

    private static final Path BUILT = Path.of("target", "layout").toAbsolutePath();

    /** What is measured of a package, in bytes. */
    record Size(long zipped, long unzipped) {

        Size plus(Size other) {
            return new Size(zipped + other.zipped, unzipped + other.unzipped);
        }
    }

    /** What all functions share, in {@code /var/task}. */
    static BuiltPackage ofFunctions() throws IOException {
        Path task = emptied("task");
        copy(Sample.ROOT.resolve("target/classes"), task);
        copy(Sample.ROOT.resolve("target/dependency"), task.resolve("lib"));
        return new BuiltPackage(task);
    }

    /**
     * The layer of an architecture as it is in {@code /opt}, built in a copy of its folder, since that is all that
     * {@code sam build} gives to Maven.
     *
     * @param architecture as the template names it
     */
    static BuiltPackage ofLayer(String architecture) throws IOException, InterruptedException {
        Path project = emptied("build-" + architecture);
        Files.copy(Sample.ROOT.resolve("onnxruntime-layer/" + architecture + "/pom.xml"), project.resolve("pom.xml"));
        Path log = project.resolve("build.log");
        int exitCode = new ProcessBuilder(maven())
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(exitCode).as(Files.readString(log)).isZero();
        Path opt = emptied("layer-" + architecture);
        Path libraries = opt.resolve("java/lib");
        copy(project.resolve("target/dependency"), libraries);
        try (Stream<Path> jars = Files.list(project.resolve("target"))) {
            for (Path jar :
                    jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                Files.copy(jar, libraries.resolve(jar.getFileName()));
            }
        }
        return new BuiltPackage(opt);
    }

    private static List<String> maven() {
        String home = System.getProperty("maven.home");
        String repository = System.getProperty("maven.repo.local");
        return Stream.concat(
                        Stream.of(
                                home == null ? "mvn" : home + File.separator + "bin" + File.separator + "mvn",
                                "-q",
                                "-B"),
                        Stream.concat(
                                repository == null ? Stream.of() : Stream.of("-Dmaven.repo.local=" + repository),
                                Stream.of("package")))
                .toList();
    }

    /** This package with a layer merged into it: the runtime client looks for the jars of layers in a place of the system. */
    BuiltPackage with(BuiltPackage layer) throws IOException {
        Path merged = emptied("task-with-layer");
        copy(folder, merged);
        try (Stream<Path> files = Files.list(layer.libraries())) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                Files.copy(jar, merged.resolve("lib").resolve(jar.getFileName()));
            }
        }
        return new BuiltPackage(merged);
    }

    /** Of a layer: what is {@code /opt/java/lib}. */
    Path libraries() {
        return folder.resolve("java/lib");
    }

    /** As a zip of the usual compression has it, and as it is. */
    Size size() throws IOException {
        Path zip = BUILT.resolve(folder.getFileName() + ".zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (Path file : files(folder)) {
                out.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        long unzipped = 0;
        for (Path file : files(folder)) {
            unzipped += Files.size(file);
        }
        return new Size(Files.size(zip), unzipped);
    }

    private static Path emptied(String name) throws IOException {
        Path folder = BUILT.resolve(name);
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path one : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(one);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        assertThat(from).as("what sam-dist lays out").isNotEmptyDirectory();
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file));
            Files.createDirectories(target.resolveSibling(""));
            Files.copy(file, target);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
