package dev.tributary.local.demo;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.demo.account.KinesisSource;
import dev.tributary.local.demo.account.Load;
import java.util.List;
import java.util.function.IntConsumer;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** A Kinesis stream. */
record StreamSource(String name, EventModel events) implements KinesisSource {

    @Override
    public Load send(Backend backend, int count, IntConsumer progress) {
        KinesisClient kinesis = backend.clients().kinesis();
        List<OutgoingRecord> records = Aggregator.of(kinesis, name).pack(new EventGenerator(events).generate(count));
        return new Load(new Producer(kinesis, name).send(records, progress), new EnrichmentJudge(events), List.of());
    }
}
