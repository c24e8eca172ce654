package dev.tributary.local.law;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.batch.AnswerTooLargeException;
import dev.tributary.batch.BatchReport.StopReason;
import dev.tributary.lambda.NothingCommittedException;
import dev.tributary.lambda.PipeFunction;
import dev.tributary.local.source.FunctionInvoker;
import dev.tributary.local.source.InvocationResult;
import dev.tributary.record.RecordId;
import dev.tributary.testing.Crash;
import dev.tributary.testing.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Invokes the enrichment as a pipe does; it may be killed or its answer lost; and holds it to every answer. */
final class PipeLawFunction implements FunctionInvoker {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int MOST_INVOCATIONS = 3_000;

    private final PipeFunction function;
    private final ScriptedProcessor processor;
    private final Misfortunes misfortunes;
    private final PipeLedger ledger;
    private final Luck luck;
    private final ManualClock clock;
    private final Set<String> heldBack = new HashSet<>();
    private int invocations;

    PipeLawFunction(
            PipeFunction function,
            ScriptedProcessor processor,
            Misfortunes misfortunes,
            PipeLedger ledger,
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
    public InvocationResult invoke(byte[] event) {
        assertThat(++invocations).as("invocations of a run").isLessThan(MOST_INVOCATIONS);
        List<String> sequences = sequences(event);
        Instant end = clock.instant().plusMillis(TIMEOUT_MILLIS);
        misfortunes.killAt(end);
        processor.begin();
        try {
            if (luck.strikes(5)) {
                throw new Crash("before it began");
            }
            byte[] answer = answer(event);
            ledger.answered(sequences, processor.fates(), lines(answer));
            if (luck.strikes(3) || clock.instant().isAfter(end)) {
                luck.saw(Event.ANSWER_LOST);
                return failed(new Crash("before its answer arrived"));
            }
            if (heldBack.removeAll(sequences)) {
                luck.saw(Event.LET_THROUGH_BY_THE_BREAKER);
            }
            return new InvocationResult.Answered(answer);
        } catch (AnswerTooLargeException e) {
            assertThat(sequences).as("what a pipe can split").hasSizeGreaterThan(1);
            luck.saw(Event.ANSWER_TOO_LARGE);
            return failed(e);
        } catch (NothingCommittedException e) {
            luck.saw(Event.NOTHING_COMMITTED);
            if (String.valueOf(e.getMessage()).contains(StopReason.REJECT_BREAKER_OPEN.name())) {
                luck.saw(Event.HELD_BACK_BY_THE_BREAKER);
                heldBack.add(sequences.get(0));
            }
            return failed(e);
        } catch (Crash e) {
            luck.saw(Event.KILLED);
            return failed(e);
        } catch (RuntimeException e) {
            throw new AssertionError("the function broke", e);
        }
    }

    private byte[] answer(byte[] event) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            function.handle(
                    new ByteArrayInputStream(event),
                    answer,
                    new FunctionContext("request-" + invocations, TIMEOUT_MILLIS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.toByteArray();
    }

    /** The sequence numbers of a pipe's event. */
    static List<String> sequences(byte[] event) {
        return read(event).findValuesAsText("sequenceNumber");
    }

    /** The records that the elements of an answer are of. */
    static List<RecordId> lines(byte[] answer) {
        List<RecordId> lines = new ArrayList<>();
        read(answer)
                .forEach(line -> lines.add(RecordId.parse(line.path("recordId").textValue())));
        return lines;
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InvocationResult failed(Throwable failure) {
        return new InvocationResult.Failed(failure.getClass().getName(), String.valueOf(failure.getMessage()));
    }
}
