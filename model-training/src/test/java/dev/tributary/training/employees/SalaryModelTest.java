package dev.tributary.training.employees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalaryModelTest {

    @ParameterizedTest
    @CsvSource({
        // department, hired, on, the sum by hand
        "ENGINEERING, 2010-01-01, 2010-01-01, 96000", // the base alone
        "SUPPORT,     2010-01-01, 2020-01-01, 73997.40", // 55,000 + 1,900 x 3,652 / 365.25
        "SUPPORT,     2020-06-30, 2020-06-30, 62000", // a premium for ten years, of whole years
        "LEGAL,       2000-01-01, 2020-01-01, 119500", // 92,000 + 1,900 x 15 + 1,200 x 5 - 7,000
    })
    void shouldExpectWhatTheRelationSays(Department department, LocalDate hired, LocalDate on, double salary) {
        assertThat(SalaryModel.expected(department, hired, on)).isEqualTo(salary, within(0.01));
    }

    @Test
    void shouldExpectNothingOfThoseWhoAreNotHiredYet() {
        LocalDate hired = LocalDate.of(2020, 1, 2);

        assertThatThrownBy(() -> SalaryModel.expected(Department.SALES, hired, hired.minusDays(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("on: 2020-01-01 (expected: not before the hire date, 2020-01-02)");
    }

    @Test
    void shouldDrawOrdinarySalariesAroundTheExpected() {
        Random random = new Random(1);
        LocalDate hired = LocalDate.of(2015, 5, 5);
        LocalDate on = LocalDate.of(2026, 1, 1);
        double expected = SalaryModel.expected(Department.FINANCE, hired, on);
        double sum = 0;
        double squares = 0;
        int count = 10_000;
        for (int i = 0; i < count; i++) {
            BigDecimal salary = SalaryModel.draw(random, Salary.ORDINARY, Department.FINANCE, hired, on);
            assertThat(salary.scale()).isEqualTo(2);
            double noise = salary.doubleValue() - expected;
            sum += noise;
            squares += noise * noise;
        }

        // The mean of 10,000 has a deviation of 35, the deviation one of 25: four of them to either side.
        assertThat(sum / count).isEqualTo(0, within(140.0));
        assertThat(Math.sqrt(squares / count)).isEqualTo(SalaryModel.NOISE, within(100.0));
    }

    @ParameterizedTest
    @CsvSource({"TOO_HIGH, 1.4, 2.0", "TOO_LOW, 0.3, 0.7"})
    void shouldDrawAnomaliesFarFromTheExpected(Salary kind, double least, double most) {
        Random random = new Random(1);
        LocalDate hired = LocalDate.of(2015, 5, 5);
        LocalDate on = LocalDate.of(2026, 1, 1);
        double expected = SalaryModel.expected(Department.FINANCE, hired, on);
        double noise = 6 * SalaryModel.NOISE;
        for (int i = 0; i < 1_000; i++) {
            double salary = SalaryModel.draw(random, kind, Department.FINANCE, hired, on)
                    .doubleValue();
            assertThat(salary).isBetween(least * expected - noise, most * expected + noise);
        }
    }
}
