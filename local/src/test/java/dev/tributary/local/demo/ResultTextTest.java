package dev.tributary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.demo.DemoResult.FunctionResult;
import dev.tributary.local.demo.account.Account;
import dev.tributary.local.demo.account.Delivery;
import dev.tributary.local.demo.account.ExactJson;
import dev.tributary.local.demo.account.FunctionAccount;
import dev.tributary.local.demo.account.NotificationAccount;
import dev.tributary.local.demo.account.RecordAccount;
import dev.tributary.local.fault.Fault;
import dev.tributary.local.pipeline.FunctionActivity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTextTest {

    private static final RecordAccount CLEAN =
            new RecordAccount(Delivery.FUNCTION, 10, 10, 7, 2, 1, 0, List.of(), List.of());
    private static final RecordAccount LOSSY =
            new RecordAccount(Delivery.FUNCTION, 10, 10, 7, 2, 0, 1, List.of(), List.of("record 1 is nowhere"));

    @TempDir
    Path folder;

    @Test
    void shouldPrintTheAgreedJson() {
        assertThat(ExactJson.parse(ResultText.json(result(CLEAN))).toString())
                .isEqualTo("{\"backend\":\"embedded\",\"durationMs\":1500,\"functions\":{\"EnrichmentFunction\":{"
                        + "\"received\":10,\"streamRecords\":10,\"succeeded\":7,\"skipped\":3,\"deadLettered\":2,\"givenUp\":1,\"lost\":0,"
                        + "\"duplicated\":0,\"duplicatedRecords\":[],\"invocations\":5,\"retriedInvocations\":4,"
                        + "\"awsCalls\":{\"dynamodb:BatchGetItem\":6}}},\"ok\":true}");
    }

    @Test
    void shouldSayInJsonThatARecordIsLost() {
        assertThat(ExactJson.parse(ResultText.json(result(LOSSY))).toString())
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

    @Test
    void shouldTellTheFirstRepeatsToPeopleAndAllToPrograms() {
        RecordAccount repeated = new RecordAccount(
                Delivery.PIPE, 4, 3, 4, 0, 0, 0, List.of("e.s.1.0", "e.s.2.0", "e.s.3.0", "e.s.4.0"), List.of());

        assertThat(ResultText.table(result(repeated)))
                .contains("4  records, some aggregated, in 3 of the stream\n")
                .contains("4  with these record ids:\n    e.s.1.0\n    e.s.2.0\n    e.s.3.0\n    … (all of them")
                .contains("nothing lost, nothing written twice but what a pipe repeated")
                .doesNotContain("e.s.4.0", "duplicated");
        assertThat(ExactJson.parse(ResultText.json(result(repeated))).toString())
                .contains(
                        "\"repeated\":4",
                        "\"repeatedRecords\":[\"e.s.1.0\",\"e.s.2.0\",\"e.s.3.0\",\"e.s.4.0\"]",
                        "\"ok\":true");
    }

    @Test
    void shouldSayWhatSubscribersWereTold() {
        DemoResult result = result(CLEAN, new NotificationAccount(10, List.of("t.e.1.0"), List.of()));

        assertThat(ResultText.table(result))
                .contains(
                        "10  told of, at least once each\n",
                        "1  with these record ids:\n    t.e.1.0\n",
                        "nothing lost");
        assertThat(ExactJson.parse(ResultText.json(result)).toString())
                .contains("\"notified\":10,\"repeated\":1,\"repeatedRecords\":[\"t.e.1.0\"]", "\"ok\":true");
    }

    @Test
    void shouldFailForWhatSubscribersWereNotTold() {
        DemoResult result = result(CLEAN, new NotificationAccount(9, List.of(), List.of("record 1 was not told of")));

        assertThat(result.isClean()).isFalse();
        assertThat(ResultText.table(result)).contains("NOT every record", "\n  record 1 was not told of");
        assertThat(ExactJson.parse(ResultText.json(result)).toString())
                .endsWith("\"problems\":[\"record 1 was not told of\"],\"ok\":false}");
    }

    @Test
    void shouldTellAnAccountOfAnotherKindAsItTellsItself() {
        DemoResult result = result(new WordyAccount(Optional.empty()), null);

        assertThat(ResultText.table(result))
                .contains("  rows kept                           2  in trusted/\n")
                .contains("nothing written twice but changes that were sent again")
                .doesNotContain("raw bytes", "received", "skipped");
        assertThat(ExactJson.parse(ResultText.json(result)).toString())
                .contains("{\"capturedFrom\":\"a database\",\"rowsKept\":2,\"rawBytes\":7,\"invocations\":5,");
    }

    @Test
    void shouldShowPeopleTheFirstRowsOfATableAndProgramsAll() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int id = 101; id <= 109; id++) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("id", Integer.toString(id));
            row.put("department", "Sales");
            rows.add(row);
        }
        DemoResult result = result(new WordyAccount(Optional.of(new Account.Table("outliers", rows))), null);

        assertThat(ResultText.table(result))
                .contains("  the first outliers:\n    id     department\n    101    Sales\n    102    Sales\n")
                .contains("    108    Sales\n")
                .doesNotContain("109");
        assertThat(ExactJson.parse(ResultText.json(result))
                        .path("functions")
                        .path("EnrichmentFunction")
                        .path("outliersRows"))
                .hasSize(9)
                .last()
                .hasToString("{\"id\":\"109\",\"department\":\"Sales\"}");
    }

    /** What no account of records is like. */
    private record WordyAccount(Optional<Account.Table> table) implements FunctionAccount {

        @Override
        public boolean isClean() {
            return true;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("capturedFrom", "a database");
        }

        @Override
        public Optional<String> repeated() {
            return Optional.of("changes that were sent again");
        }

        @Override
        public List<Count> counts() {
            return List.of(new Count("rows kept", 2, "in trusted/"), Count.forPrograms("raw bytes", 7));
        }

        @Override
        public List<String> problems() {
            return List.of();
        }
    }

    private DemoResult result(RecordAccount account) {
        return result(account.skipping(3), null);
    }

    private DemoResult result(FunctionAccount account, @Nullable NotificationAccount notifications) {
        FunctionActivity activity =
                new FunctionActivity("EnrichmentFunction", 10, 3, 5, 4, Map.of("dynamodb:BatchGetItem", 6L));
        return new DemoResult(
                "embedded",
                Duration.ofMillis(1_500),
                List.of(new FunctionResult(
                        account, notifications == null ? List.of() : List.of(notifications), activity)),
                Map.of(Fault.ANSWER_LOST, 9),
                folder);
    }
}
