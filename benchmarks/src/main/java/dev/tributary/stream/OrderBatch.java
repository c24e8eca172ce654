package dev.tributary.stream;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** A batch as Lambda hands it over: orders of some 400 bytes, as the API wraps them; every other one updates an older order. */
final class OrderBatch {

    /** What the ids of orders begin with that the table holds already. */
    static final String KNOWN = "known-";

    private static final String STREAM = "arn:aws:kinesis:us-east-1:000000000000:stream/tributary-dev-ingest-orders";

    private OrderBatch() {}

    static List<byte[]> payloads(int count) {
        SplittableRandom random = new SplittableRandom(1);
        List<byte[]> payloads = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String wrapped = String.format(
                    Locale.ROOT,
                    "{\"requestId\":\"%016x-%016x\",\"receivedAt\":%d,\"body\":%s}",
                    random.nextLong(),
                    random.nextLong(),
                    1_795_233_600_000L + i,
                    TextNode.valueOf(order(i, random)));
            payloads.add(wrapped.getBytes(StandardCharsets.UTF_8));
        }
        return payloads;
    }

    static KinesisEvent event(List<byte[]> payloads) {
        List<KinesisEventRecord> records = new ArrayList<>(payloads.size());
        Date arrival = Date.from(Instant.parse("2026-11-21T04:00:00Z"));
        for (int i = 0; i < payloads.size(); i++) {
            String sequence = "4966" + String.format(Locale.ROOT, "%052d", i);
            KinesisEvent.Record kinesis = new KinesisEvent.Record();
            kinesis.setPartitionKey("order-" + i);
            kinesis.setSequenceNumber(sequence);
            kinesis.setApproximateArrivalTimestamp(arrival);
            kinesis.setData(ByteBuffer.wrap(payloads.get(i)));
            KinesisEventRecord record = new KinesisEventRecord();
            record.setEventID("shardId-000000000001:" + sequence);
            record.setEventSourceARN(STREAM);
            record.setKinesis(kinesis);
            records.add(record);
        }
        KinesisEvent event = new KinesisEvent();
        event.setRecords(records);
        return event;
    }

    private static String order(int number, SplittableRandom random) {
        boolean known = number % 2 == 1;
        return String.format(
                Locale.ROOT,
                "{\"order_id\":\"%s%08d\",\"customer_id\":\"customer-%06d\",\"type\":\"%s\",\"items\":["
                        + "{\"product_id\":\"product-%06d\",\"name\":\"Espresso cup, white\",\"quantity\":%d,\"price\":12.50},"
                        + "{\"product_id\":\"product-%06d\",\"name\":\"Saucer, white\",\"quantity\":%d,\"price\":7.90}],"
                        + "\"total_amount\":\"%d.%02d\",\"currency\":\"EUR\",\"channel\":\"web\",\"shipping\":\"standard\","
                        + "\"timestamp\":\"2026-11-21T03:59:%02d.%03dZ\",\"event_id\":\"%016x\"}",
                known ? KNOWN : "order-",
                number,
                random.nextInt(1_000_000),
                known ? "updated" : "created",
                random.nextInt(1_000_000),
                random.nextInt(1, 9),
                random.nextInt(1_000_000),
                random.nextInt(1, 9),
                random.nextInt(1, 1_000),
                random.nextInt(100),
                random.nextInt(60),
                random.nextInt(1_000),
                random.nextLong());
    }
}
