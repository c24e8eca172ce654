package dev.tributary.local.kinesis;

import dev.tributary.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** A server of its own for each test, and the SDK's client to it; everything runs in CBOR and in JSON. */
@ParameterizedClass
@EnumSource(Protocol.class)
abstract class KinesisServerContract {

    static final String FIRST_SHARD = "shardId-000000000000";
    static final String SECOND_SHARD = "shardId-000000000001";
    static final String ARN_PREFIX = "arn:aws:kinesis:us-east-1:000000000000:stream/";

    /** Every timestamp passes the wire with its milliseconds. */
    final Instant start = Instant.parse("2026-11-01T10:00:00.251Z");

    final ManualClock clock = new ManualClock(start);
    final KinesisServer server = KinesisServer.start(0, clock);
    final KinesisClient kinesis;

    KinesisServerContract(Protocol protocol) {
        this.kinesis = protocol.client(server.endpoint());
    }

    @AfterEach
    void stop() {
        kinesis.close();
        server.close();
    }

    static String id(int number) {
        return "shardId-%012d".formatted(number);
    }

    void createStream(String name, int shards) {
        kinesis.createStream(b -> b.streamName(name).shardCount(shards));
    }

    PutRecordResponse put(String stream, String key, String data) {
        return kinesis.putRecord(b -> b.streamName(stream).partitionKey(key).data(SdkBytes.fromUtf8String(data)));
    }

    List<Shard> shards(String stream) {
        return kinesis.listShards(b -> b.streamName(stream)).shards();
    }

    String iterator(String stream, String shardId, Consumer<GetShardIteratorRequest.Builder> start) {
        return kinesis.getShardIterator(
                        b -> b.streamName(stream).shardId(shardId).applyMutation(start))
                .shardIterator();
    }

    String trimHorizon(String stream, String shardId) {
        return iterator(stream, shardId, b -> b.shardIteratorType(ShardIteratorType.TRIM_HORIZON));
    }

    GetRecordsResponse get(String iterator) {
        return kinesis.getRecords(b -> b.shardIterator(iterator));
    }

    /** What the first shard holds, read from its oldest record. */
    List<String> contents(String stream) {
        return data(get(trimHorizon(stream, FIRST_SHARD)));
    }

    static List<String> data(GetRecordsResponse response) {
        return response.records().stream()
                .map(Record::data)
                .map(SdkBytes::asUtf8String)
                .toList();
    }

    static PutRecordsRequestEntry entry(String key, byte[] data) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(key)
                .data(SdkBytes.fromByteArray(data))
                .build();
    }

    static PutRecordsRequestEntry entry(String key) {
        return entry(key, ("data of " + key).getBytes(StandardCharsets.UTF_8));
    }
}
