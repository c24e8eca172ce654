package dev.tributary.local.law;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import dev.tributary.batch.BatchReport.StopReason;
import dev.tributary.lambda.KinesisRecords;
import dev.tributary.lambda.NothingCommittedException;
import dev.tributary.lambda.StreamFunction;
import dev.tributary.local.source.FunctionInvoker;
import dev.tributary.local.source.InvocationResult;
import dev.tributary.record.Aggregate;
import dev.tributary.record.SourceRecord;
import dev.tributary.testing.Crash;
import dev.tributary.testing.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Invokes the function as Lambda does, which may kill it or lose its answer, and holds it to every answer. */
final class LawFunction implements FunctionInvoker {

    private static final PojoSerializer<KinesisEvent> EVENT =
            LambdaEventSerializers.serializerFor(KinesisEvent.class, LawFunction.class.getClassLoader());
    private static final PojoSerializer<StreamsEventResponse> ANSWER =
            JacksonFactory.getInstance().getSerializer(StreamsEventResponse.class);
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int MOST_INVOCATIONS = 3_000;

    private final StreamFunction function;
    private final ScriptedProcessor processor;
    private final Misfortunes misfortunes;
    private final Ledger ledger;
    private final Luck luck;
    private final ManualClock clock;
    private final Set<String> heldBack = new HashSet<>();
    private int invocations;

    LawFunction(
            StreamFunction function,
            ScriptedProcessor processor,
            Misfortunes misfortunes,
            Ledger ledger,
            Luck luck,
            ManualClock clock) {
        this.function = function;
        this.processor = processor;
        this.misfortunes = misfortunes;
        this.ledger = ledger;
        this.luck = luck;
        this.clock = clock;
    }

    @Override
    public InvocationResult invoke(byte[] eventJson) {
        assertThat(++invocations).as("invocations of a run").isLessThan(MOST_INVOCATIONS);
        List<SourceRecord> records = KinesisRecords.from(EVENT.fromJson(new ByteArrayInputStream(eventJson)));
        misfortunes.landSome();
        Instant end = clock.instant().plusMillis(TIMEOUT_MILLIS);
        misfortunes.killAt(end);
        processor.begin();
        try {
            if (luck.strikes(5)) {
                throw new Crash("before it began");
            }
            StreamsEventResponse answer =
                    function.handle(() -> records, new FunctionContext("request-" + invocations, TIMEOUT_MILLIS));
            return heard(records, answer, luck.strikes(3) || clock.instant().isAfter(end));
        } catch (NothingCommittedException e) {
            luck.saw(Event.NOTHING_COMMITTED);
            if (String.valueOf(e.getMessage()).contains(StopReason.REJECT_BREAKER_OPEN.name())) {
                luck.saw(Event.HELD_BACK_BY_THE_BREAKER);
                heldBack.add(records.get(0).id().sequence());
            }
            return failed(e);
        } catch (Crash e) {
            luck.saw(Event.KILLED);
            return failed(e);
        } catch (RuntimeException e) {
            throw new AssertionError("the function broke", e);
        } finally {
            ledger.attempted(processor.fates());
        }
    }

    private InvocationResult heard(List<SourceRecord> records, StreamsEventResponse answer, boolean lost) {
        List<String> sequences =
                records.stream().map(record -> record.id().sequence()).toList();
        int committed = committed(sequences, answer);
        if (committed < records.size() && Aggregate.is(records.get(committed))) {
            luck.saw(Event.AGGREGATE_HANDED_BACK);
        }
        ledger.answered(sequences.subList(0, committed), processor.fates(), !lost);
        if (lost) {
            luck.saw(Event.ANSWER_LOST);
            return failed(new Crash("before its answer arrived"));
        }
        if (heldBack.removeAll(sequences.subList(0, committed))) {
            luck.saw(Event.LET_THROUGH_BY_THE_BREAKER);
        }
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        ANSWER.toJson(answer, json);
        return new InvocationResult.Answered(json.toByteArray());
    }

    /** How many records, from the first on, the answer takes for done. */
    private int committed(List<String> sequences, StreamsEventResponse answer) {
        if (answer.getBatchItemFailures().isEmpty()) {
            return sequences.size();
        }
        assertThat(answer.getBatchItemFailures()).as("what is handed back").hasSize(1);
        luck.saw(Event.PARTIAL_ANSWER);
        String first = answer.getBatchItemFailures().get(0).getItemIdentifier();
        assertThat(sequences.indexOf(first))
                .as("place of %s in %s", first, sequences)
                .isPositive();
        return sequences.indexOf(first);
    }

    private static InvocationResult failed(Throwable failure) {
        return new InvocationResult.Failed(failure.getClass().getName(), String.valueOf(failure.getMessage()));
    }
}
