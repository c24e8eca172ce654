package dev.tributary.local.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Clients;
import dev.tributary.local.backend.EmbeddedBackend;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

class ExpiredItemTest {

    private static final String TABLE = "sessions";

    private final CountDownLatch taken = new CountDownLatch(2);

    /** DynamoDB Local looks for expired items every few seconds. */
    @Test
    void shouldTellThatAnItemExpired() throws InterruptedException {
        try (EmbeddedBackend backend = EmbeddedBackend.start();
                TableFixture fixture = new TableFixture()) {
            Clients clients = backend.clients();
            String streamArn = createTable(clients.dynamoDb());
            fixture.start(clients.dynamoDbStreams(), streamArn, Map.of("BatchSize", 1), records -> {
                InvocationResult result = fixture.take(records);
                taken.countDown();
                return result;
            });
            putExpired(clients.dynamoDb());

            assertThat(taken.await(60, TimeUnit.SECONDS)).isTrue();
            JsonNode removal = fixture.entries.get(1);
            assertThat(removal.path("eventName").asText()).isEqualTo("REMOVE");
            assertThat(removal.at("/userIdentity/principalId").asText()).isEqualTo("dynamodb.amazonaws.com");
            assertThat(removal.at("/dynamodb/OldImage/id/S").asText()).isEqualTo("é");
            assertThat(removal.path("dynamodb").has("NewImage")).isFalse();
        }
    }

    private static String createTable(DynamoDbClient dynamoDb) {
        dynamoDb.createTable(table -> table.tableName(TABLE)
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build())
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .streamSpecification(
                        stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
        dynamoDb.updateTimeToLive(table -> table.tableName(TABLE)
                .timeToLiveSpecification(expiry -> expiry.enabled(true).attributeName("expires_at")));
        return dynamoDb.describeTable(table -> table.tableName(TABLE)).table().latestStreamArn();
    }

    private static void putExpired(DynamoDbClient dynamoDb) {
        long aMinuteAgo = Clock.systemUTC().instant().getEpochSecond() - 60;
        Map<String, AttributeValue> item =
                Map.of("id", AttributeValue.fromS("é"), "expires_at", AttributeValue.fromN(Long.toString(aMinuteAgo)));
        dynamoDb.putItem(put -> put.tableName(TABLE).item(item));
    }
}
