package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A DynamoDB table with a stream. Each write, and each notification of it, is a call on this machine, so there are fewer
 * changes than events.
 */
record TableSource(String name) implements Source {

    private static final int EVENTS_PER_CHANGE = 10;
    private static final int MOST_CHANGES = 10_000;

    @Override
    public List<SentRecord> send(Backend backend, int events, IntConsumer progress) {
        int count = Math.min(MOST_CHANGES, (events + EVENTS_PER_CHANGE - 1) / EVENTS_PER_CHANGE);
        List<Change> changes = new ChangeGenerator().generate(count);
        new ItemWriter(backend.clients().dynamoDb(), name).write(changes, progress);
        return ChangePlaces.read(backend.clients(), name).of(changes);
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
