package dev.tributary.scenarios;

import static dev.tributary.scenarios.Changes.dms;
import static dev.tributary.scenarios.Changes.employee;
import static dev.tributary.scenarios.Changes.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.function.FunctionHost;
import dev.tributary.scenarios.Found.LakeObject;
import dev.tributary.scenarios.Found.Letter;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What becomes of raw objects, whoever put them there and however they look. */
abstract class RawObjectScenarios extends Scenarios {

    private static final String ONE = dms(1, "insert", employee(1, "one"));
    private static final String TWO = dms(2, "insert", employee(2, "two"));
    private static final String THREE = dms(3, "insert", employee(3, "three"));
    private static final Map<Integer, String> ALL = Map.of(1, "one", 2, "two", 3, "three");

    RawObjectScenarios(Backend backend) {
        super(backend);
    }

    @Test
    void shouldReadValuesInAnySeparationAndCompression() {
        ChangedTables tables = started();
        byte[] together = (ONE + TWO + THREE).getBytes(UTF_8);
        byte[][] contents = {
            together,
            gzip(together),
            (ONE + "\r\n\n" + TWO + "\n \t\n" + THREE + "\n").getBytes(UTF_8),
            ("\uFEFF" + Found.json(ONE).toPrettyString() + Found.json(TWO).toPrettyString() + "\uFEFF" + THREE)
                    .getBytes(UTF_8),
            joined(
                    gzip(ONE.getBytes(UTF_8)),
                    gzip((TWO + THREE.substring(0, 9)).getBytes(UTF_8)),
                    gzip(THREE.substring(9).getBytes(UTF_8)))
        };

        for (int i = 0; i < contents.length; i++) {
            tables.put("object-" + i, contents[i]);
        }
        tables.system().awaitQuiet();

        assertThat(tables.objects(ChangedTables.EMPLOYEES))
                .hasSize(contents.length)
                .allSatisfy(object -> assertThat(object.lines()).hasSize(3));
        assertThat(tables.employees()).isEqualTo(ALL);
        assertThat(tables.system().found().deadLetters()).isEmpty();
    }

    @Test
    void shouldSetAsideABrokenValueAloneAndSayWhereItIs() {
        ChangedTables tables = started();
        String broken = ONE.substring(0, 60);
        tables.put("broken", ONE + "\n" + broken + "\n" + TWO + THREE);
        tables.system().awaitQuiet();

        assertThat(tables.employees()).isEqualTo(ALL);
        assertThat(tables.system().found().deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.envelope().path("stage").asText()).isEqualTo("decode");
            assertThat(letter.reason()).isEqualTo("MALFORMED_JSON");
            assertThat(letter.envelope().at("/source/bucket").asText()).isEqualTo(tables.bucket());
            assertThat(letter.envelope().at("/source/key").asText()).isEqualTo("raw/broken");
            assertThat(letter.envelope().at("/source/offset").asInt()).isEqualTo(ONE.length() + 1);
            assertThat(new String(letter.payload(), UTF_8).strip()).isEqualTo(broken);
        });
    }

    @Test
    void shouldWriteWhatCanBeReadOfACorruptObjectAndSayOfTheRest() {
        ChangedTables tables = started();
        byte[] file = gzip(TWO.getBytes(UTF_8));
        tables.put("corrupt", joined(gzip((ONE + "\n").getBytes(UTF_8)), Arrays.copyOf(file, file.length / 2)));
        tables.system().awaitQuiet();

        assertThat(tables.employees()).isEqualTo(Map.of(1, "one"));
        assertThat(tables.system().found().deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.envelope().path("stage").asText()).isEqualTo("read");
            assertThat(letter.reason()).isEqualTo("OBJECT_TRUNCATED");
            assertThat(letter.payload()).isEmpty();
        });
    }

    @Test
    void shouldWriteTheSameWhenToldOfAnObjectTwiceAndAtOnce() throws Exception {
        ChangedTables tables = started();
        tables.put(
                "object",
                ONE + TWO + "{}" + dms(3, "insert", employee(0, "bad")) + Changes.dmsControl(4, "drop-column"));
        tables.system().awaitQuiet();
        Map<String, String> digests = tables.digests();
        byte[] event = tables.event("object");
        FunctionHost function = tables.system().byHand();

        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<CompletableFuture<Void>> runs = List.of(
                    CompletableFuture.runAsync(() -> tables.redeliver(function, event), two),
                    CompletableFuture.runAsync(() -> tables.redeliver(function, event), two));
            for (CompletableFuture<Void> run : runs) {
                run.get();
            }
        } finally {
            two.shutdown();
        }

        assertThat(digests).hasSize(3);
        assertThat(tables.digests()).isEqualTo(digests);
        assertThat(tables.system().found().deadLetters())
                .hasSize(3)
                .extracting(Letter::recordId)
                .containsOnly(tables.bucket() + "."
                        + name(tables.objects("trusted/").get(0)) + "." + (ONE + TWO).length() + ".0");
    }

    @Test
    void shouldTransformWhatReplacesAnObjectUnderOtherNames() {
        ChangedTables tables = started();
        tables.put("object", ONE);
        tables.system().awaitQuiet();
        tables.put("object", TWO);
        tables.system().awaitQuiet();

        assertThat(tables.objects(ChangedTables.EMPLOYEES)).hasSize(2).doesNotHaveDuplicates();
        assertThat(tables.employees()).isEqualTo(Map.of(1, "one", 2, "two"));
    }

    @Test
    void shouldDoNothingWithWhatS3SendsToTestAndWhatMarksAFolder() {
        ChangedTables tables = started();
        tables.put("", "");
        tables.system().awaitQuiet();

        assertThat(tables.system().activity().resolved()).isEqualTo(2);
        assertThat(tables.system().activity().retriedInvocations()).isZero();
        assertThat(tables.digests()).isEmpty();
        assertThat(tables.system().found().deadLetters()).isEmpty();
    }

    private static String name(LakeObject object) {
        return object.key().replaceAll(".*/|\\.jsonl\\.gz", "");
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private ChangedTables started() {
        ChangedTables tables =
                new ChangedTables(backend(), system(ChangedTables.PARTS, Deployed.TEMPLATE, ChangedTables.PARAMETERS));
        tables.system().start();
        return tables;
    }
}
