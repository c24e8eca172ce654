package dev.tributary.local.kinesis;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The streams by name. */
final class Account {

    private final ConcurrentSkipListMap<String, DataStream> streams = new ConcurrentSkipListMap<>();
    private final AtomicLong incarnations = new AtomicLong();
    private final Clock clock;

    Account(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    List<DataStream> streams() {
        return List.copyOf(streams.values());
    }

    int openShardCount() {
        return streams().stream().mapToInt(DataStream::openShardCount).sum();
    }

    int onDemandStreamCount() {
        return Math.toIntExact(streams().stream()
                .filter(stream -> stream.info().mode().equals(StreamInfo.ON_DEMAND))
                .count());
    }

    DataStream create(String name, String mode, int shardCount) {
        requireShards(shardCount);
        StreamInfo info = new StreamInfo(name, incarnations.incrementAndGet(), mode, now());
        DataStream created = new DataStream(info, shardCount, clock);
        if (streams.putIfAbsent(name, created) != null) {
            throw KinesisException.inUse(
                    "Stream %s under account %s already exists.".formatted(name, StreamInfo.ACCOUNT_ID));
        }
        return created;
    }

    void delete(DataStream stream) {
        streams.remove(stream.info().name(), stream);
    }

    /** Fails when the account's quota has no room for so many more open shards. */
    void requireShards(int more) {
        int room = Limits.SHARDS - openShardCount();
        if (more > room) {
            throw KinesisException.limitExceeded(
                    "%d more shards (expected: at most %d, of %d an account)".formatted(more, room, Limits.SHARDS));
        }
    }

    DataStream stream(String name) {
        DataStream stream = streams.get(name);
        if (stream == null) {
            throw KinesisException.notFound(
                    "Stream %s under account %s not found.".formatted(name, StreamInfo.ACCOUNT_ID));
        }
        return stream;
    }

    /** The stream that a request names by StreamName or StreamARN. */
    DataStream stream(Request request) {
        String name = request.optionalString("StreamName");
        String arn = request.optionalString("StreamARN");
        if (arn == null) {
            if (name == null) {
                throw KinesisException.invalidArgument("StreamName, StreamARN: missing (expected: one of them)");
            }
            return stream(name);
        }
        DataStream stream = stream(StreamInfo.nameIn(arn));
        if (!arn.equals(stream.info().arn())) {
            throw KinesisException.notFound("Stream %s not found.".formatted(arn));
        }
        if (name != null && !name.equals(stream.info().name())) {
            throw KinesisException.invalidArgument(
                    "StreamName: %s (expected: the stream of StreamARN %s)".formatted(name, arn));
        }
        return stream;
    }
}
