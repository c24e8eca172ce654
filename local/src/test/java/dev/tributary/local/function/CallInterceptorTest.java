package dev.tributary.local.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.fault.InvocationFaults;
import dev.tributary.local.fault.InvocationKilledError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

class CallInterceptorTest {

    private static final byte[] EVENT = {};
    private static final List<Map<String, AttributeValue>> KEYS = IntStream.range(0, 5)
            .mapToObj(number -> Map.of("id", AttributeValue.fromS("key" + number)))
            .toList();

    private final CannedAws server = new CannedAws();
    private final DynamoDbClient dynamoDb = server.dynamoDb();
    private final CallCounts calls = new CallCounts();

    @Test
    void shouldLeaveCallsOutsideOfInvocationsAlone() {
        dynamoDb.batchGetItem(call -> call.requestItems(items()));

        assertThat(calls.snapshot()).isEmpty();
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void shouldSendHalfOfTheKeysAndAnswerTheOthersAsUnprocessed() {
        BatchGetItemResponse response = call(faults -> {
            faults.beforeCall("any");
            return faults.leavesKeysUnprocessed() && passes(faults);
        });

        assertThat(server.requests).singleElement().satisfies(request -> assertThat(request)
                .contains("key0", "key1", "key2")
                .doesNotContain("key3", "key4"));
        assertThat(response.unprocessedKeys()).containsOnlyKeys("users");
        assertThat(response.unprocessedKeys().get("users"))
                .isEqualTo(KeysAndAttributes.builder().keys(KEYS.subList(3, 5)).build());
        assertThat(calls.snapshot()).isEqualTo(Map.of("dynamodb:BatchGetItem", 1L));
    }

    @Test
    void shouldSendHalfOfTheMessagesAndAnswerTheOthersAsRefused() {
        SendMessageBatchResponse response = send(3);

        assertThat(server.requests).singleElement().satisfies(request -> assertThat(request)
                .contains("message0", "message1")
                .doesNotContain("message2"));
        assertThat(response.failed()).singleElement().satisfies(refused -> {
            assertThat(refused.id()).isEqualTo("2");
            assertThat(refused.code()).isEqualTo("InternalError");
            assertThat(refused.senderFault()).isFalse();
        });
    }

    @Test
    void shouldSendAMessageThatIsAlone() {
        SendMessageBatchResponse response = send(1);

        assertThat(server.requests).singleElement().asString().contains("message0");
        assertThat(response.failed()).isEmpty();
    }

    @Test
    void shouldPublishHalfOfTheNotificationsAndAnswerTheOthersAsRefused() {
        PublishBatchResponse response = publish(3);

        assertThat(server.requests).singleElement().satisfies(request -> assertThat(request)
                .contains("message0", "message1")
                .doesNotContain("message2"));
        assertThat(response.failed()).singleElement().satisfies(refused -> {
            assertThat(refused.id()).isEqualTo("2");
            assertThat(refused.code()).isEqualTo("InternalError");
            assertThat(refused.senderFault()).isFalse();
        });
        assertThat(calls.snapshot()).isEqualTo(Map.of("sns:PublishBatch", 1L));
    }

    @Test
    void shouldPublishANotificationThatIsAlone() {
        assertThat(publish(1).failed()).isEmpty();

        assertThat(server.requests).singleElement().asString().contains("message0");
    }

    @Test
    void shouldThrottleAPublishBeforeItIsSentAndCountIt() {
        assertThatThrownBy(() -> invoke(
                        faults -> fails(AwsServiceException.class, () -> faults.beforeCall("any")),
                        () -> server.sns().publishBatch(call -> call.topicArn("topic"))))
                .isInstanceOf(AwsServiceException.class)
                .hasMessageContaining("of sns:PublishBatch");

        assertThat(server.requests).isEmpty();
        assertThat(calls.snapshot()).isEqualTo(Map.of("sns:PublishBatch", 1L));
    }

    @Test
    void shouldRefuseACallBeforeItIsSentAndCountIt() {
        assertThatThrownBy(() -> call(faults -> fails(AwsServiceException.class, () -> faults.beforeCall("any"))))
                .isInstanceOf(AwsServiceException.class)
                .hasMessageContaining("of dynamodb:BatchGetItem");

        assertThat(server.requests).isEmpty();
        assertThat(calls.snapshot()).isEqualTo(Map.of("dynamodb:BatchGetItem", 1L));
    }

    @Test
    void shouldLoseAResponseAfterTheCallTookEffect() {
        assertThatThrownBy(() -> call(faults -> {
                    faults.beforeCall("any");
                    return !faults.leavesKeysUnprocessed()
                            && fails(SdkClientException.class, () -> faults.afterCall("any"));
                }))
                .isInstanceOf(SdkClientException.class)
                .hasMessageContaining("before the response of dynamodb:BatchGetItem");

        assertThat(server.requests).hasSize(1);
    }

    @Test
    void shouldKillAnInvocationAfterTheCallTookEffect() {
        assertThatThrownBy(() -> call(faults -> {
                    faults.beforeCall("any");
                    return !faults.leavesKeysUnprocessed()
                            && fails(InvocationKilledError.class, () -> faults.afterCall("any"));
                }))
                .isInstanceOf(InvocationKilledError.class)
                .hasMessage("killed after dynamodb:BatchGetItem");

        assertThat(server.requests).hasSize(1);
    }

    /** Calls once, in an invocation whose faults are as wanted: they are drawn in the order of the interceptor's steps. */
    private BatchGetItemResponse call(Predicate<InvocationFaults> wanted) {
        return invoke(wanted, () -> dynamoDb.batchGetItem(call -> call.requestItems(items())));
    }

    /** Sends messages in one call, in an invocation whose first fault at an SQS call is their refusal. */
    private SendMessageBatchResponse send(int messages) {
        List<SendMessageBatchRequestEntry> entries = IntStream.range(0, messages)
                .mapToObj(number -> SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(number))
                        .messageBody("message" + number)
                        .build())
                .toList();
        Predicate<InvocationFaults> wanted = faults -> {
            faults.beforeCall("any");
            // A message that is alone draws one number less.
            return (messages == 1 || faults.refusesMessages()) && passes(faults);
        };
        return invoke(wanted, () -> server.sqs()
                .sendMessageBatch(call -> call.queueUrl("http://sqs/queue").entries(entries)));
    }

