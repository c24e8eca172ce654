package dev.tributary.training.employees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmployeeGeneratorTest {

    private static final int COUNT = 20_000;

    private final List<Employee> employees = new EmployeeGenerator(7, 0.03).employees(COUNT);

    @Test
    void shouldKnowTheDepartmentsThatTheContractAllows() throws Exception {
        List<String> allowed = new ArrayList<>();
        Json.readObject(Files.readAllBytes(contract()))
                .at("/columns/department/allowed")
                .forEach(department -> allowed.add(department.textValue()));

        assertThat(Arrays.stream(Department.values()).map(Department::text)).containsExactlyElementsOf(allowed);
    }

    @Test
    void shouldMakeTheSameEmployeesOfTheSameSeed() {
        assertThat(new EmployeeGenerator(7, 0.03).employees(COUNT)).isEqualTo(employees);
        assertThat(new EmployeeGenerator(8, 0.03).employees(COUNT)).isNotEqualTo(employees);
    }

    @Test
    void shouldMakeTheSameEmployeesOnEveryJava() {
        assertThat(new EmployeeGenerator(7, 0.03).employees(2))
                .hasToString("[Employee[department=OPERATIONS, hireDate=2012-02-26,"
                        + " on=2031-08-09, salary=100913.79, truth=ORDINARY],"
                        + " Employee[department=ENGINEERING, hireDate=1999-12-22,"
                        + " on=2023-06-24, salary=123680.41, truth=ORDINARY]]");
    }

    @Test
    void shouldPlantTheShareOfAnomaliesThatIsAskedFor() {
        // Of 20,000 rows a share of 3 % has a deviation of 0.12 %, one of 1.5 % of 0.09 %: four of them to either side.
        assertThat(share(Salary.TOO_HIGH) + share(Salary.TOO_LOW)).isEqualTo(0.03, within(0.005));
        assertThat(share(Salary.TOO_HIGH)).isEqualTo(0.015, within(0.0036));
        assertThat(new EmployeeGenerator(7, 0).employees(100)).noneMatch(Employee::isAnomaly);
        assertThat(new EmployeeGenerator(7, 1).employees(100)).allMatch(Employee::isAnomaly);
    }

    @Test
    void shouldLeaveTheOthersAsTheyAreWhereMoreAnomaliesArePlanted() {
        List<Employee> none = new EmployeeGenerator(7, 0).employees(COUNT);

        assertThat(none).hasSameSizeAs(employees);
        for (int i = 0; i < COUNT; i++) {
            Employee employee = employees.get(i);
            if (!employee.isAnomaly()) {
                assertThat(none.get(i)).isEqualTo(employee);
            }
        }
    }

    @Test
    void shouldMakeEmployeesOfAllDepartmentsWithinTheYearsThatItNames() {
        assertThat(employees).allSatisfy(employee -> {
            assertThat(employee.on()).isBetween(LocalDate.of(2016, 1, 1), LocalDate.of(2035, 12, 31));
            assertThat(employee.hireDate())
                    .isBetween(employee.on().minusDays(EmployeeGenerator.MOST_TENURE_DAYS), employee.on());
            assertThat(employee.salary()).isPositive();
        });
        for (Department department : Department.values()) {
            long count = employees.stream()
                    .filter(employee -> employee.department() == department)
                    .count();
            // An eighth, with a deviation of 47.
            assertThat(count).as(department.text()).isBetween(2_300L, 2_700L);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
    void shouldRefuseWhatIsNoShare(double anomalies) {
        assertThatThrownBy(() -> new EmployeeGenerator(7, anomalies))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("anomalies: " + anomalies + " (expected: a share, 0-1)");
    }

    private double share(Salary truth) {
        return (double) employees.stream()
                        .filter(employee -> employee.truth() == truth)
                        .count()
                / COUNT;
    }

    private static Path contract() throws IOException {
        return Path.of(
                System.getProperty("tributary.root", ".."),
                "cdc-transform-handler/src/main/resources/table-contracts/public.employees.json");
    }
}
