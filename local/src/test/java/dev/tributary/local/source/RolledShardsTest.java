package dev.tributary.local.source;

import static dev.tributary.local.source.TableFixture.awaitIdle;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.shared.access.LocalDBClient;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteDBAccess;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteLibraryLoader;
import software.amazon.dynamodb.services.local.shared.jobs.JobsRegister;

/** On DynamoDB Local's own streams, whose shards it rolls on demand; its server does so every four hours only. */
@Timeout(20)
class RolledShardsTest {

    private static final String TABLE = "counters";
    private static final int ITEMS = 5;

    private final ExecutorService jobs = Executors.newCachedThreadPool();
    private final TableFixture fixture = new TableFixture();
    private LocalDBClient local;
    private DynamoDbClient dynamoDb;
    private DynamoDbStreamsClient streams;

    @BeforeEach
    void createTable() throws Exception {
        SQLiteLibraryLoader.initialize();
        local = new LocalDBClient(new SQLiteDBAccess(), new JobsRegister(jobs, false));
        dynamoDb = local.dynamoDbClient();
        streams = local.dynamoDbStreamsClient();
        dynamoDb.createTable(table -> table.tableName(TABLE)
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build())
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.N)
                        .build())
                .provisionedThroughput(units -> units.readCapacityUnits(5L).writeCapacityUnits(5L))
                .streamSpecification(
                        stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
    }

    @AfterEach
    void stop() {
        fixture.close();
        local.shutdownNow();
        jobs.shutdownNow();
    }

    @Test
    void shouldFollowTheShardsThatComeWhileItRuns() {
        StreamPoller poller = start();
        for (int round = 0; round < 4; round++) {
            write(round);
            awaitIdle(poller);
            local.triggerShardRollovers();
        }
        write(4);
        awaitIdle(poller);

        assertThat(shards()).hasSizeGreaterThanOrEqualTo(5);
        assertEachItemInOrder(5);
    }

    @Test
    void shouldReadTheShardsThatWereRolledBeforeItStarted() {
        for (int round = 0; round < 5; round++) {
            write(round);
            local.triggerShardRollovers();
        }

        awaitIdle(start());

        assertEachItemInOrder(5);
    }

    private void write(int round) {
        for (int item = 0; item < ITEMS; item++) {
            Map<String, AttributeValue> values = Map.of(
                    "id", AttributeValue.fromN(Integer.toString(item)),
                    "round", AttributeValue.fromN(Integer.toString(round)));
            dynamoDb.putItem(put -> put.tableName(TABLE).item(values));
        }
    }

    private StreamPoller start() {
        return fixture.start(streams, streamArn(), Map.of("ParallelizationFactor", 3, "BatchSize", 2));
    }

    private String streamArn() {
        return dynamoDb.describeTable(table -> table.tableName(TABLE)).table().latestStreamArn();
    }

    private List<?> shards() {
        return streams.describeStream(stream -> stream.streamArn(streamArn()))
                .streamDescription()
                .shards();
    }

    private void assertEachItemInOrder(int rounds) {
        Map<String, List<Integer>> byItem = List.copyOf(fixture.entries).stream()
                .collect(groupingBy(
                        entry -> entry.at("/dynamodb/Keys/id/N").asText(), mapping(RolledShardsTest::round, toList())));
        assertThat(byItem)
                .hasSize(ITEMS)
                .allSatisfy((item, seen) ->
                        assertThat(seen).hasSize(rounds).isSorted().doesNotHaveDuplicates());
    }

    private static int round(JsonNode entry) {
        return entry.at("/dynamodb/NewImage/round/N").asInt();
    }
}
