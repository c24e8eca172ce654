package dev.tributary.scenarios;

import static dev.tributary.scenarios.Changes.dms;
import static dev.tributary.scenarios.Changes.employee;
import static dev.tributary.scenarios.IngestionScenarios.payment;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.fault.FaultPlan;
import dev.tributary.local.redrive.Attempt;
import dev.tributary.local.redrive.Attempt.Status;
import dev.tributary.local.redrive.Redrive;
import dev.tributary.local.redrive.RedriveOptions;
import dev.tributary.local.redrive.RedriveResult;
import dev.tributary.local.redrive.RedriveTarget;
import dev.tributary.local.up.CommandFailedException;
import dev.tributary.scenarios.Event.Sent;
import dev.tributary.scenarios.Found.LakeObject;
import dev.tributary.scenarios.Found.Letter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What was set aside or given up, sent back once its cause is mended. */
abstract class RedriveScenarios extends Scenarios {

    private static final Map<String, String> NOTHING_ELSE = Map.of();

    /** With which the larger ones of these events are set aside, and those with which none is. */
    private static final Map<String, String> SMALL = Map.of("MaxEventBytes", "1024");

    private static final Map<String, String> MENDED = Map.of("MAX_EVENT_BYTES", "4194304");

    RedriveScenarios(Backend backend) {
        super(backend);
    }

    /** The first of them was the first of its batch, too: the batch's object has the lines of the others, under a key of its id. */
    @Test
    void shouldWriteWhatNewSettingsTakeAndLeaveTheObjectsOfTheirBatches() throws Exception {
        Deployed system = small(4);
        List<Sent> sent =
                system.send(List.of(large(0), Flow.USER_EVENTS.event(1), large(2), Flow.USER_EVENTS.event(3)));
        system.run();
        List<LakeObject> before = system.found().lake();

        RedriveResult result = redrive(system, MENDED);

        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertThat(result.attempts())
                .extracting(Attempt::id)
                .containsExactly(sent.get(0).recordId(), sent.get(2).recordId());
        assertThat(system.found().writtenIds()).containsExactlyInAnyOrderElementsOf(ids(sent));
        assertThat(system.found().lake())
                .extracting(LakeObject::text)
                .containsAll(before.stream().map(LakeObject::text).toList());
        assertThat(system.found().lines())
                .allMatch(line -> line.at("/enrichment/status").asText().equals("enriched"));
        assertNothingIsLeft(system);
    }

