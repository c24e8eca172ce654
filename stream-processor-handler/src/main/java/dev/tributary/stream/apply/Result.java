package dev.tributary.stream.apply;

import dev.tributary.deadletter.Rejection;

/** What became of an event: exactly one of four. */
public sealed interface Result {

    /** It has taken effect, now or when its record was delivered before. */
    record Done(Effect.Recorded recorded) implements Result {}

    /** It changes nothing: the client sent the same event before, in another record. */
    record Repeated() implements Result {}

    /** It is wrong, or its processor has a fault; it changed nothing. */
    record Rejected(Rejection rejection) implements Result {}

    /** It was not, or perhaps not, applied, and is to be tried again. */
    record Unapplied(Exception cause) implements Result {}
}
