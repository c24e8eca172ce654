package dev.tributary.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.json.JsonPiece;
import dev.tributary.record.ObjectVersion;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.ManualClock;
import dev.tributary.testing.Records;
import dev.tributary.testing.TestInvocations;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectPiecesTest {

    private final FakeS3 s3 = new FakeS3("lake");

    @Test
    void shouldReadTheValuesOfAnObjectAndSayWhereTheyEnd() throws IOException {
        byte[] plain = "{\"a\": 1}\nx\n{\"b\": 2}\n".getBytes(UTF_8);
        for (byte[] object : List.of(plain, GzipLines.compress(List.of(plain), "attempt"))) {
            List<Long> ends = new ArrayList<>();
            try (ObjectPieces pieces = open(object, 1_000)) {
                assertThat(pieces.end()).isZero();
                for (JsonPiece piece = pieces.next(); piece != null; piece = pieces.next()) {
                    ends.add(pieces.end());
                }
            }

            assertThat(ends).hasSize(3).startsWith(8L).endsWith(19L);
            assertThat(s3.bodies()).last().matches(body -> body.isClosed() || body.isAborted());
        }
    }

    @Test
    void shouldReadNoMoreThanItMay() throws IOException {
        try (ObjectPieces pieces = open("{\"a\": 1}\n{\"b\": 2}\n".getBytes(UTF_8), 9)) {
            assertThat(pieces.next()).isNotNull();
            assertThatThrownBy(pieces::next).isInstanceOf(CorruptObjectException.class);
            assertThat(pieces.end()).isEqualTo(8);
        }
    }

    private ObjectPieces open(byte[] bytes, long most) {
        FakeS3.StoredObject stored = s3.place("lake", "a", bytes);
        ObjectVersion version = new ObjectVersion("lake", "a", Optional.of(stored.versionId()), Optional.empty());
        return new ObjectPieces(
                new ObjectReader(s3)
                        .open(version, TestInvocations.in(Duration.ofSeconds(10), new ManualClock(Records.ARRIVAL))),
                new ObjectPieces.Bounds(most, 1_000));
    }
}
