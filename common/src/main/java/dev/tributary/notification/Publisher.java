package dev.tributary.notification;

import dev.tributary.aws.Deadline;
import dev.tributary.aws.Sent;
import java.util.List;

/** Where notifications go: a topic, or nowhere for functions that have none. */
@FunctionalInterface
public interface Publisher {

    /** For functions that never notify. What they ask to be published all the same is not, and fails as if lost. */
    Publisher NONE = (notifications, deadline) -> new Sent(
            0,
            notifications.isEmpty()
                    ? null
                    : new IllegalStateException("notification of "
                            + notifications.get(0).id() + " (expected: none; the function has no topic)"));

    /** Publishes in order; stops at the first that cannot be made durable before the deadline. */
    Sent publish(List<Notification> notifications, Deadline deadline);
}