    @Test
    void shouldChangeNothingWhenARecordThatIsWrittenComesBackAgain() throws Exception {
        Deployed system = small(2);
        system.send(List.of(large(0), Flow.USER_EVENTS.event(1)));
        system.run();
        List<String> letters = system.found().messages(queue(system)).stream()
                .map(message -> message.body())
                .toList();
        letters.forEach(letter -> sendTo(queue(system), letter));
        redrive(system, MENDED);
        Map<String, String> before = texts(system);
        letters.forEach(letter -> sendTo(queue(system), letter));

        RedriveResult again = redrive(system, MENDED);

        // The letter that was read above shows up again by itself, sooner or later.
        assertThat(again.attempts()).isNotEmpty().allMatch(one -> one.status() == Status.THROUGH);
        assertThat(texts(system)).isEqualTo(before);
        assertThat(system.found().writtenIds()).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void shouldLeaveWhatIsStillWrongInANewLetterAndNotTakeThatUpAgain() throws Exception {
        Deployed system = small(3);
        Event bad = Event.of("user123", "not JSON" + " ".repeat(2_000));
        List<Sent> sent = system.send(List.of(bad, large(1), Flow.USER_EVENTS.event(2)));
        system.run();

        RedriveResult result = redrive(system, MENDED);

        assertThat(result.isComplete()).isFalse();
        assertThat(result.attempts()).hasSize(2);
        assertThat(result.attempts())
                .filteredOn(one -> one.status() == Status.SET_ASIDE_AGAIN)
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.id()).isEqualTo(sent.get(0).recordId());
                    assertThat(one.reason()).isEqualTo("OVERSIZED");
                    assertThat(one.whyReason()).isEqualTo("MALFORMED_JSON");
                });
        assertThat(system.found().deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.recordId()).isEqualTo(sent.get(0).recordId());
            assertThat(letter.reason()).isEqualTo("MALFORMED_JSON");
            assertThat(letter.payload()).isEqualTo(bad.bytes());
        });
    }

    @Test
    void shouldKeepTheIdsOfRecordsThatCamePacked() throws Exception {
        Deployed system = small(1);
        List<Sent> sent = system.send(List.of(Event.aggregate(List.of(large(0), Flow.USER_EVENTS.event(1), large(2)))));
        system.run();

        RedriveResult result = redrive(system, MENDED);

        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertThat(system.found().writtenIds())
                .containsExactlyInAnyOrder(
                        sent.get(0).recordId(0),
                        sent.get(0).recordId(1),
                        sent.get(0).recordId(2));
        assertNothingIsLeft(system);
    }

    @Test
    void shouldWriteTheBatchesThatLambdaGaveUpWithoutTheirTable() throws Exception {
        Deployed system = system(Flow.USER_EVENTS, Flow.USER_EVENTS.batchesOf(3, 1));
        List<Sent> sent = system.send(
                Stream.of(0, 1, 2, 3, 4, 5).map(Flow.USER_EVENTS::event).toList());
        deleteTable(system);
        system.run();
        assertThat(redrive(system, NOTHING_ELSE).attempts())
                .as("while the table is missing")
                .isNotEmpty()
                .allMatch(one -> one.status() != Status.THROUGH);
        system.provision();

        RedriveResult result = redrive(system, NOTHING_ELSE);

        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertThat(system.found().writtenIds()).containsExactlyInAnyOrderElementsOf(ids(sent));
        assertThat(system.found().givenUp()).isEmpty();
    }

    @Test
    void shouldWriteTheChangesThatLambdaGaveUpWithoutTheirTopic() throws Exception {
        Map<String, String> parameters = new HashMap<>(AuditedTable.batchesOf(3));
        parameters.put("AuditMaximumRetryAttempts", "1");
        AuditedTable table = new AuditedTable(backend(), system(AuditedTable.PARTS, Deployed.TEMPLATE, parameters));
        table.deleteTopic();
        for (int number = 0; number < 3; number++) {
            table.set("user", "number", fromN(Integer.toString(number)));
        }
        table.system().run();
        table.system().provision();

        RedriveResult result = redrive(table.system(), NOTHING_ELSE);

        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertThat(table.lines())
                .extracting(line -> line.at("/newImage/number").asInt())
                .containsExactly(0, 1, 2);
        assertThat(table.system().found().givenUp()).isEmpty();
    }

    @Test
    void shouldFetchPayloadsFromS3AndKeepTheMessagesOfThoseThatAreGone() throws Exception {
        Deployed system = system(Flow.USER_EVENTS, Flow.USER_EVENTS.batchesOf(2));
        List<Sent> sent = system.send(List.of(huge(0), huge(1)));
        system.run();
        List<String> keys = payloadKeys(system);
        assertThat(keys).hasSize(2);
        String gone = keys.stream()
                .filter(key -> key.endsWith(sent.get(1).recordId()))
                .findFirst()
                .orElseThrow();
        backend().clients().s3().deleteObject(call -> call.bucket(system.variable("DEAD_LETTER_BUCKET"))
                .key(gone));

        RedriveResult result = redrive(system, MENDED);

        assertThat(system.found().writtenIds()).containsExactly(sent.get(0).recordId());
        assertThat(result.attempts())
                .filteredOn(one -> one.status() == Status.FAILED)
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.whyReason()).isEqualTo("PAYLOAD_GONE");
                    assertThat(one.why()).contains(gone).contains("(expected: ");
                });
        assertThat(system.found().messages(queue(system))).singleElement().satisfies(message -> assertThat(
                        message.body())
                .contains(sent.get(1).recordId()));
    }

    /** Behind the second record, before anything is told of it. */
    @Test
    void shouldFinishWhatAKilledRedriveBegan() throws Exception {
        Deployed system = small(6);
        List<Sent> sent = system.send(
                Stream.of(0, 1, 2, 3, 4, 5).map(RedriveScenarios::large).toList());
        system.run();
        Redrive killed = system.failures(MENDED).redrive(RedriveOptions.ALL, behind -> {
            if (behind.soFar().attempts().size() == 2) {
                throw new Killed();
            }
        });
        assertThatThrownBy(killed::run).isInstanceOf(Killed.class);
        assertThat(system.found().writtenIds()).hasSize(2);

        RedriveResult result = redrive(system, MENDED);

        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertThat(result.attempts()).hasSize(4);
        assertThat(system.found().writtenIds()).containsExactlyInAnyOrderElementsOf(ids(sent));
        assertNothingIsLeft(system);
    }

    @Test
    void shouldLeaveEveryRecordThroughOrThereWhenItIsStopped() throws Exception {
        Deployed system = small(4);
        List<Sent> sent =
                system.send(Stream.of(0, 1, 2, 3).map(RedriveScenarios::large).toList());
        system.run();
        List<Redrive> running = new ArrayList<>();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            List<Future<RedriveResult>> stopped = new ArrayList<>();
            running.add(system.failures(MENDED).redrive(RedriveOptions.ALL, behind -> {
                if (stopped.isEmpty()) {
                    stopped.add(other.submit(() -> running.get(0).stop()));
                    Deployed.await("the stop is asked for", () -> behind.isStopping());
                }
            }));

            RedriveResult result = running.get(0).run();

            assertThat(result.isInterrupted()).isTrue();
            assertThat(result.attempts()).singleElement().satisfies(one -> assertThat(one.status())
                    .isEqualTo(Status.THROUGH));
            assertThat(stopped.get(0).get().attempts()).isEqualTo(result.attempts());
        } finally {
            other.shutdownNow();
        }
        assertThat(system.found().writtenIds()).hasSize(1);
        assertThat(redrive(system, MENDED).isComplete()).isTrue();
        assertThat(system.found().writtenIds()).containsExactlyInAnyOrderElementsOf(ids(sent));
    }

    @Test
    void shouldSendEachRecordBackOnceWhenTwoRedrivesRunAtOnce() throws Exception {
        Deployed system = small(30);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            events.add(large(i));
        }
        List<Sent> sent = system.send(events);
        system.run();
        ExecutorService both = Executors.newFixedThreadPool(2);
        List<Attempt> attempts = new ArrayList<>();
        try {
            List<Future<RedriveResult>> results =
                    List.of(both.submit(() -> redrive(system, MENDED)), both.submit(() -> redrive(system, MENDED)));
            for (Future<RedriveResult> result : results) {
                assertThat(result.get().isComplete())
                        .as(result.get().toString())
                        .isTrue();
                attempts.addAll(result.get().attempts());
            }
        } finally {
            both.shutdownNow();
        }

        assertThat(attempts).extracting(Attempt::id).containsExactlyInAnyOrderElementsOf(ids(sent));
        assertThat(system.found().writtenIds()).containsExactlyInAnyOrderElementsOf(ids(sent));
        assertNothingIsLeft(system);
    }

    /** S3 hides nothing, so both may invoke with the same batch; an attempt that gives way to a later one leaves its object. */
    @Test
    void shouldWriteGivenUpBatchesOnceWhenTwoRedrivesRunAtOnce() throws Exception {
        Deployed system = system(Flow.USER_EVENTS, Flow.USER_EVENTS.batchesOf(2, 1));
        List<Sent> sent = system.send(
                Stream.of(0, 1, 2, 3, 4, 5).map(Flow.USER_EVENTS::event).toList());
        deleteTable(system);
        system.run();
        system.provision();
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            for (Future<RedriveResult> result : List.of(
                    both.submit(() -> redrive(system, NOTHING_ELSE)),
                    both.submit(() -> redrive(system, NOTHING_ELSE)))) {
                assertThat(result.get().problem()).isEmpty();
            }
        } finally {
            both.shutdownNow();
        }
        redrive(system, NOTHING_ELSE);

        assertThat(system.found().writtenIds()).containsExactlyInAnyOrderElementsOf(ids(sent));
        assertThat(system.found().givenUp()).isEmpty();
    }

    @Test
    void shouldApplyAPaymentOnceHoweverOftenItComesBack() throws Exception {
        Ingestion payments = new Ingestion(
                backend(),
                system(
                        Ingestion.parts("PaymentsFlow"),
                        Deployed.TEMPLATE,
                        Map.of(
                                "DeployEnrichment", "false",
                                "DeployPipes", "false",
                                "DeployAudit", "false",
                                "DeployChangeData", "false")),
                FaultPlan.none());
        Event large = Event.of("payment-1", payment("captured", "100.00", "c-1") + " ".repeat(300_000));
        List<Sent> sent = payments.system().send(List.of(large));
        payments.system().run();
        assertThat(payments.archive()).isEmpty();
        List<String> letters = payments.system().found().messages(queue(payments.system())).stream()
                .map(message -> message.body())
                .toList();
        assertThat(letters).hasSize(1);
        for (int times = 0; times < 3; times++) {
            sendTo(queue(payments.system()), letters.get(0));

            assertThat(redrive(payments.system(), MENDED).count(Status.THROUGH)).isEqualTo(1);
        }

        assertThat(payments.number("payment-1", "payment", "captured")).isEqualTo("100");
        assertThat(payments.archive())
                .extracting(Ingestion::recordId)
                .containsExactly(sent.get(0).recordId());
    }

    @Test
    void shouldCompleteRawObjectsAndTellWhichPiecesAreStillNone() throws Exception {
        ChangedTables tables = tables();
        tables.system().start();
        tables.put("object", dms(1, "insert", employee(1, "one")) + "{\"number\": 1}{\"number\": 2}");
        tables.system().awaitQuiet();
        Map<String, String> before = tables.digests();

        RedriveResult result = redrive(tables.system(), NOTHING_ELSE);

        assertThat(result.attempts()).hasSize(2).allMatch(one -> one.status() == Status.SET_ASIDE_AGAIN);
        assertThat(tables.digests()).isEqualTo(before);
        assertThat(tables.system().found().deadLetters())
                .extracting(Letter::recordId)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void shouldSendTheEventsBackThatLambdaGaveUp() throws Exception {
        ChangedTables tables = tables();
        tables.deleteDeadLetterQueue();
        tables.system().start();
        tables.put("object", dms(1, "insert", employee(1, "one")) + "{\"number\": 1}");
        tables.system().awaitQuiet();
        assertThat(tables.employees()).isEmpty();
        tables.system().provision();

        RedriveResult result = redrive(tables.system(), NOTHING_ELSE);

        assertThat(result.attempts()).singleElement().satisfies(one -> {
            assertThat(one.reason()).isEqualTo("RetriesExhausted");
            assertThat(one.status()).isEqualTo(Status.SET_ASIDE_AGAIN);
            assertThat(one.why()).contains("1 of its records");
        });
        assertThat(tables.employees()).isEqualTo(Map.of(1, "one"));
        assertThat(tables.failedEvents()).isEmpty();
        assertThat(tables.system().found().deadLetters()).hasSize(1);
    }

    @Test
    void shouldPutRecordsIntoTheirStreamWhereNothingElsePassesThemOn() throws Exception {
        Deployed system = system(Flow.PRODUCT_EVENTS, Flow.PRODUCT_EVENTS.batchesOf(1));
        List<Sent> sent = system.send(List.of(Event.of("PROD-001", "not JSON")));
        system.run();
        RedriveTarget target = system.failures(NOTHING_ELSE);
        assertThatThrownBy(() -> target.redrive(RedriveOptions.ALL, behind -> {}))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("--to-source");

        RedriveResult result = target.redrive(
                        new RedriveOptions(
                                Optional.empty(), Optional.of("MALFORMED_JSON"), Optional.empty(), 10, 100, true),
                        behind -> {})
                .run();
        system.awaitQuiet();

        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertThat(system.found().deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.payload()).isEqualTo("not JSON".getBytes(UTF_8));
            assertThat(letter.recordId()).isNotEqualTo(sent.get(0).recordId());
            assertThat(letter.envelope().at("/source/partitionKey").asText()).isEqualTo("PROD-001");
        });
    }

    /** Of a process that is gone. */
    private static final class Killed extends Error {

        private static final long serialVersionUID = 1L;
    }

    private static RedriveResult redrive(Deployed system, Map<String, String> mended) throws InterruptedException {
        return system.failures(mended).redrive(RedriveOptions.ALL, behind -> {}).run();
    }

    /** User events in batches of so many, with large ones set aside. */
    private Deployed small(int batch) {
        Map<String, String> parameters = new HashMap<>(Flow.USER_EVENTS.batchesOf(batch));
        parameters.putAll(SMALL);
        return system(Flow.USER_EVENTS, parameters);
    }

    private ChangedTables tables() {
        return new ChangedTables(backend(), system(ChangedTables.PARTS, Deployed.TEMPLATE, ChangedTables.PARAMETERS));
    }

    private static Event large(int number) {
        return padded(number, 2_000);
    }

    /** More than a message holds. */
    private static Event huge(int number) {
        return padded(number, 400_000);
    }

    private static Event padded(int number, int bytes) {
        Event event = Flow.USER_EVENTS.event(number);
        return Event.of(event.partitionKey(), new String(event.bytes(), UTF_8) + " ".repeat(bytes));
    }

    private static List<String> ids(List<Sent> sent) {
        return sent.stream().map(Sent::recordId).toList();
    }

    private static String queue(Deployed system) {
        return system.variable("DEAD_LETTER_QUEUE_URL");
    }

    private void sendTo(String queue, String body) {
        backend().clients().sqs().sendMessage(call -> call.queueUrl(queue).messageBody(body));
    }

    private static Map<String, String> texts(Deployed system) {
        Map<String, String> texts = new HashMap<>();
        system.found().lake().forEach(object -> texts.put(object.key(), withoutAttempt(object)));
        return texts;
    }

    /** When and by which invocation a line was enriched differs. */
    private static String withoutAttempt(LakeObject object) {
        StringBuilder text = new StringBuilder();
        for (JsonNode line : object.lines()) {
            text.append(line.toString().replaceAll("\"(enrichedAt|requestId)\":\"[^\"]*\"", ""))
                    .append('\n');
        }
        return text.toString();
    }

    private List<String> payloadKeys(Deployed system) {
        return backend()
                .clients()
                .s3()
                .listObjectsV2(call ->
                        call.bucket(system.variable("DEAD_LETTER_BUCKET")).prefix("dead-letters/"))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    private static void assertNothingIsLeft(Deployed system) {
        assertThat(system.found().deadLetters()).isEmpty();
    }
}
