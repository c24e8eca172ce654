package dev.tributary.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.testing.Fault.Effect;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** The checks of the services that a test of our code passes only by keeping to them. */
class FakesTest {

    private final FakeS3 s3 = new FakeS3("bucket");
    private final FakeSqs sqs = new FakeSqs();
    private final FakeSns sns = new FakeSns();
    private final FakeDynamoDb dynamoDb = new FakeDynamoDb()
            .table("texts", "id", ScalarAttributeType.S)
            .table("numbers", "id", ScalarAttributeType.N);

    @Test
    void shouldRefuseAPutWhoseChecksumIsNotItsBytes() {
        assertRefused(
                400,
                "BadDigest",
                () -> s3.putObject(
                        put -> put.bucket("bucket").key("k").checksumSHA256("wrong"), RequestBody.fromString("a")));
    }

    @Test
    void shouldHoldPutsToTheirConditions() {
        put(null, "*");
        String eTag = s3.object("bucket", "k").eTag();

        assertRefused(412, "PreconditionFailed", () -> put(null, "*"));
        assertRefused(412, "PreconditionFailed", () -> put("\"other\"", null));
        put(eTag, null);
        s3.remove("bucket", "k");
        assertRefused(404, "NoSuchKey", () -> put(eTag, null));
        assertRefused(
                404,
                "NoSuchKey",
                () -> s3.headObject(head -> head.bucket("bucket").key("k")));
        assertRefused(
                404,
                "NoSuchBucket",
                () -> s3.headObject(head -> head.bucket("none").key("k")));
    }

    @Test
    void shouldKeepEveryVersionOfAnObject() {
        String first = s3.place("bucket", "k", new byte[] {1}).versionId();
        String second = s3.place("bucket", "k", new byte[] {2}).versionId();
        s3.remove("bucket", "k");

        assertThat(get(first)).containsExactly(1);
        assertThat(get(second)).containsExactly(2);
        assertRefused(404, "NoSuchKey", () -> get(null));
        assertRefused(404, "NoSuchVersion", () -> get("none"));
    }

    @Test
    void shouldShowFaultsBeforeAfterAndInsteadOfTheirEffect() {
        s3.faults().failCall(FakeS3.PUT, 1, AwsFailures.timedOut(), Effect.NONE);
        s3.faults().failCall(FakeS3.PUT, 2, AwsFailures.timedOut(), Effect.HELD);
        s3.faults().failCall(FakeS3.PUT, 3, new Crash("after the put"), Effect.DONE);

        assertThatThrownBy(() -> put(null, "*")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> put(null, "*")).isInstanceOf(RuntimeException.class);
        assertThat(s3.objects()).isEmpty();
        assertThatThrownBy(() -> put(null, "*")).isInstanceOf(Crash.class);
        assertThat(s3.objects()).hasSize(1);
        assertThat(s3.heldPuts()).isEqualTo(1);
        assertThat(s3.landHeldPuts()).isZero();
    }

    @Test
    void shouldRefuseCallsBeyondTheLimitsOfSqs() {
        assertRefused(
                400,
                "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
                () -> send("a".repeat(11).split("")));
        assertRefused(400, "AWS.SimpleQueueService.EmptyBatchRequest", this::send);
        assertRefused(400, "AWS.SimpleQueueService.BatchRequestTooLong", () -> send("a".repeat(262_144), "b"));
        send("a".repeat(262_143), "b");
        assertThat(sqs.messages()).hasSize(2);
    }

    @Test
    void shouldRefuseCharactersThatAMessageMayNotHold() {
        send("a", "\uFFFE");

        assertThat(sqs.messages()).extracting(FakeSqs.Message::body).containsExactly("a");
    }

    @Test
    void shouldHideWhatWasReceivedUntilItIsShownAgain() {
        send("a", "b");

        String receipt = receive(1).get(0).receiptHandle();
        assertThat(receive(10)).extracting(message -> message.body()).containsExactly("b");
        assertThat(receive(10)).isEmpty();
        sqs.showAgain();
        delete(receipt);
        assertThat(sqs.bodies("queue")).containsExactly("a", "b");
        delete(receive(1).get(0).receiptHandle());
        assertThat(sqs.bodies("queue")).containsExactly("b");
        assertRefused(400, "InvalidParameterValue", () -> receive(11));
        assertRefused(400, "AWS.SimpleQueueService.EmptyBatchRequest", this::delete);
    }

