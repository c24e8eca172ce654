package dev.tributary.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.change.DynamoDbChange.EventName;
import dev.tributary.change.RowChange;
import dev.tributary.json.Json;
import dev.tributary.lake.LakeLocation;
import dev.tributary.notification.Attribute;
import dev.tributary.notification.Notification;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Tells subscribers of changes, in words for a person and attributes for filters; images stay in the trail. */
final class ChangeNotice {

    /** Of a list of names, or a value, in a message. */
    private static final int LONGEST_TEXT = 2_000;

    private final Set<EventName> events;
    private final Set<String> attributes;
    private final Function<String, LakeLocation> trail;

    /**
     * Notices of some changes.
     *
     * @param events those that are told of
     * @param attributes of which one must have changed in an item that was modified; empty for any
     * @param trail where a table's trail is
     */
    ChangeNotice(Set<EventName> events, Set<String> attributes, Function<String, LakeLocation> trail) {
        this.events = events;
        this.attributes = attributes;
        this.trail = trail;
    }

    /** The notification of a change, if subscribers are told of it. */
    List<Notification> of(AuditRecord audit) {
        if (!isTold(audit)) {
            return List.of();
        }
        String name = audit.source().name().name();
        String table = audit.event().provenance().table().name();
        return List.of(new Notification(
                audit.record().id(),
                name + (audit.source().expired() ? " (expired) " : " ") + table,
                message(audit),
                Map.of(
                        "eventName", Attribute.text(name),
                        "table", Attribute.text(table),
                        "changedAttributes", Attribute.list(names(audit)))));
    }

    private boolean isTold(AuditRecord audit) {
        EventName name = audit.source().name();
        return events.contains(name)
                && (name != EventName.MODIFY
                        || attributes.isEmpty()
                        || names(audit).stream().anyMatch(attributes::contains));
    }

    private String message(AuditRecord audit) {
        RowChange event = audit.event();
        LakeLocation folder = trail.apply(event.provenance().table().name());
        return audit.source().name() + " in table " + event.provenance().table().name() + ", "
                + audit.source().region()
                + "\n\nKeys: " + json(event.key().orElseThrow())
                + "\nChanged: " + names(audit).stream().map(ChangeNotice::name).collect(shortened())
                + "\nTime: " + event.provenance().committed()
                + "\nWho: " + audit.who().map(ChangeNotice::who).orElse("not known")
                + "\nRecord: " + audit.record().id()
                + "\n\nIn the trail, look for the line with this record id under\ns3://" + folder.bucket() + "/"
                + folder.hour(event.provenance().committed())
                + "\nor, where its batch began in an earlier hour, under that hour.\n";
    }

    private static List<String> names(AuditRecord audit) {
        return audit.changes().stream().map(AttributeChange::attribute).toList();
    }

    private static String who(ObjectNode who) {
        JsonNode value = who.get("value");
        return value == null ? "time to live" : name(who.path("attribute").textValue()) + " " + shortened(json(value));
    }

    /** A name that could be mistaken for more than a name, in quotation marks. */
    private static String name(String name) {
        return name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-.:/#".indexOf(c) >= 0)
                ? name
                : json(TextNode.valueOf(name));
    }

    private static Collector<CharSequence, ?, String> shortened() {
        return Collectors.collectingAndThen(Collectors.joining(", "), ChangeNotice::shortened);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + " …";
    }

    private static String json(JsonNode node) {
        return new String(Json.write(node), UTF_8);
    }
}
