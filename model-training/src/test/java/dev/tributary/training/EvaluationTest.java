package dev.tributary.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvaluationTest {

    private final Evaluation good = new Evaluation(9_700, 300, 2_800, 3_500, 0.95, 0.99, 0.003);

    @Test
    void shouldFindNoShortcomingsAtTheBounds() {
        assertThat(good.shortcomings()).isEmpty();
        assertThat(new Evaluation(9_700, 300, 2_800, 3_500, 0.9, 0.95, 0.02).shortcomings())
                .isEmpty();
    }

    @Test
    void shouldNameEveryShortcomingAndWhatWasExpected() {
        assertThat(new Evaluation(9_700, 300, 2_800, 3_500, 0.899, 0.949, 0.021).shortcomings())
                .containsExactly(
                        "R²: 0.899 (expected: at least 0.90)",
                        "anomalies found: 0.949 (expected: at least 0.95)",
                        "false alarms: 0.021 (expected: at most 0.02)");
    }

    @Test
    void shouldTakeWhatIsNoNumberForAShortcoming() {
        assertThat(new Evaluation(0, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN).shortcomings())
                .hasSize(3);
    }

    @Test
    void shouldTellProgramsAllOfIt() {
        assertThat(good.json())
                .hasToString(
                        "{\"ordinary\":9700,\"anomalies\":300,\"mean_absolute_error\":2800.0,"
                                + "\"root_mean_squared_error\":3500.0,\"r_squared\":0.95,\"found\":0.99,\"false_alarms\":0.003}");
    }

    @Test
    void shouldTellPeopleAllOfItInATable() {
        assertThat(good.lines())
                .containsExactly(
                        "ordinary employees            9,700",
                        "  mean absolute error         2,800",
                        "  root mean squared error     3,500",
                        "  R²                          0.950",
                        "  false alarms                0.30%",
                        "planted anomalies               300",
                        "  found                      99.00%");
    }
}
