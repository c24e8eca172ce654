package dev.tributary.training.employees;

/** Whether a salary is what it should be. */
public enum Salary {
    /** As expected, but for noise. */
    ORDINARY(1, 1),
    /** From 1.4 to 2 times of what is expected. */
    TOO_HIGH(1.4, 2.0),
    /** From 0.3 to 0.7 times of what is expected. */
    TOO_LOW(0.3, 0.7);

    private final double least;
    private final double most;

    Salary(double least, double most) {
        this.least = least;
        this.most = most;
    }

    /** What an expected salary is multiplied with. */
    double factor(double uniform) {
        return least + uniform * (most - least);
    }
}
