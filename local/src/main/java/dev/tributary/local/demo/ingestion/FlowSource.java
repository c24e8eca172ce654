package dev.tributary.local.demo.ingestion;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.demo.account.DemoEvent;
import dev.tributary.local.demo.account.KinesisSource;
import dev.tributary.local.demo.account.Load;
import dev.tributary.local.demo.account.Notices;
import dev.tributary.local.demo.account.Position;
import dev.tributary.local.demo.account.SentRecord;
import dev.tributary.local.demo.ingestion.Attempt.Way;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * The stream of an event flow, behind the API.
 *
 * @param name the stream's
 * @param type of its events
 * @param table where the flow keeps state
 * @param topicArn where it tells of what somebody should know
 * @param largest bytes that an event may have
 * @param api where the API is, with its stage
 */
record FlowSource(String name, EventType type, String table, String topicArn, int largest, URI api)
        implements KinesisSource {

    /** Each is applied in a transaction, which takes time on this machine. */
    private static final int EVENTS_PER_CLIENT_EVENT = 10;

    private static final int LEAST_EVENTS = 80;
    private static final int MOST_EVENTS = 10_000;

    @Override
    public Load send(Backend backend, int events, IntConsumer progress) {
        int count = Math.min(MOST_EVENTS, Math.max(LEAST_EVENTS, events / EVENTS_PER_CLIENT_EVENT));
        List<ClientEvent> all = EventMix.of(type, count);
        Notices notices = Notices.subscribe(backend, topicArn, type.name());
        Sendings sendings = send(backend, all, progress);
        List<Taken> taken = StreamContent.read(backend.clients().kinesis(), name);
        Set<String> invalid = all.stream()
                .filter(event -> !event.isValid())
                .map(ClientEvent::content)
                .collect(toSet());
        Expectations expected = Expectations.of(type, taken, invalid);
        Map<Position, Taken> byPosition = taken.stream().collect(toMap(Taken::position, identity()));
        return new Load(
                taken.stream().map(record -> sent(record, expected)).toList(),
                new ArchiveJudge(type, byPosition, expected),
                List.of(
                        findings -> AnswerAccount.account(sendings, taken),
                        findings -> TableAccount.account(
                                expected, TableContent.read(backend.clients().dynamoDb(), table), findings),
                        findings -> AlertAccount.account(expected.alerts(), notices.drain())));
    }

    private Sendings send(Backend backend, List<ClientEvent> events, IntConsumer progress) {
        Sendings sendings = new Sendings();
        ApiClient http = new ApiClient(api);
        EventClient client = new EventClient(http, type.name(), name, sendings);
        DirectProducer producer = new DirectProducer(backend.clients().kinesis(), name, sendings);
        BadRequest.all(type, largest).forEach(bad -> bad.send(http, sendings));
        int sent = 0;
        for (Traffic traffic : Traffic.of(events)) {
            if (traffic.way() == Way.DIRECT) {
                producer.send(traffic.events());
            } else if (traffic.way() == Way.BATCH) {
                client.sendBatch(traffic.events());
            } else {
                traffic.events().forEach(client::send);
            }
            sent += traffic.events().size();
            progress.accept(sent);
        }
        return sendings;
    }

    private static SentRecord sent(Taken record, Expectations expected) {
        DemoEvent event = new DemoEvent(expected.fate(record.position()).kind(), record.partitionKey(), record.data());
        return new SentRecord(event, record.position(), record.data());
    }
}
