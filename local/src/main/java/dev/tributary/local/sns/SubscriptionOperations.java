package dev.tributary.local.sns;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The operations on subscriptions. A list is one page. */
final class SubscriptionOperations {

    /** Their owners would have to confirm, and nothing asks them. */
    private static final Set<String> NEVER_CONFIRMED = Set.of("email", "email-json", "http", "https");

    private final Account account;

    SubscriptionOperations(Account account) {
        this.account = account;
    }

    Map<String, Function<Request, Map<String, Object>>> byName() {
        return Map.of(
                "Subscribe", this::subscribe,
                "Unsubscribe", this::unsubscribe,
                "ListSubscriptions", this::list,
                "ListSubscriptionsByTopic", this::listByTopic,
                "GetSubscriptionAttributes", this::attributes,
                "SetSubscriptionAttributes", this::setAttribute);
    }

    private Map<String, Object> subscribe(Request request) {
        String protocol = request.string("Protocol");
        String endpoint = request.string("Endpoint");
        check(protocol, endpoint);
        Subscription subscription = account.subscribe(
                request.string("TopicArn"), protocol, endpoint, new SubscriptionSettings(request.map("Attributes")));
        boolean tell = !subscription.isPending() || request.isTrue("ReturnSubscriptionArn");
        return Map.of("SubscriptionArn", tell ? subscription.arn() : "pending confirmation");
    }

    private static void check(String protocol, String endpoint) {
        if (protocol.equals(Subscription.QUEUE)) {
            QueueArn.nameIn("Endpoint", endpoint);
        } else if (!NEVER_CONFIRMED.contains(protocol)) {
            throw SnsException.invalidParameter("Protocol: %s (expected: sqs; or one of %s, which stay pending)"
                    .formatted(protocol, NEVER_CONFIRMED.stream().sorted().toList()));
        } else if (endpoint.isEmpty()) {
            throw SnsException.invalidParameter("Endpoint: empty (expected: where " + protocol + " goes)");
        }
    }

    private Map<String, Object> unsubscribe(Request request) {
        account.unsubscribe(request.string("SubscriptionArn"));
        return Map.of();
    }

    private Map<String, Object> list(Request request) {
        return listed(account.subscriptions());
    }

    private Map<String, Object> listByTopic(Request request) {
        return listed(account.subscriptionsOf(request.string("TopicArn")));
    }

    private static Map<String, Object> listed(List<Subscription> subscriptions) {
        return Map.of(
                "Subscriptions",
                subscriptions.stream().map(Subscription::listed).toList());
    }

    private Map<String, Object> attributes(Request request) {
        return Map.of(
                "Attributes",
                account.subscription(request.string("SubscriptionArn")).attributes());
    }

    private Map<String, Object> setAttribute(Request request) {
        String value = request.optional("AttributeValue");
        account.setSubscription(
                request.string("SubscriptionArn"), request.string("AttributeName"), value == null ? "" : value);
        return Map.of();
    }
}
