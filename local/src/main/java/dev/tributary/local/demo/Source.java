package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import java.util.List;
import java.util.function.IntConsumer;

/** What a system's events go into. It knows them again in what is set aside and given up. */
interface Source {

    /** The stream's or the table's name. */
    String name();

    /**
     * Sends events.
     *
     * @param events how many each system is sent
     * @param progress is told how many were sent so far
     * @return where each of them is now
     */
    List<SentRecord> send(Backend backend, int events, IntConsumer progress);

    /** Whether an event source's ARN is this one's. */
    boolean owns(String arn);

    /** Adds a record of an event of Lambda's, which was given up. */
    void giveUp(JsonNode record, Findings findings);

    /** The bytes of the event that a dead letter's payload holds. */
    byte[] content(byte[] payload);
}