    @Test
    void shouldListByKeyAPageAtATime() {
        for (String key : List.of("b/2", "a/1", "b/3", "b/1", "c")) {
            s3.place("bucket", key, new byte[1]);
        }

        ListObjectsV2Response first =
                s3.listObjectsV2(list -> list.bucket("bucket").prefix("b/").maxKeys(2));
        ListObjectsV2Response second = s3.listObjectsV2(
                list -> list.bucket("bucket").prefix("b/").maxKeys(2).continuationToken(first.nextContinuationToken()));
        ListObjectsV2Response after =
                s3.listObjectsV2(list -> list.bucket("bucket").prefix("b/").startAfter("b/1"));

        assertThat(first.contents()).extracting(S3Object::key).containsExactly("b/1", "b/2");
        assertThat(first.isTruncated()).isTrue();
        assertThat(second.contents()).extracting(S3Object::key).containsExactly("b/3");
        assertThat(second.isTruncated()).isFalse();
        assertThat(after.contents()).extracting(S3Object::key).containsExactly("b/2", "b/3");
    }

    @Test
    void shouldHoldItemsToTheirConditions() {
        put("attribute_not_exists(#id)", 1);
        assertRefused(400, "ConditionalCheckFailedException", () -> put("attribute_not_exists(#id)", 1));
        assertRefused(400, "ConditionalCheckFailedException", () -> put("#n < :n", 1));
        put("attribute_not_exists(#id) OR (#n < :n AND #id = :id)", 2);
        assertRefused(400, "ConditionalCheckFailedException", () -> put("#missing = :n OR #n < :n", 2));
        assertRefused(400, "ValidationException", () -> put("#n > :n", 3));
        assertRefused(400, "ValidationException", () -> put("(#n < :n", 3));
        assertRefused(400, "ConditionalCheckFailedException", () -> deleteItem("#n = :n", 1));
        deleteItem("#n = :n", 2);

        assertThat(dynamoDb.items("texts")).isEmpty();
    }

    private List<Message> receive(int most) {
        return sqs.receiveMessage(receive -> receive.queueUrl("queue").maxNumberOfMessages(most))
                .messages();
    }

    private void delete(String... receipts) {
        sqs.deleteMessageBatch(delete -> delete.queueUrl("queue")
                .entries(Arrays.stream(receipts)
                        .map(receipt -> DeleteMessageBatchRequestEntry.builder()
                                .id("0")
                                .receiptHandle(receipt)
                                .build())
                        .toList()));
    }

    private void put(String condition, int n) {
        AttributeValue number = AttributeValue.fromN(Integer.toString(n));
        dynamoDb.putItem(put -> put.tableName("texts")
                .item(Map.of("id", AttributeValue.fromS("a"), "n", number))
                .conditionExpression(condition)
                .expressionAttributeNames(Map.of("#id", "id", "#n", "n", "#missing", "missing"))
                .expressionAttributeValues(Map.of(":n", number, ":id", AttributeValue.fromS("a"))));
    }

    private void deleteItem(String condition, int n) {
        dynamoDb.deleteItem(delete -> delete.tableName("texts")
                .key(Map.of("id", AttributeValue.fromS("a")))
                .conditionExpression(condition)
                .expressionAttributeNames(Map.of("#n", "n"))
                .expressionAttributeValues(Map.of(":n", AttributeValue.fromN(Integer.toString(n)))));
    }

    @Test
    void shouldRefuseCallsBeyondTheLimitsOfSns() {
        assertRefused(
                400,
                "TooManyEntriesInBatchRequest",
                () -> publish("a".repeat(11).split("")));
        assertRefused(400, "EmptyBatchRequest", this::publish);
        assertRefused(400, "BatchRequestTooLong", () -> publish("a".repeat(262_142), "b"));
        publish("a".repeat(262_141), "b");
        assertThat(sns.messages()).hasSize(2);
    }

    @Test
    void shouldRefuseMessagesThatSnsDoesNotTake() {
        publish("a", "", "\uD800");

        assertThat(sns.messages()).extracting(FakeSns.Message::message).containsExactly("a");
    }

    @Test
    void shouldFailAWholeCallForOneBadKey() {
        List<AttributeValue> tooMany = IntStream.range(0, 101)
                .mapToObj(i -> AttributeValue.fromS("k" + i))
                .toList();

        assertInvalid("numbers", AttributeValue.fromN("1"), AttributeValue.fromN("1.0"));
        assertInvalid("texts", AttributeValue.fromS("a"), AttributeValue.fromS("a"));
        assertInvalid("texts", AttributeValue.fromS("a"), AttributeValue.fromN("1"));
        assertInvalid("numbers", AttributeValue.fromS("1"));
        assertInvalid("numbers", AttributeValue.fromN("1".repeat(39)));
        assertInvalid("texts", AttributeValue.fromS(""));
        assertInvalid("texts", tooMany.toArray(AttributeValue[]::new));
        assertRefused(400, "ResourceNotFoundException", () -> get("none", AttributeValue.fromS("a")));
    }

