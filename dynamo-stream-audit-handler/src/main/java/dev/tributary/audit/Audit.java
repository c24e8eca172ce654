package dev.tributary.audit;

import dev.tributary.aws.Deadline;
import dev.tributary.aws.Invocation;
import dev.tributary.batch.Outcome;
import dev.tributary.batch.RecordProcessor;
import dev.tributary.batch.RejectedRecordException;
import dev.tributary.change.DynamoDbChange;
import dev.tributary.change.DynamoDbStreamParser;
import dev.tributary.change.InvalidChangeException;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.record.EventSource;
import dev.tributary.record.RecordId;
import dev.tributary.record.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/** Makes each change of a table a line of its trail, and a notification if subscribers are told of it. */
final class Audit implements RecordProcessor<DynamoDbChange, String> {

    private static final String SAMPLE = """
            {"eventID": "0", "eventName": "REMOVE", "awsRegion": "priming", "dynamodb": {"Keys": {"id": {"S": ""}},
             "OldImage": {"id": {"S": ""}, "number": {"N": "1.5"}, "list": {"L": [{"M": {}}]}}, "SizeBytes": 9,
             "StreamViewType": "NEW_AND_OLD_IMAGES"}}""";

    private final Redaction redaction;
    private final String actorAttribute;
    private final ChangeNotice notice;
    private final Clock clock;

    Audit(AuditSettings settings, Clock clock) {
        this.redaction = new Redaction(settings.redactedAttributes(), settings.redactionKey());
        this.actorAttribute = settings.actorAttribute();
        this.notice = new ChangeNotice(settings.notifyEvents(), settings.notifyAttributes(), settings::trail);
        this.clock = clock;
    }

    @Override
    public DynamoDbChange decode(SourceRecord record) throws RejectedRecordException {
        try {
            return DynamoDbStreamParser.parse(record);
        } catch (InvalidJsonException e) {
            throw new RejectedRecordException("decode", e.problem().name(), String.valueOf(e.getMessage()));
        } catch (InvalidChangeException e) {
            throw new RejectedRecordException("decode", e.problem().name(), String.valueOf(e.getMessage()));
        }
    }

    /** The time of the batch, as its lines say it. */
    @Override
    public String prepare(List<DynamoDbChange> changes, Invocation invocation) {
        return clock.instant().toString();
    }

    @Override
    public Outcome process(SourceRecord record, DynamoDbChange change, String time, Invocation invocation) {
        AuditRecord audit = AuditRecord.of(record, change, redaction, actorAttribute);
        return new Outcome.Success(audit.line(time, invocation), notice.of(audit));
    }

    /** Takes a change through all steps, so that the first one behind a snapshot finds its classes loaded. */
    void prime(Deadline deadline) {
        SourceRecord record = new SourceRecord(
                new RecordId("priming", "priming", "0", 0),
                new EventSource("aws:dynamodb", "arn:aws:dynamodb:::table/priming"),
                "priming",
                clock.instant(),
                SAMPLE.getBytes(StandardCharsets.UTF_8));
        try {
            process(
                    record,
                    decode(record),
                    clock.instant().toString(),
                    Invocation.begun(clock, "priming", "priming", deadline.remaining()));
        } catch (RejectedRecordException e) {
            throw new IllegalStateException("a sample that is refused", e);
        }
    }
}
