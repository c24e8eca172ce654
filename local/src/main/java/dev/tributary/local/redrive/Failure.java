package dev.tributary.local.redrive;

import dev.tributary.record.ObjectVersion;
import dev.tributary.record.RecordId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** What did not go through the first time, as the document tells of it in which it is kept. */
sealed interface Failure {

    /** What Lambda's own documents are told apart by, in the place of a step of ours. */
    String LAMBDA = "lambda";

    /**
     * As a source delivers: oldest sequence number first, stream by stream, so that records of a partition key stay in order. What has
     * no sequence number comes by the time at which it failed.
     */
    Comparator<Failure> ORDER = Comparator.comparing(Failure::source)
            .thenComparing(Failure::sequence)
            .thenComparingInt(Failure::subSequence)
            .thenComparing(Failure::at);

    /** What a person names it by. */
    String id();

    /** The physical name of the function. */
    String function();

    String stage();

    String reason();

    String message();

    /** The invocation that failed last. */
    String requestId();

    /** When it was set aside or given up. */
    Instant at();

    /** The ARN of the stream, table or bucket that it came from; empty if the document does not say. */
    String source();

    default BigInteger sequence() {
        return BigInteger.ZERO;
    }

    default int subSequence() {
        return 0;
    }

    /** What the envelope and Lambda's documents have in common. */
    record Head(
            String id, String function, String stage, String reason, String message, String requestId, Instant at) {}

    /** A failure that is described by its head. */
    sealed interface Described extends Failure {

        Head head();

        @Override
        default String id() {
            return head().id();
        }

        @Override
        default String function() {
            return head().function();
        }

        @Override
        default String stage() {
            return head().stage();
        }

        @Override
        default String reason() {
            return head().reason();
        }

        @Override
        default String message() {
            return head().message();
        }

        @Override
        default String requestId() {
            return head().requestId();
        }

        @Override
        default Instant at() {
            return head().at();
        }
    }

    /**
     * The original bytes of a dead letter.
     *
     * @param base64 the bytes, if the message holds them
     * @param reference where on S3 they are, if it does not
     * @param sha256 their digest, in hexadecimal digits
     */
    record Payload(Optional<String> base64, Optional<String> reference, String sha256) {}

    /**
     * A record of a stream or table that was set aside.
     *
     * @param type the service, as Lambda's events name it
     * @param source the ARN of the stream or table
     */
    record RecordLetter(
            Head head,
            RecordId recordId,
            String type,
            String source,
            String partitionKey,
            Instant arrival,
            Payload payload)
            implements Described {

        @Override
        public BigInteger sequence() {
            return new BigInteger(recordId.sequence());
        }

        @Override
        public int subSequence() {
            return recordId.subSequence();
        }
    }

    /** A piece of an object that was set aside. */
    record PieceLetter(Head head, ObjectVersion object, Instant arrival, Payload payload) implements Described {

        @Override
        public String source() {
            return object.uri();
        }
    }

    /**
     * A batch of a stream or table that Lambda gave up.
     *
     * @param sequence the first record's
     * @param event what the function was invoked with
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record GivenUpBatch(Head head, String source, BigInteger sequence, int records, byte[] event)
            implements Described {}

    /**
     * An event of an asynchronous invocation that Lambda gave up.
     *
     * @param event what the function was invoked with
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record GivenUpEvent(Head head, byte[] event) implements Described {

        @Override
        public String source() {
            return "";
        }
    }

    /** A document that holds nothing to send back; its message says why. */
    record Unreadable(Head head) implements Described {

        Unreadable(String id, String problem) {
            this(new Head(id, "", "", "UNREADABLE", problem, "", Instant.EPOCH));
        }

        @Override
        public String source() {
            return "";
        }
    }
}
