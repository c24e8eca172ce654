package dev.tributary.local.source;

import java.util.UUID;

/**
 * The names by which a mapping, or a pipe, appears in its events and failure records.
 *
 * @param id the mapping's UUID, part of the failure object's key
 * @param streamArn {@code arn:aws:kinesis:<region>:<account>:stream/<name>}
 * @param functionArn the function or alias that is invoked
 * @param roleArn the role that reads the stream: the function's execution role, or the pipe's own
 */
public record MappingIdentity(UUID id, String streamArn, String functionArn, String roleArn) {

    private static final String NAME_PREFIX = "stream/";

    public MappingIdentity {
        String[] parts = streamArn.split(":", -1);
        if (parts.length != 6 || !parts[2].equals("kinesis") || !parts[5].startsWith(NAME_PREFIX)) {
            throw new IllegalArgumentException(
                    "EventSourceArn: " + streamArn + " (expected: arn:aws:kinesis:<region>:<account>:stream/<name>)");
        }
    }

    public String region() {
        return streamArn.split(":", -1)[3];
    }

    public String streamName() {
        return streamArn.substring(streamArn.indexOf(NAME_PREFIX) + NAME_PREFIX.length());
    }
}
