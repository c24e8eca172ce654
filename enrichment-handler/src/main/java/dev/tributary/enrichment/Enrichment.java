package dev.tributary.enrichment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.aws.Deadline;
import dev.tributary.aws.Invocation;
import dev.tributary.batch.Outcome;
import dev.tributary.batch.RecordProcessor;
import dev.tributary.batch.RejectedRecordException;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import dev.tributary.record.EventSource;
import dev.tributary.record.RecordId;
import dev.tributary.record.SourceRecord;
import dev.tributary.reference.Answer;
import dev.tributary.reference.InvalidKeyException;
import dev.tributary.reference.Join;
import dev.tributary.reference.KeyReader;
import dev.tributary.reference.ReferenceKey;
import dev.tributary.reference.ReferenceLookup;
import dev.tributary.reference.ReferenceSource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Joins events with reference data, computes derived fields, runs the user's own steps, and says in each output what was
 * found. A missing item is data, and is written through with its status; a table that does not answer is a failure, and the
 * event is tried again.
 */
final class Enrichment implements RecordProcessor<KeyedEvent, BatchContext> {

    /** The output's field that tells of the enrichment; an event must not bring its own. */
    static final String STATUS_FIELD = "enrichment";

    private final List<ReferenceSource> sources;
    private final List<DerivedField> derivedFields;
    private final List<EventEnricher> enrichers;
    private final ReferenceLookup lookup;
    /** Fields that only enrichment writes: an event that brings one could pass its own for reference data. */
    private final List<String> written;

    private final int maxEventBytes;
    private final Clock clock;

    Enrichment(EnrichmentSettings settings, List<EventEnricher> enrichers, ReferenceLookup lookup, Clock clock) {
        this.sources = settings.sources();
        this.derivedFields = settings.derivedFields();
        this.enrichers = List.copyOf(enrichers);
        this.written = Stream.concat(
                        Stream.of(STATUS_FIELD),
                        Stream.concat(
                                sources.stream().map(ReferenceSource::into).filter(into -> !into.isEmpty()),
                                derivedFields.stream().map(DerivedField::field)))
                .toList();
        this.lookup = lookup;
        this.maxEventBytes = settings.maxEventBytes();
        this.clock = clock;
    }

    @Override
    public KeyedEvent decode(SourceRecord record) throws RejectedRecordException {
        if (record.payload().length > maxEventBytes) {
            throw new RejectedRecordException(
                    "decode",
                    "OVERSIZED",
                    record.payload().length + " bytes (expected: at most " + maxEventBytes
                            + ", as MAX_EVENT_BYTES says)");
        }
        ObjectNode event;
        try {
            event = Json.readObject(record.payload());
        } catch (InvalidJsonException e) {
            throw new RejectedRecordException("decode", e.problem().name(), String.valueOf(e.getMessage()));
        }
        for (String field : written) {
            if (event.has(field)) {
                throw collision(field);
            }
        }
        return new KeyedEvent(event, keys(event));
    }

    @Override
    public BatchContext prepare(List<KeyedEvent> events, Invocation invocation) {
        // In the records' order: after a failure the first of them are the ones that were looked up.
        Set<ReferenceKey> keys = new LinkedHashSet<>();
        events.forEach(event -> event.keys().forEach(key -> key.ifPresent(keys::add)));
        return new BatchContext(
                lookup.lookUp(keys, invocation.processing().halfway()),
                sources.stream().map(Join::new).toList(),
                new Marker(sources, clock.instant(), invocation.requestId()));
    }

    @Override
    public Outcome process(SourceRecord record, KeyedEvent keyed, BatchContext context, Invocation invocation)
            throws RejectedRecordException {
        ObjectNode event = keyed.event();
        List<JoinStatus> statuses = new ArrayList<>(sources.size());
        for (int i = 0; i < sources.size(); i++) {
            ReferenceSource source = sources.get(i);
            ReferenceKey key = keyed.keys().get(i).orElse(null);
            Answer answer = key == null ? null : context.answer(key);
            if (answer instanceof Answer.Unavailable unavailable) {
                return new Outcome.Retry(unavailable.cause());
            }
            if (key != null && answer instanceof Answer.Found item) {
                context.joins().get(i).put(event, key, item);
            } else if (source.required()) {
                throw missing(source, answer);
            }
            statuses.add(status(answer));
        }
        event = finish(event);
        event.putRawValue(STATUS_FIELD, context.marker().mark(statuses, record.id()));
        return new Outcome.Success(Json.write(event));
    }

    /** Takes an event through all steps that need no table, so that the first one behind a snapshot finds its classes loaded. */
    void prime(Deadline deadline) {
        Invocation invocation = Invocation.begun(clock, "priming", "priming", deadline.remaining());
        RecordId id = new RecordId("priming", "priming", "0", 0);
        SourceRecord record = new SourceRecord(
                id,
                new EventSource("aws:kinesis", "arn:aws:kinesis:::stream/priming"),
                "priming",
                clock.instant(),
                "{\"number\": 1.50, \"text\": \"\"}".getBytes(StandardCharsets.UTF_8));
        try {
            KeyedEvent event = decode(record);
            process(
                    record,
                    event,
                    new BatchContext(
                            Map.of(),
                            sources.stream().map(Join::new).toList(),
                            new Marker(sources, clock.instant(), invocation.requestId())),
                    invocation);
        } catch (RejectedRecordException e) {
            // A required source: as far as an event without keys can go.
        }
    }

    private List<Optional<ReferenceKey>> keys(ObjectNode event) throws RejectedRecordException {
        List<Optional<ReferenceKey>> keys = new ArrayList<>(sources.size());
        for (ReferenceSource source : sources) {
            try {
                keys.add(Optional.ofNullable(KeyReader.read(event, source)));
            } catch (InvalidKeyException e) {
                throw new RejectedRecordException(
                        "decode", "INVALID_KEY", "source " + source.name() + ": " + e.getMessage());
            }
        }
        return keys;
    }

    /** Derived fields, and then the user's own steps, on a copy: items of the cache are shared by all their events. */
    private ObjectNode finish(ObjectNode event) throws RejectedRecordException {
        for (DerivedField field : derivedFields) {
            field.apply(event);
        }
        if (enrichers.isEmpty()) {
            return event;
        }
        ObjectNode own = event.deepCopy();
        for (EventEnricher enricher : enrichers) {
            enricher.enrich(own);
        }
        return own;
    }

    private static JoinStatus status(@Nullable Answer answer) {
        if (answer == null) {
            return JoinStatus.NO_KEY;
        }
        return answer instanceof Answer.Found ? JoinStatus.FOUND : JoinStatus.NOT_FOUND;
    }

    private static RejectedRecordException missing(ReferenceSource source, @Nullable Answer answer) {
        return answer == null
                ? new RejectedRecordException(
                        "join",
                        "KEY_MISSING",
                        "source " + source.name() + ": no key in the event (expected: one, as the source is required)")
                : new RejectedRecordException(
                        "join",
                        "REFERENCE_NOT_FOUND",
                        "source " + source.name() + ": no item in " + source.table()
                                + " for the event's key (expected: one, as the source is required)");
    }

    private static RejectedRecordException collision(String field) {
        return new RejectedRecordException(
                "decode",
                "FIELD_COLLISION",
                "field " + field + ": already in the event (expected: none, since enrichment writes it)");
    }
}
