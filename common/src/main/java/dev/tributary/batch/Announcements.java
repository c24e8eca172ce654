package dev.tributary.batch;

import dev.tributary.aws.Deadline;
import dev.tributary.aws.Sent;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import dev.tributary.notification.Notification;
import dev.tributary.notification.Publisher;
import java.util.ArrayList;
import java.util.List;

/** Publishes the notifications of a batch's successes, in their order. */
final class Announcements {

    private final Publisher publisher;
    private final Metrics metrics;

    Announcements(Publisher publisher, Metrics metrics) {
        this.publisher = publisher;
        this.metrics = metrics;
    }

    /** Publishes those of the records before {@code end}; stops at the first that cannot be made durable. */
    Reach publish(Assessment assessed, int end, Deadline deadline) {
        List<Notification> notifications = new ArrayList<>();
        List<Integer> records = new ArrayList<>();
        for (int i = 0; i < end; i++) {
            if (assessed.outcomes().get(i) instanceof Outcome.Success success) {
                for (Notification notification : success.notifications()) {
                    notifications.add(notification);
                    records.add(i);
                }
            }
        }
        if (notifications.isEmpty()) {
            return new Reach(end, null);
        }
        Sent sent = publisher.publish(notifications, deadline);
        metrics.add(Metric.NOTIFICATIONS_SENT, sent.durable());
        return Reach.of(sent, records, end);
    }
}
