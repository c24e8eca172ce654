package dev.tributary.batch;

/** The answer to a batch of several records would be larger than its caller takes; in smaller batches it is not. */
public final class AnswerTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AnswerTooLargeException(int records, long bytes, AnswerLimit limit) {
        super("answer: " + bytes + " bytes with the first " + records + " of its records " + limit);
    }
}
