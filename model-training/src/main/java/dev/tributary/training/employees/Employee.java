package dev.tributary.training.employees;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * An employee on a day.
 *
 * @param on the day that the row is of
 * @param salary a year's, to the cent
 * @param truth whether the salary was planted as an anomaly; training must not look at it
 */
public record Employee(Department department, LocalDate hireDate, LocalDate on, BigDecimal salary, Salary truth) {

    public boolean isAnomaly() {
        return truth != Salary.ORDINARY;
    }
}
