package dev.tributary.enrichment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.batch.RejectedRecordException;

/**
 * What settings cannot say: a step of your own, run on each event after its reference data is joined and its derived
 * fields are computed. Implementations are found by {@link java.util.ServiceLoader}: name yours in
 * {@code META-INF/services/dev.tributary.enrichment.EventEnricher}. It runs in both functions, on the events of each. It must answer the same for the same event, and must
 * not call services: a call per record is what this library is there to avoid.
 */
public interface EventEnricher {

    /**
     * Changes the event in place; it is this call's own copy. A field {@code enrichment} is replaced afterwards: it tells what was
     * found.
     *
     * @throws RejectedRecordException to set the event aside, with a reason
     */
    void enrich(ObjectNode event) throws RejectedRecordException;
}
