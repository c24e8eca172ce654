package dev.tributary.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.testing.Aggregates;
import dev.tributary.testing.Aggregates.Part;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/**
 * One invocation with as much as Lambda hands over at once, as a program of its own: what {@link MemoryTest} runs with a
 * small function's heap. It ends in failure unless every record is where it belongs.
 */
final class FullBatch {

    /** Of an invocation, without base64. */
    private static final int PAYLOAD_BYTES = (6 << 20) / 4 * 3;

    private static final int MIB = 1 << 20;

    /** What the batch is made of. */
    enum Kind {
        /** As many records as a mapping can be told to gather, each of another account. */
        MANY(10_000),
        /** As large ones as {@code MAX_EVENT_BYTES} lets pass by default. */
        LARGE(16),
        /** As many small events as a producer can pack into one record. */
        AGGREGATE(18_000);

        private final int events;

        Kind(int events) {
            this.events = events;
        }
    }

    /** A table that holds nothing and forgets what it is given, since it has none of the function's memory. */
    private record Elsewhere() implements DynamoDbClient {

        @Override
        public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
            return BatchGetItemResponse.builder()
                    .responses(Map.of())
                    .unprocessedKeys(Map.of())
                    .build();
        }

        @Override
        public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
            return TransactWriteItemsResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private FullBatch() {}

    /** Takes a kind. */
    public static void main(String[] args) {
        Kind kind = Kind.valueOf(args[0]);
        FlowFixture fixture = new FlowFixture(Map.of(), new Elsewhere());
        List<byte[]> payloads = payloads(kind);

        require(fixture.handleBytes(1, payloads).isEmpty(), "records handed back");

        // Told before the checks, which take memory of their own.
        System.err.printf(
                Locale.ROOT,
                "%s: %,d bytes, %,d events; peak of the heap: %d MB of %d MB%n",
                kind,
                payloads.stream().mapToInt(payload -> payload.length).sum(),
                kind.events,
                peakHeap() / MIB,
                Runtime.getRuntime().maxMemory() / MIB);
        require(fixture.archive().size() == kind.events, "lines missing");
    }

    private static List<byte[]> payloads(Kind kind) {
        if (kind == Kind.AGGREGATE) {
            List<Part> parts = IntStream.range(0, kind.events)
                    .mapToObj(i -> new Part("a", event("a" + i % 100, "")))
                    .toList();
            byte[] aggregate = Aggregates.of(parts);
            require(aggregate.length <= MIB, aggregate.length + " bytes");
            return List.of(aggregate);
        }
        List<byte[]> payloads = new ArrayList<>();
        int pad = Math.min(PAYLOAD_BYTES / kind.events, 262_144) - 100;
        for (int i = 0; i < kind.events; i++) {
            payloads.add(event("a" + i, "x".repeat(pad)));
        }
        return payloads;
    }

    private static byte[] event(String account, String note) {
        return ("{\"account\":\"" + account + "\",\"amount\":1,\"note\":\"" + note + "\"}").getBytes(UTF_8);
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static void require(boolean held, String problem) {
        if (!held) {
            throw new IllegalStateException(problem);
        }
    }
}
