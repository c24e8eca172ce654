package dev.tributary.inference.model;

/**
 * A tensor of a model: a row of so many elements for each row that is scored.
 *
 * @param name as the model's file has it
 * @param type what its elements are
 * @param width elements of a row
 */
public record TensorSpec(String name, ElementType type, int width) {}
