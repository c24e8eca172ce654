package dev.tributary.local.provision;

/**
 * What became of one resource of a template.
 *
 * @param note why it was skipped, or which of its properties the backend does not hold; empty if there is nothing to say
 */
public record Provisioned(String logicalId, String type, String physicalName, Outcome outcome, String note) {

    /** Whether the resource is there now, and whether it was before. */
    public enum Outcome {
        CREATED,
        FOUND,
        SKIPPED
    }
}
