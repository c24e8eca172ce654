package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.demo.account.ExactJson;
import dev.tributary.local.demo.account.Findings;
import dev.tributary.local.demo.account.Load;
import dev.tributary.local.demo.account.Notices;
import dev.tributary.local.demo.account.NotificationAccount;
import dev.tributary.local.demo.account.Position;
import dev.tributary.local.demo.account.SentRecord;
import dev.tributary.local.demo.account.Source;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A DynamoDB table with a stream. Each write, and each notification of it, is a call on this machine, so there are fewer
 * changes than events.
 *
 * @param topicArn the topic that tells of every change
 */
record TableSource(String name, String topicArn) implements Source {

    private static final int EVENTS_PER_CHANGE = 10;
    private static final int MOST_CHANGES = 10_000;

    @Override
    public Load send(Backend backend, int events, IntConsumer progress) {
        int count = Math.min(MOST_CHANGES, (events + EVENTS_PER_CHANGE - 1) / EVENTS_PER_CHANGE);
        Notices notices = Notices.subscribe(backend, topicArn);
        List<Change> changes = new ChangeGenerator().generate(count);
        new ItemWriter(backend.clients().dynamoDb(), name).write(changes, progress);
        List<SentRecord> sent = ChangePlaces.read(backend.clients(), name).of(changes);
        return new Load(
                sent,
                new ChangeJudge(name),
                List.of(findings ->
                        NotificationAccount.account(sent, findings.lines().keySet(), notices.drain())));
    }

    @Override
    public boolean owns(String arn) {
        return arn.contains(":table/" + name + "/stream/");
    }

    @Override
    public void giveUp(JsonNode record, Findings findings) {
        String sequence = record.path("dynamodb").path("SequenceNumber").asText();
        findings.addGivenUp(
                new Position(name, record.path("eventID").asText(), sequence, 0),
                Change.of(record).bytes());
    }

    /** What the record that it holds tells of: its attributes have no order. */
    @Override
    public byte[] content(byte[] payload) {
        return Change.of(ExactJson.parse(payload)).bytes();
    }
}
