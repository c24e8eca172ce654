package dev.tributary.training.employees;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/**
 * What employees earn a year: the relation that a model is to find again.
 *
 * <pre>
 * expected = base of the department
 *          + 1,900 for each of the first 15 years of tenure, 1,200 for each later one
 *          + 700 for each calendar year that the year of hiring is after 2010, or less 700 for each that it is before
 * ordinary = expected + noise, normal with a deviation of 3,500
 * too high = expected × 1.4 to 2.0 + noise, too low = expected × 0.3 to 0.7 + noise, uniform
 * </pre>
 *
 * Tenure is in years of 365.25 days. Its growth slows and the year of hiring is a whole one, which a linear model can only come
 * close to, as it is with real salaries. All is in one currency, and to the cent.
 */
public final class SalaryModel {

    /** The deviation of the noise around what is expected. */
    public static final double NOISE = 3_500;

    /** Those hired in this year begin with the base of their department. */
    static final int PREMIUM_FREE_YEAR = 2010;

    private static final double PREMIUM_PER_YEAR = 700;
    private static final double EARLY_GROWTH = 1_900;
    private static final double LATE_GROWTH = 1_200;
    private static final double EARLY_YEARS = 15;
    private static final double DAYS_PER_YEAR = 365.25;

    private SalaryModel() {}

    /**
     * What somebody is expected to earn.
     *
     * @param on the day that the salary is paid on, not before the hire date
     */
    public static double expected(Department department, LocalDate hireDate, LocalDate on) {
        if (on.isBefore(hireDate)) {
            throw new IllegalArgumentException("on: " + on + " (expected: not before the hire date, " + hireDate + ")");
        }
        double tenure = ChronoUnit.DAYS.between(hireDate, on) / DAYS_PER_YEAR;
        return department.base()
                + EARLY_GROWTH * Math.min(tenure, EARLY_YEARS)
                + LATE_GROWTH * Math.max(0, tenure - EARLY_YEARS)
                + PREMIUM_PER_YEAR * (hireDate.getYear() - PREMIUM_FREE_YEAR);
    }

    /** A salary that nobody would wonder at, or one that somebody should. */
    public static BigDecimal draw(
            Random random, Salary salary, Department department, LocalDate hireDate, LocalDate on) {
        // Both are drawn for every salary, so that other shares of anomalies leave the rest of a table as it is.
        double size = random.nextDouble();
        double noise = NOISE * random.nextGaussian();
        double amount = expected(department, hireDate, on) * salary.factor(size) + noise;
        return BigDecimal.valueOf(Math.round(amount * 100), 2);
    }
}
