package dev.tributary.local.demo.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.demo.account.Account.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreAccountTest {

    private static final String TRUSTED = "trusted/public/employees/year=2026/month=12/day=01/00.jsonl.gz";
    private static final String SCORES = "trusted-analytics/m/year=2026/month=12/day=01/00-a.jsonl.gz";
    private static final String OTHER_SCORES = "trusted-analytics/m/year=2026/month=12/day=01/00-b.jsonl.gz";
    private static final String SET_ASIDE = "quarantine/public/employees/year=2026/month=12/day=01/00-a.jsonl.gz";
    private static final String OF_CHANGES = "quarantine/public/employees/year=2026/month=12/day=01/00.jsonl.gz";

    private final List<StoredObject> objects = new ArrayList<>();

    private void put(String key, String... lines) {
        objects.add(new StoredObject(
                "changes", key, String.join("\n", lines).replace('\'', '"').getBytes(UTF_8)));
    }

    private static String row(int id, String op, String order) {
        return "{'id':" + id + ",'department':'Sales','salary':50000.00,'hire_date':'2020-01-01'," + change(op, order);
    }

    private static String score(int id, String op, String order, double score) {
        return "{'key':{'id':" + id + "},'features':{'department':'Sales'},'prediction':60000.5,'score':" + score + ","
                + change(op, order);
    }

    private static String change(String op, String order) {
        boolean gone = op.equals("delete") || op.equals("truncate");
        return "'_op':'" + op + "','_order':'" + order + "','_deleted':" + gone + "}";
    }

    private ScoreAccount account() {
        return ScoreAccount.account("public.employees", objects, 0);
    }

    @Test
    void shouldBeCleanIfEveryRowIsScoredAsItIs() {
        put(TRUSTED, row(1, "insert", "1.011"), row(1, "update", "1.013"), row(2, "insert", "1.012"));
        put(SCORES, score(1, "insert", "1.011", 0), score(2, "insert", "1.012", 0));
        put(OTHER_SCORES, score(1, "update", "1.013", 2.5));

        ScoreAccount account = account();

        assertThat(account.isClean()).isTrue();
        assertThat(account.scored()).isEqualTo(3);
        assertThat(account.employees()).isEqualTo(2);
        assertThat(account.table())
                .contains(new Table(
                        "outliers",
                        List.of(Map.of(
                                "id", "1",
                                "department", "Sales",
                                "hired", "2020-01-01",
                                "salary", "50,000",
                                "expected", "60,001",
                                "score", "2.50"))));
    }

    @Test
    void shouldMissARowWhoseLastChangeIsNotScored() {
        put(TRUSTED, row(1, "insert", "1.011"), row(1, "update", "1.013"));
        put(SCORES, score(1, "insert", "1.011", 0));

        assertThat(account().lost()).isEqualTo(1);
        assertThat(account().problems()).containsExactly("public.employees, id 1: not scored as it is, nor set aside");
    }

    @Test
    void shouldTakeARowThatIsSetAsideByARun() {
        put(TRUSTED, row(1, "insert", "1.011"));
        put(SET_ASIDE, "{'violations':[],'row':{'id':1}," + change("insert", "1.011"));

        assertThat(account().isClean()).isTrue();
        assertThat(account().setAside()).isEqualTo(1);
    }

    @Test
    void shouldNotTakeForThatWhatTheTransformationSetAside() {
        put(TRUSTED, row(1, "insert", "1.011"));
        put(OF_CHANGES, "{'violations':[],'row':{'id':1}," + change("insert", "1.011"));

        assertThat(account().lost()).isEqualTo(1);
    }

    @Test
    void shouldFindWhatIsScoredTwice() {
        put(TRUSTED, row(1, "insert", "1.011"));
        put(SCORES, score(1, "insert", "1.011", 0));
        put(OTHER_SCORES, score(1, "insert", "1.011", 0));

        assertThat(account().problems()).containsExactly("id 1 at 1.011 is there twice");
    }

    @Test
    void shouldFindAScoreOfAnotherRow() {
        put(TRUSTED, row(1, "insert", "1.011"));
        put(SCORES, score(1, "insert", "1.011", 0).replace("Sales", "Legal"));

        assertThat(account().problems()).containsExactly("id 1 at 1.011: the score is that of another row");
    }

    @Test
    void shouldWantATombstoneForARowThatIsGone() {
        put(TRUSTED, row(1, "insert", "1.011"), row(1, "delete", "1.012"));
        put(SCORES, score(1, "insert", "1.011", 0));
        assertThat(account().lost()).isEqualTo(1);

        put(OTHER_SCORES, "{'key':{'id':1}," + change("delete", "1.012"));
        assertThat(account().isClean()).isTrue();
        assertThat(account().tombstones()).isEqualTo(1);
        assertThat(account().employees()).isZero();
    }

    @Test
    void shouldWantALineForATruncationAndNoneForWhatItRemoved() {
        put(TRUSTED, row(1, "insert", "1.011"), "{" + change("truncate", "1.012"));
        assertThat(account().lost()).isEqualTo(1);

        put(SCORES, "{" + change("truncate", "1.012"));
        assertThat(account().isClean()).isTrue();
    }

    @Test
    void shouldNotBeCleanIfSomethingFailed() {
        assertThat(ScoreAccount.account("public.employees", objects, 2).problems())
                .containsExactly("the queues of what failed hold 2 (expected: none)");
    }
}
