package dev.tributary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.account.EventKind;
import dev.tributary.local.demo.account.ExactJson;
import dev.tributary.local.demo.account.SentRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

class ChangePlacesTest {

    private final ChangePlaces places = new ChangePlaces("table");

    @Test
    void shouldPlaceAnItemsChangesInTheirOrder() {
        places.add(record("ü", "e3", "0010"));
        places.add(record("a", "e1", "8"));
        places.add(record("ü", "e2", "0009"));

        assertThat(places.of(List.of(change(EventKind.INSERT, "ü"), change(EventKind.REMOVE, "ü"), insert("a"))))
                .extracting(sent -> sent.event().kind(), sent -> sent.position().toString(), SentRecord::lane)
                .containsExactly(
                        tuple(EventKind.INSERT, "table.e2.0009.0", "table"),
                        tuple(EventKind.REMOVE, "table.e3.0010.0", "table"),
                        tuple(EventKind.INSERT, "table.e1.8.0", "table"));
    }

    @Test
    void shouldSayThatAChangeIsNotInTheStream() {
        places.add(record("a", "e1", "8"));

        assertThatIllegalStateException()
                .isThrownBy(() -> places.of(List.of(insert("a"), insert("b"))))
                .withMessage("INSERT of {\"id\":{\"S\":\"b\"}}: not in the stream of table");
    }

    @Test
    void shouldSayThatTheStreamHoldsAChangeThatNobodyMade() {
        places.add(record("a", "e1", "8"));
        places.add(record("a", "e2", "9"));

        assertThatIllegalStateException()
                .isThrownBy(() -> places.of(List.of(insert("a"))))
                .withMessageStartingWith("table.e2.9.0 of ")
                .withMessageEndingWith(": in the stream, and was never made");
    }

    private static Record record(String id, String eventId, String sequence) {
        return Record.builder()
                .eventID(eventId)
                .dynamodb(change ->
                        change.keys(Map.of("id", AttributeValue.fromS(id))).sequenceNumber(sequence))
                .build();
    }

    private static Change insert(String id) {
        return change(EventKind.INSERT, id);
    }

    private static Change change(EventKind kind, String id) {
        JsonNode keys = ExactJson.parse("{\"id\":{\"S\":\"" + id + "\"}}");
        return new Change(kind, keys, Optional.empty(), Optional.of(keys));
    }
}
