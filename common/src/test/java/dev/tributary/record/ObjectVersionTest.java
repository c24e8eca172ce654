package dev.tributary.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectVersionTest {

    private static final Instant ARRIVAL = Instant.parse("2026-03-04T05:06:07.890Z");

    @Test
    void shouldKeepItsIdentityForGood() {
        assertThat(version("bucket", "key", "v1", "abc").identity()).isEqualTo("505e52809082c93dff6310fb3b9d09ce");
        assertThat(version("bucket", "größe", "", "abc").identity()).isEqualTo("466b7a2178ea91bf8bcb0ca0b7e0e885");
    }

    @Property
    void shouldGiveEachVersionAnIdentityOfItsOwn(
            @ForAll("versions") ObjectVersion one, @ForAll("versions") ObjectVersion other) {
        assertThat(one.identity()).matches("[0-9a-f]{32}");
        assertThat(one.identity().equals(other.identity())).isEqualTo(parts(one).equals(parts(other)));
    }

    @Test
    void shouldTakeTheVersionBeforeTheETag() {
        assertThat(version("bucket", "key", "v1", "abc").identity())
                .isEqualTo(version("bucket", "key", "v1", "").identity())
                .isNotEqualTo(version("bucket", "key", "", "abc").identity())
                .isNotEqualTo(version("bucket", "key", "", "v1").identity());
    }

    @Test
    void shouldTakeAVersionThatManyObjectsHaveForNone() {
        assertThat(version("bucket", "key", "null", "abc")).isEqualTo(version("bucket", "key", "", "abc"));
    }

    @Test
    void shouldKnowAnETagWithAndWithoutQuotes() {
        assertThat(version("bucket", "key", "", "\"abc\"")).isEqualTo(version("bucket", "key", "", "abc"));
        assertThat(version("bucket", "key", "", "\"").eTag()).contains("\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\""})
    void shouldRefuseAnObjectWhoseVersionNobodyCanTell(String eTag) {
        assertThatThrownBy(() -> version("bucket", "s3cret", "null", eTag))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("object of bucket bucket (expected: a version id or an ETag)");
    }

    @Test
    void shouldNameAPieceByObjectAndPlace() {
        ObjectVersion object = version("my.bucket-1", "a/b c", "v1", "");

        RecordId id = new ObjectPiece(object, 1L << 40, 5, ARRIVAL, new byte[5]).id();

        assertThat(id).isEqualTo(RecordId.parse("my.bucket-1." + object.identity() + ".1099511627776.0"));
    }

    @Test
    void shouldTellAPieceThatIsNotAllThere() {
        ObjectVersion object = version("bucket", "key", "v1", "");

        assertThat(new ObjectPiece(object, 0, 5, ARRIVAL, new byte[5]).isTruncated())
                .isFalse();
        assertThat(new ObjectPiece(object, 0, 6, ARRIVAL, new byte[5]).isTruncated())
                .isTrue();
    }

    @Test
    void shouldRefuseAPieceThatIsNowhere() {
        ObjectVersion object = version("bucket", "key", "v1", "");

        assertThatThrownBy(() -> new ObjectPiece(object, 0, 4, ARRIVAL, new byte[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("piece of 4 bytes at 0 (expected: at least 5 bytes, at 0 or behind)");
        assertThatThrownBy(() -> new ObjectPiece(object, -1, 5, ARRIVAL, new byte[5]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<ObjectVersion> versions() {
        Arbitrary<String> few = Arbitraries.of("a", "ab", "b", "bb", "version", "etag");
        return Combinators.combine(few, few, Arbitraries.of("", "a", "ab"), Arbitraries.of("a", "b", "ab"))
                .as(ObjectVersionTest::version);
    }

    private static List<String> parts(ObjectVersion version) {
        return List.of(
                version.bucket(),
                version.key(),
                version.versionId().map(id -> "version " + id).orElse("etag " + version.eTag()));
    }

    private static ObjectVersion version(String bucket, String key, String versionId, String eTag) {
        return new ObjectVersion(bucket, key, Optional.of(versionId), Optional.of(eTag));
    }
}
