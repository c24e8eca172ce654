package dev.tributary.training.employees;

/** The departments that the contract of {@code public.employees} allows, with what they pay. */
public enum Department {
    ENGINEERING("Engineering", 96_000),
    FINANCE("Finance", 84_000),
    HUMAN_RESOURCES("Human Resources", 66_000),
    LEGAL("Legal", 92_000),
    MARKETING("Marketing", 73_000),
    OPERATIONS("Operations", 61_000),
    SALES("Sales", 70_000),
    SUPPORT("Support", 55_000);

    private final String text;
    private final double base;

    Department(String text, double base) {
        this.text = text;
        this.base = base;
    }

    /** As the column {@code department} has it. */
    public String text() {
        return text;
    }

    /** A year's salary of somebody who begins on the first of January of {@value SalaryModel#PREMIUM_FREE_YEAR}. */
    double base() {
        return base;
    }
}
