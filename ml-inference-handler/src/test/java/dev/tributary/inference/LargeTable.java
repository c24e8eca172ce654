package dev.tributary.inference;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.testing.Gunzip;
import dev.tributary.testing.LambdaContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/** Scores a table of 150,000 rows, each with columns that no model reads; {@link MemoryTest} gives it little memory. */
final class LargeTable {

    private static final int OBJECTS = 3;
    private static final int ROWS = 50_000;
    private static final int MEGABYTE = 1 << 20;

    private LargeTable() {}

    public static void main(String[] arguments) throws IOException {
        InferenceFixture fixture = new InferenceFixture(Map.of(), new Forgetful());
        for (int i = 0; i < OBJECTS; i++) {
            String key = InferenceFixture.FOLDER + "year=2026/month=03/day=04/" + i;
            fixture.s3.place(InferenceFixture.BUCKET, key, object(i * ROWS));
            fixture.tell(key);
        }

        int scored = fixture.run("{}", new LambdaContext(Duration.ofMinutes(15)))
                .path("scored")
                .asInt();

        int written = fixture.objects(InferenceFixture.SCORED).values().stream()
                .mapToInt(object -> Gunzip.lines(object.bytes()).size())
                .sum();
        if (scored != OBJECTS * ROWS
                || written != scored
                || fixture.objects(InferenceFixture.SCORED).size() != 2) {
            throw new AssertionError(scored + " rows scored and " + written + " written (expected: " + OBJECTS * ROWS
                    + ", in two objects)");
        }
        System.err.println(scored + " rows in a heap of " + Runtime.getRuntime().maxMemory() / MEGABYTE + " MB");
    }

    private static byte[] object(int from) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            for (int i = from; i < from + ROWS; i++) {
                String columns = "'id': %d, 'hours': %d, 'weight': 1.5, 'price': %d, 'notes': '%s'"
                        .formatted(i, i % 100, i % 1_000, "note ".repeat(40));
                gzip.write((InferenceFixture.row("update", 1_000_000 + i, columns) + "\n").getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** A table that takes everything and keeps nothing, so that the memory is the function's. */
    private static final class Forgetful implements DynamoDbClient {

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
        public PutItemResponse putItem(PutItemRequest request) {
            return PutItemResponse.builder().build();
        }

        @Override
        public DeleteItemResponse deleteItem(DeleteItemRequest request) {
            return DeleteItemResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
