package dev.tributary.inference.model;

import java.util.List;

/** How a model's answer becomes a score: the greater, the more worth a look. */
public sealed interface Scoring {

    /** The columns that it is read from, besides those of the features. */
    List<String> columns();

    /**
     * How far a column is outside the range that the model expects, in half widths of it: 0 within the range, 1 as far outside as
     * the range reaches to that side. Of a row whose column is null there is none.
     *
     * @param observed the column with the number that the model predicts
     * @param halfWidth how far the range reaches on either side of the prediction, above 0
     */
    record DistanceFromRange(String observed, double halfWidth) implements Scoring {

        @Override
        public List<String> columns() {
            return List.of(observed);
        }

        double of(double number, double prediction) {
            return Math.max(0, Math.abs(number - prediction) / halfWidth - 1);
        }
    }

    /**
     * An element of an output itself, such as the probability of a class.
     *
     * @param output the output
     * @param index which of its elements, from 0 on
     */
    record OutputElement(TensorSpec output, int index) implements Scoring {

        @Override
        public List<String> columns() {
            return List.of();
        }
    }
}
