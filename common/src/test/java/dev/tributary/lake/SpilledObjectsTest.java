package dev.tributary.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.aws.Deadline;
import dev.tributary.aws.FailureClassifier;
import dev.tributary.aws.FailureKind;
import dev.tributary.lake.SpilledObjects.Bounds;
import dev.tributary.lake.SpilledObjects.Written;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.Fault.Effect;
import dev.tributary.testing.Gunzip;
import dev.tributary.testing.ManualClock;
import dev.tributary.testing.Records;
import dev.tributary.testing.TestInvocations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

class SpilledObjectsTest {

    private static final Bounds LARGE = new Bounds(1_000, 1 << 26);

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(Records.ARRIVAL);
    private final Deadline deadline = TestInvocations.in(Duration.ofSeconds(60), clock);
    private final FakeS3 s3 = new FakeS3("lake");

    @Test
    void shouldPutEachObjectWithItsLinesInOrder() throws IOException {
        try (SpilledObjects objects = objects(LARGE)) {
            add(objects, "b", "{\"n\":1}");
            add(objects, "a", "{\"n\":2}");
            add(objects, "b", "{\"n\":3}");
            assertThat(objects.count()).isEqualTo(2);

            List<Written> written = objects.putAll(deadline);

            assertThat(written)
                    .containsExactly(new Written("a", 1, bytes("a").length), new Written("b", 2, bytes("b").length));
        }
        assertThat(lines("a")).containsExactly("{\"n\":2}");
        assertThat(lines("b")).containsExactly("{\"n\":1}", "{\"n\":3}");
    }

    @Test
    void shouldPutNothingWithoutLines() throws IOException {
        try (SpilledObjects objects = objects(LARGE)) {
            assertThat(objects.putAll(deadline)).isEmpty();
        }
        assertThat(s3.puts()).isEmpty();
    }

