package dev.tributary.inference.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.inference.model.UnusableRowException.Problem;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;

/** What a model takes of a row: one or more neighbouring places of its input. */
public sealed interface Feature {

    /** How scored rows call it. */
    String name();

    /** The column that it is named and refused by. */
    String column();

    /** The columns that it is read from. */
    default List<String> columns() {
        return List.of(column());
    }

    /** Places of the input that it fills. */
    default int width() {
        return 1;
    }

    /**
     * Fills its places.
     *
     * @param values zeros where nothing was written yet
     * @param used takes what was read, as people understand it
     */
    void read(Columns row, double[] values, int at, ObjectNode used) throws UnusableRowException;

    /** What counts for a column that is null or not there. */
    private static double imputed(String column, OptionalDouble impute) throws UnusableRowException {
        if (impute.isEmpty()) {
            throw new UnusableRowException(Problem.MISSING_FEATURE, column, "a value that is not null");
        }
        return impute.getAsDouble();
    }

    /** The number in a column. */
    record Numeric(String name, String column, OptionalDouble impute, Normalisation scale) implements Feature {

        @Override
        public void read(Columns row, double[] values, int at, ObjectNode used) throws UnusableRowException {
            JsonNode value = row.get(column);
            double number = value == null ? imputed(column, impute) : row.number(column, value);
            used.put(name, number);
            values[at] = scale.of(number);
        }
    }

    /** 1 for true and 0 for false. */
    record Flag(String name, String column, OptionalDouble impute) implements Feature {

        @Override
        public void read(Columns row, double[] values, int at, ObjectNode used) throws UnusableRowException {
            JsonNode value = row.get(column);
            if (value != null && !value.isBoolean()) {
                throw new UnusableRowException(Problem.INVALID_FEATURE, column, "true or false");
            }
            values[at] = value == null ? imputed(column, impute) : value.booleanValue() ? 1 : 0;
            used.put(name, values[at]);
        }
    }

    /**
     * A place for each category, of which that of the column's text is 1 and the others are 0.
     *
     * @param other whether one more place, the last, stands for all other texts, and for none at all
     */
    record Category(String name, String column, List<String> categories, boolean other) implements Feature {

        public Category {
            categories = List.copyOf(categories);
        }

        @Override
        public int width() {
            return categories.size() + (other ? 1 : 0);
        }

        @Override
        public void read(Columns row, double[] values, int at, ObjectNode used) throws UnusableRowException {
            JsonNode value = row.get(column);
            if (value != null && !value.isTextual()) {
                throw new UnusableRowException(Problem.INVALID_FEATURE, column, "a string");
            }
            if (value == null && !other) {
                throw new UnusableRowException(Problem.MISSING_FEATURE, column, "a value that is not null");
            }
            int place = value == null ? -1 : categories.indexOf(value.textValue());
            if (place < 0 && !other) {
                throw new UnusableRowException(
                        Problem.UNKNOWN_CATEGORY, column, "one of " + String.join(", ", categories));
            }
            values[at + (place < 0 ? categories.size() : place)] = 1;
            used.set(name, value);
        }
    }

    /** The years from one date or time to another, of 365.25 days; below 0 if the other comes first. */
    record YearsBetween(String name, String column, String until, OptionalDouble impute, Normalisation scale)
            implements Feature {

        private static final double DAYS_PER_YEAR = 365.25;

        @Override
        public List<String> columns() {
            return List.of(column, until);
        }

        @Override
        public void read(Columns row, double[] values, int at, ObjectNode used) throws UnusableRowException {
            Double from = row.days(column);
            Double to = row.days(until);
            double years = from == null || to == null
                    ? imputed(from == null ? column : until, impute)
                    : (to - from) / DAYS_PER_YEAR;
            used.put(name, years);
            values[at] = scale.of(years);
        }
    }

    /** The year of a date or time, with the part of it that has gone by: 2024.5 for the middle of 2024. */
    record YearOf(String name, String column, OptionalDouble impute, Normalisation scale) implements Feature {

        @Override
        public void read(Columns row, double[] values, int at, ObjectNode used) throws UnusableRowException {
            Double days = row.days(column);
            double year = days == null ? imputed(column, impute) : year(days);
            used.put(name, year);
            values[at] = scale.of(year);
        }

        private static double year(double days) {
            LocalDate date = LocalDate.ofEpochDay((long) Math.floor(days));
            long begin = LocalDate.ofYearDay(date.getYear(), 1).toEpochDay();
            return date.getYear() + (days - begin) / date.lengthOfYear();
        }
    }
}
