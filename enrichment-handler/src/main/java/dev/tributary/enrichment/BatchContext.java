package dev.tributary.enrichment;

import dev.tributary.reference.Answer;
import dev.tributary.reference.Join;
import dev.tributary.reference.ReferenceKey;
import java.util.List;
import java.util.Map;

/**
 * What the events of a batch share: what was looked up for them, and how it is put into them.
 *
 * @param answers one for each key that an event holds
 * @param joins one for each source, in their order
 * @param marker writes what was found into the events
 */
record BatchContext(Map<ReferenceKey, Answer> answers, List<Join> joins, Marker marker) {

    Answer answer(ReferenceKey key) {
        Answer answer = answers.get(key);
        if (answer == null) {
            throw new IllegalStateException("a key that was not looked up in table " + key.table());
        }
        return answer;
    }
}
