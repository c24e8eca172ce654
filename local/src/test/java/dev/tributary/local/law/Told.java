package dev.tributary.local.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.record.RecordId;
import dev.tributary.testing.FakeSns;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;

/**
 * Reads what subscribers are told, and checks that it is in order, and only of records whose attempt succeeded: some may be
 * told of before the attempt that counts, none that the function never had an output of.
 */
final class Told {

    private final FakeSns sns;
    private final Luck luck;
    private final Set<RecordId> found = new HashSet<>();
    /** One of so many records is told of. */
    private final int oneOf;

    private int messagesRead;
    private int callsRead;

    Told(FakeSns sns, Luck luck) {
        this.sns = sns;
        this.luck = luck;
        this.oneOf = luck.oneOf(1, 2, 7);
    }

    /** Whether subscribers are to be told of this record if it is written. */
    boolean isWanted(RecordId id) {
        return (Integer.parseInt(id.sequence()) + id.subSequence()) % oneOf == 0;
    }

    /** Of which records subscribers were told so far. */
    Set<RecordId> records() {
        return found;
    }

    /**
     * Reads what one attempt told.
     *
     * @param fates what the attempt made of each record that it took up
     */
    void read(Map<RecordId, Fate> fates) {
        List<FakeSns.Message> messages = sns.messages();
        for (FakeSns.Message message : messages.subList(messagesRead, messages.size())) {
            RecordId id = RecordId.parse(message.attributes().getOrDefault("recordId", ""));
            assertThat(message.message()).isEqualTo("written: " + id);
            assertThat(fates.get(id)).as("fate of %s, which was told of", id).isEqualTo(Fate.WRITTEN);
            assertThat(isWanted(id)).as("%s is to be told of", id).isTrue();
            luck.saw(found.add(id) ? Event.NOTIFICATION : Event.REPEATED_NOTIFICATION);
        }
        messagesRead = messages.size();
        checkOrder(sns.calls());
    }

    /** Within an attempt a call may hold entries of the one before again, and nothing from before those. */
    private void checkOrder(List<PublishBatchRequest> calls) {
        RecordId before = null;
        for (PublishBatchRequest call : calls.subList(callsRead, calls.size())) {
            List<RecordId> ids = call.publishBatchRequestEntries().stream()
                    .map(entry -> RecordId.parse(FakeSns.attribute(entry, "recordId")))
                    .toList();
            assertThat(ids).doesNotHaveDuplicates().isSortedAccordingTo(Lake.IN_ORDER);
            if (before != null) {
                assertThat(List.of(before, ids.get(0))).isSortedAccordingTo(Lake.IN_ORDER);
            }
            before = ids.get(0);
        }
        callsRead = calls.size();
    }
}
