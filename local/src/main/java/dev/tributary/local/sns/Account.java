package dev.tributary.local.sns;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The topics and their subscriptions. Safe for use by many threads. */
final class Account {

    private final Map<String, Topic> topics = new TreeMap<>();
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();

    synchronized List<Topic> topics() {
        return List.copyOf(topics.values());
    }

    synchronized Topic topic(String arn) {
        Topic topic = topics.get(arn);
        if (topic == null) {
            throw SnsException.notFound("Topic does not exist: " + arn);
        }
        return topic;
    }

    /** Creates a topic, or finds the one of this name. */
    synchronized Topic create(Topic wanted) {
        Topic topic = topics.computeIfAbsent(wanted.arn(), arn -> wanted);
        if (!topic.attributes().entrySet().containsAll(wanted.attributes().entrySet())) {
            throw SnsException.invalidParameter("Attributes: Topic already exists with different attributes");
        }
        return topic;
    }

    synchronized void set(String topicArn, String attribute, String value) {
        topics.put(topicArn, topic(topicArn).with(attribute, value));
    }

    /** Deletes a topic and its subscriptions, if it is there. */
    synchronized void delete(String topicArn) {
        topics.remove(topicArn);
        subscriptions.values().removeIf(one -> one.topicArn().equals(topicArn));
    }

    synchronized List<Subscription> subscriptions() {
        return List.copyOf(subscriptions.values());
    }

    synchronized List<Subscription> subscriptionsOf(String topicArn) {
        topic(topicArn);
        return subscriptions.values().stream()
                .filter(one -> one.topicArn().equals(topicArn))
                .toList();
    }

    synchronized Subscription subscription(String arn) {
        Subscription subscription = subscriptions.get(arn);
        if (subscription == null) {
            throw SnsException.notFound("Subscription does not exist: " + arn);
        }
        return subscription;
    }

    /** Subscribes an endpoint, or finds its subscription. */
    synchronized Subscription subscribe(
            String topicArn, String protocol, String endpoint, SubscriptionSettings settings) {
        for (Subscription other : subscriptionsOf(topicArn)) {
            if (other.isSame(protocol, endpoint)) {
                if (!other.settings().attributes().equals(settings.attributes())) {
                    throw SnsException.invalidParameter(
                            "Attributes: Subscription already exists with different attributes");
                }
                return other;
            }
        }
        String arn = topicArn + ":" + UUID.randomUUID();
        Subscription subscription = new Subscription(arn, topicArn, protocol, endpoint, settings);
        subscriptions.put(arn, subscription);
        return subscription;
    }

    synchronized void setSubscription(String arn, String attribute, String value) {
        Subscription subscription = subscription(arn);
        subscriptions.put(arn, subscription.with(subscription.settings().with(attribute, value)));
    }

    synchronized void unsubscribe(String arn) {
        subscriptions.remove(subscription(arn).arn());
    }
}
