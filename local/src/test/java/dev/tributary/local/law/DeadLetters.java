package dev.tributary.local.law;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.record.RecordId;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeSqs;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the dead-letter queue, and checks that each letter still has its record's bytes. */
final class DeadLetters {

    static final String BUCKET = "dead";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeSqs sqs;
    private final FakeS3 s3;
    private final Luck luck;
    private final Sent sent;
    private final Set<RecordId> found = new HashSet<>();
    private final Set<String> whole = new HashSet<>();
    private int read;

    DeadLetters(FakeSqs sqs, FakeS3 s3, Luck luck, Sent sent) {
        this.sqs = sqs;
        this.s3 = s3;
        this.luck = luck;
        this.sent = sent;
    }

    /** The records that are in the queue by now. */
    Set<RecordId> records() {
        read();
        return found;
    }

    /** Sequence numbers of the stream's records that are in the queue by now as they came, too large for an answer. */
    Set<String> whole() {
        read();
        return whole;
    }

    private void read() {
        List<FakeSqs.Message> messages = sqs.messages();
        while (read < messages.size()) {
            check(messages.get(read));
            read++;
        }
    }

    private void check(FakeSqs.Message message) {
        JsonNode letter;
        try {
            letter = JSON.readTree(message.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(message.body(), e);
        }
        RecordId id = RecordId.parse(letter.path("id").textValue());
        assertThat(message.attributes()).containsEntry("recordId", id.toString());
        String reason = letter.path("reason").textValue();
        if (reason.equals("ANSWER_TOO_LARGE")) {
            assertThat(id.subSequence()).as("place of %s", id).isZero();
            assertThat(payloadOf(letter)).as("payload of %s", id).isEqualTo(sent.record(id.sequence()));
            whole.add(id.sequence());
            return;
        }
        Kind kind = sent.kind(id);
        boolean damaged = kind == Kind.DAMAGED_AGGREGATE;
        assertThat(reason.equals("CORRUPT_AGGREGATE"))
                .as("%s is set aside as a damaged aggregate", id)
                .isEqualTo(damaged);
        assertThat(kind.mayBeRejected()).as("dead letter of %s", id).isTrue();
        assertThat(payloadOf(letter)).as("payload of %s", id).isEqualTo(sent.payload(id));
        luck.saw(damaged ? Event.DAMAGED_AGGREGATE_SET_ASIDE : Event.DEAD_LETTER);
        found.add(id);
    }

    private byte[] payloadOf(JsonNode letter) {
        if (letter.has("payload")) {
            return Base64.getDecoder().decode(letter.path("payload").textValue());
        }
        luck.saw(Event.CLAIM_CHECK);
        String key = letter.path("payloadRef").textValue().substring(("s3://" + BUCKET + "/").length());
        return s3.object(BUCKET, key).bytes();
    }
}
