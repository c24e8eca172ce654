package dev.tributary.stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.aws.Invocation;
import dev.tributary.batch.Outcome;
import dev.tributary.batch.RecordProcessor;
import dev.tributary.batch.RejectedRecordException;
import dev.tributary.json.Json;
import dev.tributary.metrics.Metric;
import dev.tributary.metrics.Metrics;
import dev.tributary.notification.Attribute;
import dev.tributary.notification.Notification;
import dev.tributary.record.RecordId;
import dev.tributary.record.SourceRecord;
import dev.tributary.stream.apply.Alert;
import dev.tributary.stream.apply.Effect.Recorded;
import dev.tributary.stream.apply.EventApplier;
import dev.tributary.stream.apply.EventProcessor;
import dev.tributary.stream.apply.Result;
import dev.tributary.stream.event.AcceptedEvent;
import dev.tributary.stream.event.Event;
import dev.tributary.stream.event.EventReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the events of one type, applies them, and makes each a line of the archive, with what subscribers are told of it. */
final class EventFlow implements RecordProcessor<AcceptedEvent, Map<RecordId, Result>> {

    private static final Recorded REPEATED = new Recorded("repeated", List.of());

    private final EventReader reader;
    private final EventApplier applier;
    private final EventProcessor processor;
    private final Metrics metrics;

    EventFlow(EventReader reader, EventApplier applier, EventProcessor processor, Metrics metrics) {
        this.reader = reader;
        this.applier = applier;
        this.processor = processor;
        this.metrics = metrics;
    }

    @Override
    public AcceptedEvent decode(SourceRecord record) throws RejectedRecordException {
        return reader.read(record);
    }

    /** Applies the events. Half of the time is left for what comes behind: an event that was applied should be archived too. */
    @Override
    public Map<RecordId, Result> prepare(List<AcceptedEvent> accepted, Invocation invocation) {
        metrics.add(Metric.EVENTS_REPEATED, 0);
        metrics.add(Metric.EVENTS_FLAGGED, 0);
        return applier.apply(
                accepted.stream().map(AcceptedEvent::event).toList(),
                invocation.processing().halfway());
    }

    @Override
    public Outcome process(
            SourceRecord record, AcceptedEvent accepted, Map<RecordId, Result> results, Invocation invocation) {
        Result result = results.get(record.id());
        if (result instanceof Result.Done done) {
            return recorded(accepted, done.recorded());
        }
        if (result instanceof Result.Repeated) {
            metrics.add(Metric.EVENTS_REPEATED, 1);
            return new Outcome.Success(line(accepted, REPEATED));
        }
        if (result instanceof Result.Rejected rejected) {
            return new Outcome.Reject(rejected.rejection());
        }
        if (result instanceof Result.Unapplied unapplied) {
            return new Outcome.Retry(unapplied.cause());
        }
        throw new IllegalStateException("an event without a result");
    }

    private Outcome recorded(AcceptedEvent accepted, Recorded recorded) {
        if (!recorded.flags().isEmpty()) {
            metrics.add(Metric.EVENTS_FLAGGED, 1);
        }
        List<Notification> notifications = new ArrayList<>();
        for (Alert alert : processor.alerts(accepted.event(), recorded)) {
            notifications.add(notification(accepted.event(), alert));
        }
        return new Outcome.Success(line(accepted, recorded), notifications);
    }

    private static Notification notification(Event event, Alert alert) {
        return new Notification(
                event.record(),
                alert.subject(),
                alert.message(),
                Map.of("type", Attribute.text(event.type()), "flag", Attribute.text(alert.flag())));
    }

    private static byte[] line(AcceptedEvent accepted, Recorded recorded) {
        Event event = accepted.event();
        ObjectNode line = Json.object()
                .put("recordId", event.record().toString())
                .put("type", event.type())
                .put("entity", event.entity())
                .put("receivedAt", event.received().toString());
        accepted.requestId().ifPresent(id -> line.put("requestId", id));
        ArrayNode flags = line.put("verdict", recorded.verdict()).putArray("flags");
        recorded.flags().forEach(flags::add);
        return ArchiveLine.of(line, accepted.text());
    }
}
