package dev.tributary.local.pipe;

import dev.tributary.local.source.StreamMapping;
import dev.tributary.local.template.Resource;
import java.util.Optional;

/**
 * A pipe that the template creates.
 *
 * @param name the pipe's
 * @param sourceArn the stream that it reads
 * @param enrichmentArn the function or alias that it invokes
 * @param targetArn the delivery stream that it puts to
 * @param roleArn the role that it acts as
 * @param settings how it makes and repeats batches
 * @param deadLetterArn the queue that hears of what it gives up
 */
public record PipeDefinition(
        String logicalId,
        String name,
        String sourceArn,
        String enrichmentArn,
        String targetArn,
        String roleArn,
        StreamMapping settings,
        Optional<String> deadLetterArn) {

    /** The type of the resource that describes one. */
    public static final String RESOURCE_TYPE = "AWS::Pipes::Pipe";

    /**
     * Reads a resource of this type.
     *
     * @throws IllegalArgumentException naming every property that is missing, malformed, out of its range or not simulated
     */
    public static PipeDefinition of(Resource resource) {
        return new PipeReader(resource).read();
    }
}
