package dev.tributary.inference.model;

/**
 * How a number is brought to the scale that the model was trained on: less the mean, by the deviation.
 *
 * @param deviation above 0
 */
public record Normalisation(double mean, double deviation) {

    static final Normalisation NONE = new Normalisation(0, 1);

    double of(double number) {
        return (number - mean) / deviation;
    }
}
