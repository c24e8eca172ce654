package dev.tributary.inference.model;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a model takes of a row.
 *
 * @param values the row's part of the input; not to be changed
 * @param used the features by name, as people understand them; not to be changed
 * @param observed the number that the prediction is held against; not a number where there is none
 */
public record FeaturisedRow(double[] values, ObjectNode used, double observed) {}
