package dev.tributary.local.source;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The names by which a mapping, or a pipe, appears in its events and failure records.
 *
 * @param id the mapping's UUID, part of the failure object's key
 * @param streamArn {@code arn:aws:kinesis:<region>:<account>:stream/<name>}, the same and {@code /consumer/<name>:<time>} where a
 *     consumer with enhanced fan-out reads it, or
 *     {@code arn:aws:dynamodb:<region>:<account>:table/<name>/stream/<label>}
 * @param functionArn the function or alias that is invoked
 * @param roleArn the role that reads the stream: the function's execution role, or the pipe's own
 */
public record MappingIdentity(UUID id, String streamArn, String functionArn, String roleArn) {

    private static final Pattern STREAM =
            Pattern.compile("arn:[^:]*:kinesis:[^:]*:[^:]*:stream/[^/:]+(/consumer/[^/:]+:\\d+)?");
    private static final Pattern STREAM_OF_TABLE =
            Pattern.compile("arn:[^:]*:dynamodb:[^:]*:[^:]*:table/[^/:]+/stream/[^/]+");

    public MappingIdentity {
        if (!STREAM.matcher(streamArn).matches()
                && !STREAM_OF_TABLE.matcher(streamArn).matches()) {
            throw new IllegalArgumentException("EventSourceArn: " + streamArn
                    + " (expected: arn:aws:kinesis:<region>:<account>:stream/<name>"
                    + " or arn:aws:dynamodb:<region>:<account>:table/<name>/stream/<label>)");
        }
    }

    public String region() {
        return streamArn.split(":", -1)[3];
    }

    /** Whether this is a DynamoDB table's stream, not a Kinesis stream. */
    public boolean isOfTable() {
        return STREAM_OF_TABLE.matcher(streamArn).matches();
    }

    /** The name of the stream, or of the table that it is of. */
    public String sourceName() {
        return streamArn.split("/", -1)[1];
    }
}
