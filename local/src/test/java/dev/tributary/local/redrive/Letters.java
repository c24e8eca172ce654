package dev.tributary.local.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.aws.Sha256;
import java.util.Base64;
import java.util.HexFormat;

/** Dead letters as functions write them. */
final class Letters {

    static final String FUNCTION = "tributary-dev-enrichment";
    static final String SHARD = "shardId-000000000000";
    static final String STREAM_ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/events";

    private Letters() {}

    static String of(int sequence) {
        return of(sequence, 0, "key", "{}", "request-" + sequence);
    }

    /** Of a record of Kinesis. */
    static String of(int sequence, int subSequence, String key, String payload, String requestId) {
        return of(
                        "events." + SHARD + "." + sequence + "." + subSequence,
                        """
                        {"type": "aws:kinesis", "arn": "%s", "shard": "%s", "sequence": "%d", "subSequence": %d,
                         "partitionKey": "%s", "arrivalTime": "2026-01-02T03:04:05.678Z"}""".formatted(STREAM_ARN, SHARD, sequence, subSequence, key),
                        requestId)
                .formatted(
                        "\"payload\": \"" + Base64.getEncoder().encodeToString(payload.getBytes(UTF_8)) + "\"",
                        sha256(payload));
    }

    /** Of a piece of an object. */
    static String ofPiece(int offset, String requestId) {
        return of("raw.0123456789abcdef0123456789abcdef." + offset + ".0", """
                        {"type": "aws:s3", "arn": "arn:aws:s3:::raw", "bucket": "raw", "key": "raw/a b+c", "version": "v1",
                         "eTag": "e1", "offset": %d, "length": 2, "arrivalTime": "2026-01-02T03:04:05.678Z"}""".formatted(offset), requestId)
                .formatted("\"payload\": \"e30=\"", sha256("{}"));
    }

    static String sha256(String payload) {
        return HexFormat.of().formatHex(Sha256.of(payload.getBytes(UTF_8)));
    }

    private static String of(String id, String source, String requestId) {
        return """
                {"version": 1, "id": "%s", "source": %s, "stage": "decode", "reason": "POISON", "message": "poison",
                 "function": "%s", "requestId": "%s", "failedAt": "2026-01-02T03:05:00Z", %%s,
                 "payloadSha256": "%%s"}""".formatted(id, source, FUNCTION, requestId);
    }
}
