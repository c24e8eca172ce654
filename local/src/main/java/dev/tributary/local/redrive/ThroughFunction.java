package dev.tributary.local.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.aws.Invocation.Origin;
import dev.tributary.lambda.Redriven;
import dev.tributary.local.redrive.Failure.GivenUpBatch;
import dev.tributary.local.redrive.Failure.GivenUpEvent;
import dev.tributary.local.redrive.Failure.PieceLetter;
import dev.tributary.local.redrive.Failure.RecordLetter;
import dev.tributary.local.redrive.Failure.Unreadable;
import dev.tributary.local.redrive.Payloads.LostPayloadException;
import dev.tributary.local.redrive.RedriveFunction.Reply;
import dev.tributary.local.source.InvocationResult;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Through the function itself, with events made again: the records keep their ids, and no other reader of their stream sees them. */
final class ThroughFunction implements Route {

    private static final String UNEXPECTED = "UNEXPECTED_ANSWER";

    private final RedriveFunction function;
    private final Payloads payloads;

    ThroughFunction(RedriveFunction function, Payloads payloads) {
        this.function = function;
        this.payloads = payloads;
    }

    /**
     * What an answer says.
     *
     * @param setAside records that were set aside again
     * @param left what is not done, in words; empty if all of it is
     * @param rest the event to go on with, if the function can
     */
    private record Answer(int setAside, String left, Optional<byte[]> rest) {

        static Answer done(int setAside) {
            return new Answer(setAside, "", Optional.empty());
        }
    }

    @Override
    public Outcome send(Failure failure) {
        try {
            if (failure instanceof RecordLetter letter) {
                return invoke(Events.of(letter, payloads.of(letter.payload())), Origin.REDRIVEN_RECORD);
            }
            if (failure instanceof PieceLetter letter) {
                return invoke(Events.of(letter), Origin.REDRIVEN_BATCH);
            }
            if (failure instanceof GivenUpBatch batch) {
                return invoke(batch.event(), Origin.REDRIVEN_BATCH);
            }
            if (failure instanceof GivenUpEvent event) {
                return invoke(event.event(), Origin.REDRIVEN_BATCH);
            }
            return new Outcome.Failed("UNREADABLE", ((Unreadable) failure).message());
        } catch (LostPayloadException e) {
            return new Outcome.Failed(e.reason(), String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return new Outcome.Failed("UNREADABLE", String.valueOf(e.getMessage()));
        }
    }

    /** Invokes until all of the event is resolved, or no more of it gets done: of a batch the rest, as Lambda does. */
    private Outcome invoke(byte[] event, Origin origin) {
        Map<String, Integer> setAside = new HashMap<>();
        byte[] rest = event;
        while (true) {
            Reply reply = function.invoke(rest, origin);
            if (reply.result() instanceof InvocationResult.Failed failed) {
                return new Outcome.Failed("FUNCTION_FAILED", failed.errorType() + ": " + failed.message());
            }
            Optional<Answer> read = read(((InvocationResult.Answered) reply.result()).payload(), rest);
            if (read.isEmpty()) {
                return new Outcome.Failed(
                        UNEXPECTED,
                        "the answer is no partial batch response, and does not say what became of objects or of a run");
            }
            Answer answer = read.get();
            if (answer.setAside() > 0) {
                setAside.put(reply.requestId(), answer.setAside());
            }
            if (answer.left().isEmpty()) {
                return new Outcome.Resolved(setAside);
            }
            if (answer.rest().isEmpty() || Arrays.equals(answer.rest().get(), rest)) {
                return new Outcome.Failed("NOT_COMMITTED", answer.left());
            }
            rest = answer.rest().get();
        }
    }

    private static Optional<Answer> read(byte[] payload, byte[] event) {
        JsonNode answer;
        try {
            answer = FailureReader.JSON.readTree(payload);
        } catch (IOException e) {
            return Optional.empty();
        }
        JsonNode failures = answer.path("batchItemFailures");
        if (failures.isArray()) {
            return Optional.of(partialBatch(failures, event));
        }
        JsonNode objects = answer.path("objects");
        if (objects.isArray()) {
            int setAside = 0;
            for (JsonNode object : objects) {
                setAside += object.path("deadLettered").asInt();
            }
            return Optional.of(Answer.done(setAside));
        }
        return answer.path("complete").isBoolean() ? Optional.of(run(answer)) : Optional.empty();
    }

    private static Answer partialBatch(JsonNode failures, byte[] event) {
        int setAside = 0;
        Optional<String> firstUncommitted = Optional.empty();
        for (JsonNode failure : failures) {
            String identifier = failure.path("itemIdentifier").asText();
            OptionalInt told = Redriven.setAside(identifier);
            setAside += told.orElse(0);
            if (told.isEmpty()) {
                firstUncommitted = Optional.of(identifier);
            }
        }
        if (firstUncommitted.isEmpty()) {
            return Answer.done(setAside);
        }
        String from = firstUncommitted.get();
        return new Answer(setAside, "from sequence number " + from + " on; try again", Events.rest(event, from));
    }

    /** Of a run that a schedule or somebody began; what it set aside are failures of their own, and not of the event. */
    private static Answer run(JsonNode answer) {
        if (answer.path("complete").booleanValue()) {
            return Answer.done(0);
        }
        JsonNode next = answer.path("next");
        if (next.isObject()) {
            return new Answer(
                    0,
                    "its run ended before its end; try again",
                    Optional.of(next.toString().getBytes(UTF_8)));
        }
        return new Answer(
                0, answer.path("busy").asText("its run ended before its end") + "; try again", Optional.empty());
    }
}
