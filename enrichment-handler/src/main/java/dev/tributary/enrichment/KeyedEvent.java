package dev.tributary.enrichment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.reference.ReferenceKey;
import java.util.List;
import java.util.Optional;

/**
 * A decoded event, and the key that it holds for each source, in the sources' order.
 */
record KeyedEvent(ObjectNode event, List<Optional<ReferenceKey>> keys) {}
