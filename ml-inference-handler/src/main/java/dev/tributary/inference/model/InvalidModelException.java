package dev.tributary.inference.model;

import java.util.List;

/** A model that cannot be used as it is: its manifest, its file, or the two together. The message names all that differs. */
public final class InvalidModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A model with at least one problem.
     *
     * @param problems each with the place, the value and what was expected
     */
    public InvalidModelException(ModelId model, List<String> problems) {
        super("model " + model + ": " + String.join("; ", problems));
    }
}
