package dev.tributary.inference.model;

import java.util.OptionalDouble;

/**
 * What a model says of a row.
 *
 * @param value the model's answer
 * @param score how much the row is worth a look; empty if there is nothing to hold the answer against
 */
public record Prediction(double value, OptionalDouble score) {

    /** Whether the answer is one: models answer inputs far from what they were trained on with what is no number. */
    public boolean isFinite() {
        return Double.isFinite(value) && Double.isFinite(score.orElse(0));
    }
}
