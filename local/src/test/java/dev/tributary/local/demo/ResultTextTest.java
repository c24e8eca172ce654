package dev.tributary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.demo.DemoResult.FunctionResult;
import dev.tributary.local.fault.Fault;
import dev.tributary.local.pipeline.FunctionActivity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTextTest {

    private static final RecordAccount CLEAN = new RecordAccount(10, 7, 2, 1, 0, 0, List.of());
    private static final RecordAccount LOSSY = new RecordAccount(10, 7, 2, 0, 1, 0, List.of("record 1 is nowhere"));

    @TempDir
    Path folder;

    @Test
    void shouldPrintTheAgreedJson() {
        assertThat(Collector.parse(ResultText.json(result(CLEAN))).toString())
                .isEqualTo("{\"backend\":\"embedded\",\"durationMs\":1500,\"functions\":{\"EnrichmentFunction\":{"
                        + "\"received\":10,\"succeeded\":7,\"skipped\":3,\"deadLettered\":2,\"givenUp\":1,\"lost\":0,"
                        + "\"duplicated\":0,\"invocations\":5,\"retriedInvocations\":4,"
                        + "\"awsCalls\":{\"dynamodb:BatchGetItem\":6}}},\"ok\":true}");
    }

    @Test
    void shouldSayInJsonThatARecordIsLost() {
        assertThat(Collector.parse(ResultText.json(result(LOSSY))).toString())
                .endsWith("\"problems\":[\"record 1 is nowhere\"],\"ok\":false}");
    }

    @Test
    void shouldTellPeopleWhatWentWrongOnPurposeAndWhereToLook() throws IOException {
        Path object = folder.resolve("lake/enriched-data/a.jsonl.gz");
        Files.createDirectories(object.getParent());
        Files.createFile(object);

        assertThat(ResultText.table(result(CLEAN)))
                .contains(
                        "dynamodb:BatchGetItem",
                        "9 times      function's answer was lost",
                        "1.5 s, every record accounted for: nothing lost, nothing written twice",
                        "gzip -dc '" + object + "' | head -n 1");
    }

    @Test
    void shouldTellPeopleWhatIsNotWhereItBelongs() {
        assertThat(ResultText.table(result(LOSSY)))
                .contains("NOT every record is where the template as shipped would have it", "\n  record 1 is nowhere")
                .doesNotContain("nothing lost");
    }

    private DemoResult result(RecordAccount account) {
        FunctionActivity activity =
                new FunctionActivity("EnrichmentFunction", 10, 3, 5, 4, Map.of("dynamodb:BatchGetItem", 6L));
        return new DemoResult(
                "embedded",
                Duration.ofMillis(1_500),
                List.of(new FunctionResult(account, activity)),
                Map.of(Fault.ANSWER_LOST, 9),
                folder);
    }
}