    @Test
    void shouldWriteAllOfATransactionOrNothing() {
        dynamoDb.item("texts", Map.of("id", AttributeValue.fromS("a"), "n", AttributeValue.fromN("1.0")));

        assertThatThrownBy(() -> write(item("b"), item("a")))
                .isInstanceOfSatisfying(TransactionCanceledException.class, cancelled -> {
                    assertThat(cancelled.cancellationReasons())
                            .extracting(CancellationReason::code)
                            .containsExactly("None", "ConditionalCheckFailed");
                    assertThat(cancelled.cancellationReasons().get(1).item())
                            .containsEntry("n", AttributeValue.fromN("1"));
                });
        assertThat(dynamoDb.items("texts")).hasSize(1);

        write(item("b"), item("c"));
        assertThat(dynamoDb.items("texts")).hasSize(3);
    }

    @Test
    void shouldHoldTransactionsToTheirLimits() {
        List<TransactWriteItem> many =
                IntStream.range(0, 101).mapToObj(i -> item("i" + i)).toList();
        TransactWriteItem large = put(Map.of(
                "id", AttributeValue.fromS("a"),
                "large", AttributeValue.fromM(Map.of("x", AttributeValue.fromS("x".repeat(410_000))))));
        TransactWriteItem number =
                put(Map.of("id", AttributeValue.fromS("a"), "n", AttributeValue.fromN("1".repeat(39))));

        assertRefused(400, "ValidationException", this::write);
        assertRefused(400, "ValidationException", () -> write(many.toArray(TransactWriteItem[]::new)));
        assertRefused(400, "ValidationException", () -> write(item("a"), item("a")));
        assertRefused(400, "ValidationException", () -> write(item("")));
        assertRefused(400, "ValidationException", () -> write(number));
        assertRefused(400, "TransactionCanceledException", () -> write(large));
        assertThat(dynamoDb.items("texts")).isEmpty();
    }

    private void write(TransactWriteItem... items) {
        dynamoDb.transactWriteItems(request -> request.transactItems(items));
    }

    private static TransactWriteItem item(String id) {
        return put(Map.of("id", AttributeValue.fromS(id)));
    }

    /** A put of an item that must be new. */
    private static TransactWriteItem put(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName("texts")
                        .item(item)
                        .conditionExpression("attribute_not_exists(#id)")
                        .expressionAttributeNames(Map.of("#id", "id"))
                        .returnValuesOnConditionCheckFailure("ALL_OLD"))
                .build();
    }

    private void assertInvalid(String table, AttributeValue... keys) {
        assertRefused(400, "ValidationException", () -> get(table, keys));
    }

    private static void assertRefused(int status, String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, refusal -> {
            assertThat(refusal.statusCode()).isEqualTo(status);
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
        });
    }

    private byte[] get(@Nullable String versionId) {
        return s3.getObject(get -> get.bucket("bucket").key("k").versionId(versionId), ResponseTransformer.toBytes())
                .asByteArray();
    }

    private void put(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        s3.putObject(
                put -> put.bucket("bucket").key("k").ifMatch(ifMatch).ifNoneMatch(ifNoneMatch),
                RequestBody.fromString("a"));
    }

    private void send(String... bodies) {
        List<SendMessageBatchRequestEntry> entries = IntStream.range(0, bodies.length)
                .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .messageBody(bodies[i])
                        .build())
                .toList();
        sqs.sendMessageBatch(request -> request.queueUrl("queue").entries(entries));
    }

    private void publish(String... messages) {
        List<PublishBatchRequestEntry> entries = IntStream.range(0, messages.length)
                .mapToObj(i -> PublishBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .subject("s")
                        .message(messages[i])
                        .build())
                .toList();
        sns.publishBatch(request -> request.topicArn("topic").publishBatchRequestEntries(entries));
    }

    private void get(String table, AttributeValue... keys) {
        List<Map<String, AttributeValue>> asked =
                Arrays.stream(keys).map(key -> Map.of("id", key)).toList();
        dynamoDb.batchGetItem(request -> request.requestItems(
                Map.of(table, KeysAndAttributes.builder().keys(asked).build())));
    }
}
