package dev.tributary.local.sns;

import java.util.LinkedHashMap;
import java.util.Map;

/** A subscription: messages go to queues; to other endpoints nothing goes, since nobody confirms here. */
record Subscription(String arn, String topicArn, String protocol, String endpoint, SubscriptionSettings settings) {

    static final String QUEUE = "sqs";

    boolean isPending() {
        return !protocol.equals(QUEUE);
    }

    boolean isSame(String otherProtocol, String otherEndpoint) {
        return protocol.equals(otherProtocol) && endpoint.equals(otherEndpoint);
    }

    Subscription with(SubscriptionSettings changed) {
        return new Subscription(arn, topicArn, protocol, endpoint, changed);
    }

    /** As lists show it. */
    Map<String, String> listed() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("SubscriptionArn", isPending() ? "PendingConfirmation" : arn);
        members.put("Owner", Topic.ACCOUNT_ID);
        members.put("Protocol", protocol);
        members.put("Endpoint", endpoint);
        members.put("TopicArn", topicArn);
        return members;
    }

    Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>(settings.attributes());
        attributes.put("SubscriptionArn", arn);
        attributes.put("Owner", Topic.ACCOUNT_ID);
        attributes.put("Protocol", protocol);
        attributes.put("Endpoint", endpoint);
        attributes.put("TopicArn", topicArn);
        attributes.put("RawMessageDelivery", Boolean.toString(settings.isRaw()));
        attributes.put("PendingConfirmation", Boolean.toString(isPending()));
        attributes.put("ConfirmationWasAuthenticated", Boolean.toString(!isPending()));
        return attributes;
    }
}
