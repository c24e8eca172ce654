package dev.tributary.stream.apply;

import dev.tributary.batch.RejectedRecordException;
import dev.tributary.batch.UnexpectedError;
import dev.tributary.deadletter.Rejection;

/**
 * Faults of a processor on one event. Whatever they are, they would come again: a processor is a function of the event and its
 * items.
 */
final class ProcessorFault {

    private static final String STAGE = "process";

    private ProcessorFault() {}

    /** What it failed with. */
    static Rejection of(Throwable fault) {
        return UnexpectedError.rejection(STAGE, fault);
    }

    /**
     * Refuses what breaks the contract.
     *
     * @param problem what does, and what was expected; nothing of the event's own
     */
    static void unless(boolean held, EventProcessor processor, String problem) throws RejectedRecordException {
        if (!held) {
            throw new RejectedRecordException(
                    STAGE,
                    UnexpectedError.REASON,
                    "processor " + processor.getClass().getName() + ": " + problem);
        }
    }
}
