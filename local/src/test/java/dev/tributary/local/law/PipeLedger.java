package dev.tributary.local.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.batch.AnswerLimit;
import dev.tributary.record.RecordId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was sent and what became of it, as the pipe knows it, against what is in the lake and in the dead-letter queue. The
 * promise: a record that the pipe holds for done is in the lake at least once, always under the same id, or is dead-lettered
 * with its bytes, or was skipped, by the outcome of the attempt that the pipe passed on; alone or in its aggregate as it came,
 * if that fits into no answer. Each answer has all lines of its batch, in order, and its dead letters are durable by then.
 */
final class PipeLedger {

    private final Sent sent;
    private final DeadLetters deadLetters;
    private final AnswerLimit limit;
    private final Luck luck;
    private final Set<RecordId> passedOn = new HashSet<>();
    private final Set<String> settled = new HashSet<>();
    private final Set<String> givenUp = new HashSet<>();

    PipeLedger(Sent sent, DeadLetters deadLetters, AnswerLimit limit, Luck luck) {
        this.sent = sent;
        this.deadLetters = deadLetters;
        this.limit = limit;
        this.luck = luck;
    }

    /** The function answers these lines, though perhaps to nobody. */
    void answered(List<String> sequences, Map<RecordId, Fate> fates, List<RecordId> lines) {
        if (sequences.size() == 1 && lines.isEmpty() && deadLetters.whole().contains(sequences.get(0))) {
            checkTooLarge(sequences.get(0));
            return;
        }
        List<RecordId> written = new ArrayList<>();
        for (String sequence : sequences) {
            for (RecordId id : sent.under(sequence)) {
                Fate fate = sent.kind(id) == Kind.DAMAGED_AGGREGATE ? Fate.REJECTED : fates.get(id);
                assertThat(fate).as("outcome of %s, which is answered for", id).isNotNull();
                if (fate == Fate.WRITTEN) {
                    written.add(id);
                } else if (fate == Fate.REJECTED) {
                    assertThat(deadLetters.records()).as("dead letters").contains(id);
                }
            }
        }
        assertThat(lines).as("lines of the answer").isEqualTo(written);
        assertThat(fits(lines)).as("%s fit into an answer", lines).isTrue();
    }

    /** The pipe has put an answer of these lines to its target. */
    void passedOn(List<String> sequences, List<RecordId> lines) {
        passedOn.addAll(lines);
        sequences.forEach(sequence -> assertThat(settled.add(sequence))
                .as("%s is done once", sequence)
                .isTrue());
    }

    /** The pipe gives up what came under this sequence number, and says so. */
    void givenUp(String sequence) {
        assertThat(givenUp.add(sequence)).as("%s is given up once", sequence).isTrue();
        luck.saw(Event.GIVEN_UP);
    }

    /** What must hold when everything is over, with all lines of the lake. */
    void close(List<RecordId> lake) {
        for (RecordId id : sent.ids()) {
            assertThat(settled.contains(id.sequence()))
                    .as("%s is either done or given up", id)
                    .isNotEqualTo(givenUp.contains(id.sequence()));
        }
        Set<RecordId> written = new HashSet<>(lake);
        assertThat(written).as("the lake").containsAll(passedOn);
        assertThat(written).as("the lake").allMatch(id -> sent.kind(id).mayBeWritten());
        if (written.size() < lake.size()) {
            luck.saw(Event.REPEATED_LINE);
        }
    }

    private void checkTooLarge(String sequence) {
        List<RecordId> most = sent.under(sequence).stream()
                .filter(id -> sent.kind(id).mayBeWritten())
                .toList();
        assertThat(fits(most)).as("%s fits into an answer", sequence).isFalse();
        luck.saw(Event.SET_ASIDE_WHOLE);
    }

    private boolean fits(List<RecordId> lines) {
        int bytes = 1;
        for (RecordId id : lines) {
            bytes += ScriptedProcessor.line(id).length + 1;
        }
        return lines.size() <= limit.records() && bytes <= Math.max(limit.bytes(), 2);
    }
}
