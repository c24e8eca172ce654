package dev.tributary.local.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The JSON document in which a message travels unless its subscription asks for it raw, after the notification format in the
 * developer guide of SNS. Nothing is signed here, and the members that would hold a signature say so.
 */
final class Envelope {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String UNSIGNED = "unsigned";

    private Envelope() {}

    /** @param endpoint of this server, where the link to unsubscribe leads */
    static String of(Message message, Subscription subscription, URI endpoint) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("Type", "Notification");
        members.put("MessageId", message.id());
        members.put("TopicArn", subscription.topicArn());
        if (message.subject() != null) {
            members.put("Subject", message.subject());
        }
        members.put("Message", message.body());
        members.put("Timestamp", TIME.format(message.time()));
        members.put("SignatureVersion", "1");
        members.put("Signature", UNSIGNED);
        members.put("SigningCertURL", UNSIGNED);
        members.put("UnsubscribeURL", endpoint + "/?Action=Unsubscribe&SubscriptionArn=" + subscription.arn());
        if (!message.attributes().isEmpty()) {
            members.put("MessageAttributes", attributes(message.attributes()));
        }
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an envelope holds what can be written", e);
        }
    }

    private static Map<String, Object> attributes(Map<String, MessageAttribute> attributes) {
        Map<String, Object> members = new LinkedHashMap<>();
        attributes.forEach((name, attribute) -> {
            Map<String, String> member = new LinkedHashMap<>();
            member.put("Type", attribute.type());
            member.put("Value", attribute.value());
            members.put(name, member);
        });
        return members;
    }
}
