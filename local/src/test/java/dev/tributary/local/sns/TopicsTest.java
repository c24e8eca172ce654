package dev.tributary.local.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sns.model.Topic;

class TopicsTest extends SnsServerContract {

    @Test
    void shouldCreateAndListAndDeleteTopics() {
        assertThat(createTopic("audit")).isEqualTo(ARN_PREFIX + "audit");
        createTopic("alerts");

        assertThat(sns.listTopicsPaginator().topics())
                .extracting(Topic::topicArn)
                .containsExactly(ARN_PREFIX + "alerts", ARN_PREFIX + "audit");
        sns.deleteTopic(b -> b.topicArn(ARN_PREFIX + "alerts"));
        sns.deleteTopic(b -> b.topicArn(ARN_PREFIX + "alerts"));
        assertThat(sns.listTopics().topics()).extracting(Topic::topicArn).containsExactly(ARN_PREFIX + "audit");
    }

    @Test
    void shouldFindATopicThatIsThereUnlessItDiffers() {
        sns.createTopic(b -> b.name("audit").attributes(Map.of("DisplayName", "Changes")));

        assertThat(createTopic("audit")).isEqualTo(ARN_PREFIX + "audit");
        assertRefused(
                        InvalidParameterException.class,
                        "InvalidParameter",
                        () -> sns.createTopic(b -> b.name("audit").attributes(Map.of("DisplayName", "Others"))))
                .withMessageContaining("already exists with different attributes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "ordered.fifo"})
    void shouldRefuseWhatIsNoName(String name) {
        assertRefused(InvalidParameterException.class, "InvalidParameter", () -> createTopic(name))
                .withMessageContaining("Invalid parameter: Name: " + name + " (expected: 1-256 letters");
    }

    @Test
    void shouldTellATopicsAttributes() {
        String audit = createTopic("audit");
        subscribe(audit, "changes", Map.of());
        sns.subscribe(b -> b.topicArn(audit).protocol("email").endpoint("someone@example.com"));
        sns.setTopicAttributes(
                b -> b.topicArn(audit).attributeName("DisplayName").attributeValue("<Änderungen> & mehr"));

        assertThat(sns.getTopicAttributes(b -> b.topicArn(audit)).attributes())
                .isEqualTo(Map.of(
                        "TopicArn", audit,
                        "Owner", "000000000000",
                        "DisplayName", "<Änderungen> & mehr",
                        "SubscriptionsConfirmed", "1",
                        "SubscriptionsPending", "1"));
        assertRefused(
                        InvalidParameterException.class,
                        "InvalidParameter",
                        () -> sns.setTopicAttributes(b ->
                                b.topicArn(audit).attributeName("FifoTopic").attributeValue("true")))
                .withMessageContaining("AttributeName: FifoTopic (expected: one of [DeliveryPolicy, DisplayName");
    }

    @Test
    void shouldSayThatATopicDoesNotExist() {
        assertRefused(
                        NotFoundException.class,
                        "NotFound",
                        () -> sns.getTopicAttributes(b -> b.topicArn(ARN_PREFIX + "nobody")))
                .withMessageContaining("Topic does not exist: " + ARN_PREFIX + "nobody");
    }

    @Test
    void shouldConfirmQueuesAndLeaveOthersPending() {
        String audit = createTopic("audit");
        String queue = subscribe(audit, "changes", Map.of());

        assertThat(sns.subscribe(b -> b.topicArn(audit).protocol("email").endpoint("someone@example.com"))
                        .subscriptionArn())
                .isEqualTo("pending confirmation");
        String email = sns.subscribe(b -> b.topicArn(audit)
                        .protocol("email")
                        .endpoint("someone@example.com")
                        .returnSubscriptionArn(true))
                .subscriptionArn();

        assertThat(sns.listSubscriptions().subscriptions())
                .isEqualTo(sns.listSubscriptionsByTopicPaginator(b -> b.topicArn(audit)).subscriptions().stream()
                        .toList())
                .extracting(Subscription::subscriptionArn, Subscription::protocol, Subscription::endpoint)
                .containsExactly(
                        tuple(queue, "sqs", queueArn("changes")),
                        tuple("PendingConfirmation", "email", "someone@example.com"));
        assertThat(sns.getSubscriptionAttributes(b -> b.subscriptionArn(email)).attributes())
                .containsEntry("PendingConfirmation", "true");
    }

    @Test
    void shouldSubscribeAnEndpointOnce() {
        String audit = createTopic("audit");
        String first = subscribe(audit, "changes", Map.of("RawMessageDelivery", "true"));

        assertThat(subscribe(audit, "changes", Map.of("RawMessageDelivery", "true")))
                .isEqualTo(first);
        assertRefused(
                        InvalidParameterException.class,
                        "InvalidParameter",
                        () -> subscribe(audit, "changes", Map.of("RawMessageDelivery", "false")))
                .withMessageContaining("Subscription already exists with different attributes");
    }

    @Test
    void shouldUnsubscribeAndForgetTheSubscriptionsOfADeletedTopic() {
        String audit = createTopic("audit");
        String first = subscribe(audit, "one", Map.of());
        subscribe(audit, "two", Map.of());

        sns.unsubscribe(b -> b.subscriptionArn(first));
        assertThat(sns.listSubscriptions().subscriptions()).hasSize(1);
        assertRefused(NotFoundException.class, "NotFound", () -> sns.unsubscribe(b -> b.subscriptionArn(first)));
        sns.deleteTopic(b -> b.topicArn(audit));
        assertThat(sns.listSubscriptions().subscriptions()).isEmpty();
    }

    @Test
    void shouldRefuseEndpointsThatItCannotServe() {
        String audit = createTopic("audit");

        assertRefused(
                        InvalidParameterException.class,
                        "InvalidParameter",
                        () -> sns.subscribe(
                                b -> b.topicArn(audit).protocol("lambda").endpoint("arn:aws:lambda:x")))
                .withMessageContaining("Protocol: lambda (expected: sqs; or one of [email, email-json, http, https]");
        assertRefused(
                        InvalidParameterException.class,
                        "InvalidParameter",
                        () -> sns.subscribe(
                                b -> b.topicArn(audit).protocol("sqs").endpoint("http://queues/changes")))
                .withMessageContaining("Endpoint: http://queues/changes (expected: arn:aws:sqs:REGION:ACCOUNT:QUEUE");
        assertRefused(NotFoundException.class, "NotFound", () -> subscribe(ARN_PREFIX + "nobody", "changes", Map.of()));
    }

    @Test
    void shouldChangeASubscriptionsAttributes() {
        String arn = subscribe(createTopic("audit"), "changes", Map.of("FilterPolicy", "{\"event\":[\"INSERT\"]}"));
        assertThat(attributes(arn))
                .containsEntry("FilterPolicyScope", "MessageAttributes")
                .containsEntry("RawMessageDelivery", "false");

        set(arn, "RawMessageDelivery", "true");
        set(arn, "FilterPolicyScope", "MessageBody");
        set(arn, "FilterPolicy", "");

        assertThat(attributes(arn))
                .containsEntry("RawMessageDelivery", "true")
                .containsEntry("FilterPolicyScope", "MessageBody")
                .doesNotContainKey("FilterPolicy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RawMessageDelivery=yes",
                "FilterPolicyScope=Everything",
                "RedrivePolicy={\"deadLetterTargetArn\":\"here\"}",
                "RedrivePolicy=here",
                "Endpoint=elsewhere"
            })
    void shouldRefuseAttributesOutOfRange(String assignment) {
        String arn = subscribe(createTopic("audit"), "changes", Map.of());
        String name = assignment.substring(0, assignment.indexOf('='));

        assertRefused(
                        InvalidParameterException.class,
                        "InvalidParameter",
                        () -> set(arn, name, assignment.substring(name.length() + 1)))
                .withMessageContaining("(expected: ");
    }

    private void set(String arn, String name, String value) {
        sns.setSubscriptionAttributes(
                b -> b.subscriptionArn(arn).attributeName(name).attributeValue(value));
    }

    private Map<String, String> attributes(String arn) {
        return sns.getSubscriptionAttributes(b -> b.subscriptionArn(arn)).attributes();
    }
}
