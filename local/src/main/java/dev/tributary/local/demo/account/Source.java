package dev.tributary.local.demo.account;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import java.util.function.IntConsumer;

/** What a system's events go into. It knows them again in what is set aside and given up. */
public interface Source {

    /** The stream's or the table's name. */
    String name();

    /**
     * Sends events.
     *
     * @param events how many each system is sent
     * @param progress is told how many were sent so far
     * @return where each of them is now, and who judges what comes of it
     */
    Load send(Backend backend, int events, IntConsumer progress);

    /** Whether an event source's ARN is this one's. */
    boolean owns(String arn);

    /** Adds a record of an event of Lambda's, which was given up. */
    void giveUp(JsonNode record, Findings findings);

    /** The bytes of the event that a dead letter's payload holds. */
    byte[] content(byte[] payload);
}
