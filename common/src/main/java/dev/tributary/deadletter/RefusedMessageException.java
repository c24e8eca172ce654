package dev.tributary.deadletter;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;

/** SQS took a call and refused one of its messages until there was no time left to try again. */
public final class RefusedMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    RefusedMessageException(@Nullable BatchResultErrorEntry failure) {
        super("SQS refused a dead letter: " + (failure == null ? "no reason given" : failure.code()));
    }
}
