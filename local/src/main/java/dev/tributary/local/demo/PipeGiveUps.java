package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.Findings;
import dev.tributary.local.demo.account.Position;
import java.math.BigInteger;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * The records that a pipe gave up. Its queue says only where they are in the stream, so they are read from there, as whoever
 * wants them back has to.
 */
final class PipeGiveUps {

    private final KinesisClient kinesis;
    private final String stream;

    PipeGiveUps(KinesisClient kinesis, String stream) {
        this.kinesis = kinesis;
        this.stream = stream;
    }

    /** Adds the records that a message of the pipe's dead-letter queue is about, if they are of this stream. */
    void collect(JsonNode message, Findings findings) {
        JsonNode batch = message.path("KinesisBatchInfo");
        if (batch.path("streamArn").asText().endsWith("/" + stream)) {
            read(
                    batch.path("shardId").asText(),
                    batch.path("startSequenceNumber").asText(),
                    new BigInteger(batch.path("endSequenceNumber").asText()),
                    findings);
        }
    }

    private void read(String shard, String first, BigInteger last, Findings findings) {
        String iterator = kinesis.getShardIterator(call -> call.streamName(stream)
                        .shardId(shard)
                        .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                        .startingSequenceNumber(first))
                .shardIterator();
        while (iterator != null) {
            String from = iterator;
            GetRecordsResponse page = kinesis.getRecords(call -> call.shardIterator(from));
            for (Record record : page.records()) {
                if (new BigInteger(record.sequenceNumber()).compareTo(last) > 0) {
                    return;
                }
                findings.addGivenUp(
                        new Position(stream, shard, record.sequenceNumber(), 0),
                        record.data().asByteArray());
            }
            // What the queue names and the stream lacks is then found to be nowhere.
            iterator = page.records().isEmpty() && page.millisBehindLatest() == 0 ? null : page.nextShardIterator();
        }
    }
}