    /** Publishes messages in one call, in an invocation whose first fault at an SNS call is their refusal. */
    private PublishBatchResponse publish(int messages) {
        List<PublishBatchRequestEntry> entries = IntStream.range(0, messages)
                .mapToObj(number -> PublishBatchRequestEntry.builder()
                        .id(Integer.toString(number))
                        .message("message" + number)
                        .build())
                .toList();
        Predicate<InvocationFaults> wanted = faults -> {
            faults.beforeCall("any");
            return (messages == 1 || faults.refusesNotifications()) && passes(faults);
        };
        return invoke(wanted, () -> server.sns()
                .publishBatch(call -> call.topicArn("topic").publishBatchRequestEntries(entries)));
    }

    private <R> R invoke(Predicate<InvocationFaults> wanted, Supplier<R> work) {
        long seed = LongStream.range(0, 100_000)
                .filter(one -> isAsWanted(FaultPlan.seeded(one).forInvocation(EVENT), wanted))
                .findFirst()
                .orElseThrow();
        List<R> responses = new ArrayList<>();
        InvocationScope.run(calls, FaultPlan.seeded(seed).forInvocation(EVENT), () -> {
            responses.add(work.get());
            return EVENT;
        });
        return responses.get(0);
    }

    private static boolean isAsWanted(InvocationFaults faults, Predicate<InvocationFaults> wanted) {
        try {
            return wanted.test(faults);
        } catch (RuntimeException | InvocationKilledError other) {
            return false;
        }
    }

    private static boolean passes(InvocationFaults faults) {
        faults.afterCall("any");
        return true;
    }

    private static boolean fails(Class<? extends Throwable> type, Runnable step) {
        try {
            step.run();
            return false;
        } catch (RuntimeException | InvocationKilledError failure) {
            return type.isInstance(failure);
        }
    }

    private static Map<String, KeysAndAttributes> items() {
        return Map.of("users", KeysAndAttributes.builder().keys(KEYS).build());
    }
}
