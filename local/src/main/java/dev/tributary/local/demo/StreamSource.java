package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import java.util.Base64;
import java.util.List;
import java.util.function.IntConsumer;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** A Kinesis stream. */
record StreamSource(String name, EventModel events) implements Source {

    @Override
    public List<SentRecord> send(Backend backend, int count, IntConsumer progress) {
        KinesisClient kinesis = backend.clients().kinesis();
        List<OutgoingRecord> records = Aggregator.of(kinesis, name).pack(new EventGenerator(events).generate(count));
        return new Producer(kinesis, name).send(records, progress);
    }

    @Override
    public boolean owns(String arn) {
        return arn.endsWith(":stream/" + name);
    }

    @Override
    public void giveUp(JsonNode record, Findings findings) {
        JsonNode kinesis = record.path("kinesis");
        String shard = record.path("eventID").asText().split(":", 2)[0];
        findings.addGivenUp(
                new Position(name, shard, kinesis.path("sequenceNumber").asText(), 0),
                Base64.getDecoder().decode(kinesis.path("data").asText()));
    }

    @Override
    public byte[] content(byte[] payload) {
        return payload;
    }
}
