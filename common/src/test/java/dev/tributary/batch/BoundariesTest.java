package dev.tributary.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.record.RecordId;
import dev.tributary.record.SourceRecord;
import dev.tributary.testing.Records;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundariesTest {

    private final List<SourceRecord> records = Stream.of(
                    Records.ofParent(1, "a"), Records.ofParent(2, "b", "c", "d"), Records.ofParent(3, "e"))
            .flatMap(List::stream)
            .toList();

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 1", "3, 1", "4, 4", "5, 5"})
    void shouldCutBackToTheEndOfAParent(int end, int cut) {
        assertThat(Boundaries.cut(records, end)).isEqualTo(cut);
    }

    @Test
    void shouldTakeTheSameSequenceNumberInAnotherShardForAnotherParent() {
        SourceRecord other = Records.record(new RecordId("orders", "shardId-000000000001", "1", 0), new byte[0]);

        assertThat(Boundaries.isAt(List.of(records.get(0), other), 1)).isTrue();
    }
}