    @Test
    void shouldPutWithoutConditionsAndWithAChecksum() throws Exception {
        try (SpilledObjects objects = objects(LARGE)) {
            add(objects, "key", "{}");
            objects.putAll(deadline);
        }

        PutObjectRequest put = s3.object("lake", "key").request();
        assertThat(put.ifNoneMatch()).isNull();
        assertThat(put.ifMatch()).isNull();
        assertThat(put.contentType()).isEqualTo("application/gzip");
        assertThat(put.contentEncoding()).isNull();
        assertThat(put.checksumSHA256())
                .isEqualTo(Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes("key"))));
    }

    @Test
    void shouldAskForTheMetadataWhenAllLinesAreThere() throws IOException {
        List<String> seen = new ArrayList<>();
        try (SpilledObjects objects = objects(LARGE)) {
            for (String line : List.of("1", "2", "3")) {
                seen.add(line);
                objects.add("key", () -> Map.of("seen", String.join(" ", seen)), line.getBytes(UTF_8));
            }
            objects.putAll(deadline);
        }

        assertThat(s3.object("lake", "key").metadata())
                .isEqualTo(Map.of("record-count", "3", "schema-version", "1", "seen", "1 2 3"));
    }

    @Test
    void shouldWriteAHeaderThatIsTheSameEachTime() throws IOException {
        try (SpilledObjects objects = objects(LARGE)) {
            add(objects, "key", "{}");
            objects.putAll(deadline);
        }

        assertThat(Arrays.copyOf(bytes("key"), 10))
                .as("no time, no name, no comment")
                .containsExactly(0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 4, 255);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000, 100_000, 1 << 20})
    void shouldWriteTheSameBytesWhateverTheMemory(long maxMemoryBytes) throws IOException {
        Map<String, List<String>> content = random();
        try (SpilledObjects objects = objects(new Bounds(10, maxMemoryBytes))) {
            addInTurns(objects, content);
            objects.putAll(deadline);
        }

        assertThat(s3.objects()).hasSameSizeAs(content);
        content.forEach((key, lines) -> assertThat(bytes(key)).isEqualTo(alone(key, lines)));
        content.forEach((key, lines) -> assertThat(lines(key)).isEqualTo(lines));
    }

    @Test
    void shouldLeaveNoFileBehind() throws IOException {
        try (SpilledObjects objects = objects(new Bounds(10, 0))) {
            addInTurns(objects, random());
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldRemoveWhatAKilledProcessLeft() throws IOException {
        Files.writeString(folder.resolve("tributary-spill-123.tmp"), "left");
        Path other = Files.writeString(folder.resolve("other"), "not ours");

        objects(LARGE).close();

        assertThat(folder).isDirectoryContaining(other::equals);
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void shouldLeaveOthersInTheSameFolderAlone() throws IOException {
        try (SpilledObjects objects = objects(new Bounds(10, 0))) {
            addInTurns(objects, random());
            objects(LARGE).close();
            objects.putAll(deadline);
        }

        random().forEach((key, lines) -> assertThat(lines(key)).isEqualTo(lines));
    }

    @Test
    void shouldBoundTheObjects() throws IOException {
        try (SpilledObjects objects = objects(new Bounds(2, 1 << 20))) {
            add(objects, "a", "{}");
            add(objects, "b", "{}");
            add(objects, "a", "{}");

            assertThatThrownBy(() -> add(objects, "c", "{}"))
                    .isInstanceOf(TooManyObjectsException.class)
                    .hasMessage("objects of one input: 3 or more (expected: at most 2)");
        }
    }

    @Test
    void shouldSayWhichObjectFailedAndGoOnWithIt() throws IOException {
        s3.faults().failCall(FakeS3.PUT, 2, AwsFailures.s3(503, "SlowDown"), Effect.NONE);
        try (SpilledObjects objects = objects(LARGE)) {
            for (String key : List.of("c", "b", "a")) {
                add(objects, key, "{\"key\":\"" + key + "\"}");
            }

            assertThatThrownBy(() -> objects.putAll(deadline))
                    .isInstanceOf(ObjectNotWrittenException.class)
                    .hasMessageStartingWith("s3://lake/b: not written")
                    .extracting(FailureClassifier::classify)
                    .isEqualTo(FailureKind.THROTTLED);
            assertThat(s3.objects()).containsOnlyKeys("lake/a");

            assertThat(objects.putAll(deadline)).extracting(Written::key).containsExactly("b", "c");
        }
        assertThat(lines("b")).containsExactly("{\"key\":\"b\"}");
        assertThat(s3.puts()).extracting(PutObjectRequest::key).containsExactly("a", "b", "b", "c");
    }

    @Test
    void shouldTakeNoLineForWhatMayHaveBeenPut() throws IOException {
        try (SpilledObjects objects = objects(LARGE)) {
            add(objects, "a", "{}");
            objects.putAll(deadline);

            assertThatThrownBy(() -> add(objects, "a", "{}")).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void shouldBeginNoPutPastTheDeadline() throws IOException {
        s3.faults().follow((operation, nth) -> {
            clock.advance(Duration.ofSeconds(30));
            return null;
        });
        try (SpilledObjects objects = objects(LARGE)) {
            for (String key : List.of("a", "b", "c")) {
                add(objects, key, "{}");
            }

            assertThatThrownBy(() -> objects.putAll(deadline))
                    .isInstanceOf(ObjectNotWrittenException.class)
                    .hasMessageContaining("s3://lake/c")
                    .extracting(FailureClassifier::classify)
                    .isEqualTo(FailureKind.TIMED_OUT);
        }
        assertThat(s3.objects()).containsOnlyKeys("lake/a", "lake/b");
    }

    @Test
    void shouldGiveAPutTheTimeThatItsBytesTake() throws IOException {
        byte[] noise = new byte[20 << 20];
        new Random(1).nextBytes(noise);
        try (SpilledObjects objects = objects(new Bounds(2, 1 << 20))) {
            objects.add("large", Map::of, noise);
            add(objects, "small", "{}");
            objects.putAll(deadline);
        }

        assertThat(s3.puts())
                .extracting(put -> put.overrideConfiguration()
                        .flatMap(RequestOverrideConfiguration::apiCallAttemptTimeout)
                        .orElseThrow())
                .containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(5));
    }

    private SpilledObjects objects(Bounds bounds) throws IOException {
        return new SpilledObjects(s3, "lake", folder, bounds);
    }

    private static void add(SpilledObjects objects, String key, String line) throws IOException {
        objects.add(key, Map::of, line.getBytes(UTF_8));
    }

    /** One line of each object after the other, as long as there are some. */
    private static void addInTurns(SpilledObjects objects, Map<String, List<String>> content) throws IOException {
        int most = content.values().stream().mapToInt(List::size).max().orElseThrow();
        for (int i = 0; i < most; i++) {
            for (Map.Entry<String, List<String>> object : content.entrySet()) {
                if (i < object.getValue().size()) {
                    add(objects, object.getKey(), object.getValue().get(i));
                }
            }
        }
    }

    /** The same each time: an object of a line, of many, of long ones, and of one that is longer than all buffers. */
    private static Map<String, List<String>> random() {
        Random random = new Random(1);
        return Map.of(
                "one", List.of(""),
                "many", Stream.generate(() -> noise(random, 200)).limit(2_000).toList(),
                "long", Stream.generate(() -> noise(random, 70_000)).limit(10).toList(),
                "longest", List.of(noise(random, 1_000_000)));
    }

    private static String noise(Random random, int longest) {
        return random.ints(random.nextInt(longest), '0', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The bytes of an object that is the only one of its kind. */
    private byte[] alone(String key, List<String> lines) {
        FakeS3 elsewhere = new FakeS3("lake");
        try (SpilledObjects objects = new SpilledObjects(elsewhere, "lake", folder, LARGE)) {
            addInTurns(objects, Map.of(key, lines));
            objects.putAll(deadline);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return elsewhere.object("lake", key).bytes();
    }

    private byte[] bytes(String key) {
        return s3.object("lake", key).bytes();
    }

    private List<String> lines(String key) {
        return Gunzip.lines(bytes(key));
    }
}
