package dev.tributary.local.sns;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The operations on topics. Tags are taken and forgotten; a list is one page. */
final class TopicOperations {

    private final Account account;

    TopicOperations(Account account) {
        this.account = account;
    }

    Map<String, Function<Request, Map<String, Object>>> byName() {
        return Map.of(
                "CreateTopic", this::create,
                "DeleteTopic", this::delete,
                "ListTopics", this::list,
                "GetTopicAttributes", this::attributes,
                "SetTopicAttributes", this::setAttribute);
    }

    private Map<String, Object> create(Request request) {
        Topic topic = new Topic(Topic.arn(request.string("Name")), request.map("Attributes"));
        return Map.of("TopicArn", account.create(topic).arn());
    }

    private Map<String, Object> delete(Request request) {
        account.delete(request.string("TopicArn"));
        return Map.of();
    }

    private Map<String, Object> list(Request request) {
        return Map.of(
                "Topics",
                account.topics().stream()
                        .map(topic -> Map.of("TopicArn", topic.arn()))
                        .toList());
    }

    private Map<String, Object> attributes(Request request) {
        Topic topic = account.topic(request.string("TopicArn"));
        List<Subscription> subscriptions = account.subscriptionsOf(topic.arn());
        long pending = subscriptions.stream().filter(Subscription::isPending).count();
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("DisplayName", "");
        attributes.putAll(topic.attributes());
        attributes.put("TopicArn", topic.arn());
        attributes.put("Owner", Topic.ACCOUNT_ID);
        attributes.put("SubscriptionsConfirmed", Long.toString(subscriptions.size() - pending));
        attributes.put("SubscriptionsPending", Long.toString(pending));
        return Map.of("Attributes", attributes);
    }

    private Map<String, Object> setAttribute(Request request) {
        String value = request.optional("AttributeValue");
        account.set(request.string("TopicArn"), request.string("AttributeName"), value == null ? "" : value);
        return Map.of();
    }
}
