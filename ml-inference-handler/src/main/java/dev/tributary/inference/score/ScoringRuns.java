package dev.tributary.inference.score;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.aws.Deadline;
import dev.tributary.aws.Invocation;
import dev.tributary.deadletter.DeadLetterQueue;
import dev.tributary.inference.model.FeaturisedRow;
import dev.tributary.inference.model.OnnxModel;
import dev.tributary.json.Json;
import dev.tributary.lake.FencedObjects;
import dev.tributary.lake.ObjectReader;
import dev.tributary.metrics.Metrics;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs over the changed rows of a table, one at a time. Whatever fails, and wherever a run is killed, the next one completes: each
 * change is scored once, and an older one never behind a newer one of its key.
 */
public final class ScoringRuns {

    private static final Logger LOG = LoggerFactory.getLogger(ScoringRuns.class);

    private final RunSettings settings;
    private final OnnxModel model;
    private final DeadLetterQueue deadLetters;
    private final Metrics metrics;
    private final Collaborators with;
    private final RunLease lease;

    public ScoringRuns(
            RunSettings settings, OnnxModel model, DeadLetterQueue deadLetters, Metrics metrics, Collaborators with) {
        this.settings = settings;
        this.model = model;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.with = with;
        this.lease = new RunLease(new ScoreTable(with.dynamoDb(), settings.scoreTable()), with.clock());
    }

    /**
     * Scores what was announced, or what the event asks for, until it is done or there is no time for more.
     *
     * @return what became of it, for a person
     * @throws IOException if an object breaks off, a dead letter cannot be sent, or time is up before what was read is durable; what
     *     was not made durable is read again by the next run
     * @throws IllegalArgumentException if the event asks for what there is not, naming all of it
     */
    public ObjectNode run(ObjectNode event, Invocation invocation) throws IOException {
        RunRequest request = RunRequest.parse(event, settings.table());
        if (settings.leased() && !lease.take(invocation)) {
            LOG.warn("another run is at work");
            return ScoringRun.busy();
        }
        ScoredTable table = request instanceof RunRequest.Listed listed ? listed.table() : settings.table();
        Counts counts = new Counts();
        try {
            ObjectNode answer =
                    new ScoringRun(settings, model, table, deadLetters, with, invocation, counts).run(request);
            log(table, answer);
            return answer;
        } finally {
            counts.publish(metrics, with.clock().instant());
            if (settings.leased()) {
                lease.release(invocation);
            }
        }
    }

    /** Makes each call that a run makes where nothing fails, and changes nothing by it; and scores a row of zeros. */
    public void prime(Deadline deadline) {
        int width = model.manifest().input().width();
        model.score(List.of(new FeaturisedRow(new double[width], Json.object(), 0)));
        new AnnouncementQueue(with.sqs(), settings.queueUrl()).prime(deadline);
        if (settings.leased()) {
            lease.prime(deadline);
        }
        try {
            new ScoreLedger(
                            new ScoreTable(with.dynamoDb(), settings.scoreTable()),
                            model.manifest().id(),
                            settings.table(),
                            with.backoff())
                    .prime(deadline);
            new Outputs(
                            new FencedObjects(with.s3(), settings.bucket(), with.backoff()),
                            model.manifest().id(),
                            settings.table())
                    .prime(deadline);
            new ObjectReader(with.s3()).prime(settings.bucket(), settings.trustedZone() + "/priming", deadline);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no time left to prime the ledger of scores", e);
        }
    }

    /** As fields, which a query can count. */
    private static void log(ScoredTable table, ObjectNode answer) {
        ObjectNode facts = answer.deepCopy().put("table", table.toString());
        facts.remove("next");
        LOG.info(
                "run",
                facts.properties().stream()
                        .map(fact -> entry(
                                fact.getKey(),
                                fact.getValue().isNumber()
                                        ? fact.getValue().numberValue()
                                        : fact.getValue().asText()))
                        .toArray());
    }
}
