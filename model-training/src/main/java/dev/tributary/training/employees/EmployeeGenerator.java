package dev.tributary.training.employees;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes up employees: departments are equally frequent; days are uniform over the years {@value #FIRST_YEAR} to
 * {@value #LAST_YEAR}, so that tenure and the year of hiring can be told apart; tenure is 0 to {@value #MOST_TENURE_DAYS} days (30
 * years), short ones more frequent (a uniform number to the power of 1.5); of the salaries a share is planted as anomalies, too
 * high and too low ones equally often. The same seed makes the same employees on every Java, since {@link Random} is specified to
 * the bit.
 */
public final class EmployeeGenerator {

    /** The share of planted anomalies. */
    public static final double ANOMALIES = 0.03;

    static final int FIRST_YEAR = 2016;
    static final int LAST_YEAR = 2035;
    static final int MOST_TENURE_DAYS = 10_957;

    private final long seed;
    private final double anomalies;

    /**
     * A generator.
     *
     * @param anomalies the share of anomalies, 0 to 1
     */
    public EmployeeGenerator(long seed, double anomalies) {
        if (!(anomalies >= 0 && anomalies <= 1)) {
            throw new IllegalArgumentException("anomalies: " + anomalies + " (expected: a share, 0-1)");
        }
        this.seed = seed;
        this.anomalies = anomalies;
    }

    /** The first employees of the seed. */
    public List<Employee> employees(int count) {
        Random random = new Random(seed);
        List<Employee> employees = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            employees.add(employee(random));
        }
        return employees;
    }

    private Employee employee(Random random) {
        Department[] departments = Department.values();
        Department department = departments[random.nextInt(departments.length)];
        LocalDate first = LocalDate.of(FIRST_YEAR, 1, 1);
        int days = (int) (LocalDate.of(LAST_YEAR + 1, 1, 1).toEpochDay() - first.toEpochDay());
        LocalDate on = first.plusDays(random.nextInt(days));
        double uniform = random.nextDouble();
        LocalDate hired = on.minusDays((long) (uniform * Math.sqrt(uniform) * MOST_TENURE_DAYS));
        Salary truth = truth(random.nextDouble());
        return new Employee(department, hired, on, SalaryModel.draw(random, truth, department, hired, on), truth);
    }

    private Salary truth(double uniform) {
        if (uniform >= anomalies) {
            return Salary.ORDINARY;
        }
        return uniform < anomalies / 2 ? Salary.TOO_LOW : Salary.TOO_HIGH;
    }
}
