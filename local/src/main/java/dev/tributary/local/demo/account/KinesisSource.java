package dev.tributary.local.demo.account;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;

/** A Kinesis stream, whatever way events come into it. */
public interface KinesisSource extends Source {

    @Override
    default boolean owns(String arn) {
        return arn.endsWith(":stream/" + name());
    }

    @Override
    default void giveUp(JsonNode record, Findings findings) {
        JsonNode kinesis = record.path("kinesis");
        String shard = record.path("eventID").asText().split(":", 2)[0];
        findings.addGivenUp(
                new Position(name(), shard, kinesis.path("sequenceNumber").asText(), 0),
                Base64.getDecoder().decode(kinesis.path("data").asText()));
    }

    @Override
    default byte[] content(byte[] payload) {
        return payload;
    }
}
