package dev.tributary.reference;

import static dev.tributary.reference.LookupFixture.price;
import static dev.tributary.reference.LookupFixture.prices;
import static dev.tributary.reference.LookupFixture.user;
import static dev.tributary.reference.LookupFixture.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.metrics.Metric;
import dev.tributary.reference.Answer.Found;
import dev.tributary.reference.Answer.NotFound;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class ReferenceLookupTest {

    private final LookupFixture fixture = new LookupFixture();

    @Test
    void shouldAskNothingWithoutKeys() {
        assertThat(fixture.lookUp(Set.of())).isEmpty();
        assertThat(fixture.dynamoDb.calls()).isEmpty();
    }

    @Test
    void shouldAnswerEveryKeyOfEveryTableWithOneCall() {
        Map<ReferenceKey, Answer> answers = fixture.lookUp(Set.of(user("u1"), user("u9"), price("1E+2"), price("7")));

        assertThat(answers).hasSize(4);
        assertThat(answers.get(user("u1"))).isEqualTo(new Found(Sources.object("{'id': 'u1', 'name': 'Ada'}")));
        assertThat(answers.get(user("u9"))).isEqualTo(new NotFound());
        assertThat(answers.get(price("1E+2"))).isInstanceOfSatisfying(Found.class, found -> assertThat(
                        found.item().get("price").decimalValue())
                .isEqualByComparingTo("9.9"));
        assertThat(answers.get(price("7"))).isEqualTo(new NotFound());
        assertThat(fixture.dynamoDb.keysPerCall()).containsExactly(4);
    }

    @Test
    void shouldFindItemsByPartitionAndSortKey() {
        fixture.dynamoDb
                .table("stock", "id", ScalarAttributeType.S, "place", ScalarAttributeType.N)
                .item("stock", Map.of("id", AttributeValue.fromS("a"), "place", AttributeValue.fromN("20")));
        fixture.use(
                LookupFixture.CACHE_BYTES,
                new ReferenceSource(
                        "stock",
                        "stock",
                        List.of(Sources.key("id", KeyType.S), Sources.key("place", KeyType.N)),
                        List.of("count"),
                        "stock",
                        false,
                        Sources.TIME_TO_LIVE));

        ReferenceKey there = new ReferenceKey("stock", List.of("a", "2E+1"));
        ReferenceKey absent = new ReferenceKey("stock", List.of("a", "2"));
        assertThat(fixture.lookUp(Set.of(there, absent)).get(there)).isInstanceOf(Found.class);
        assertThat(fixture.lookUp(Set.of(there, absent)).get(absent)).isInstanceOf(NotFound.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 99, 100, 101, 250})
    void shouldAskByTheHundred(int keys) {
        Map<ReferenceKey, Answer> answers = fixture.lookUp(users(keys));

        assertThat(answers).hasSize(keys);
        assertThat(fixture.dynamoDb.calls()).hasSize((keys + 99) / 100);
        assertThat(fixture.dynamoDb.keysPerCall().stream().mapToInt(i -> i).sum())
                .isEqualTo(keys);
        assertThat(fixture.metrics.value(Metric.LOOKUP_CALLS))
                .isEqualTo(fixture.dynamoDb.calls().size());
    }

    @Test
    void shouldAskOnceForNumbersThatDynamoDbTakesForEqual() throws InvalidKeyException {
        Set<ReferenceKey> keys = new LinkedHashSet<>();
        for (String number : List.of("100", "100.0", "1e2", "'100'")) {
            keys.add(KeyReader.read(Sources.json("{'id': " + number + "}"), prices(Sources.TIME_TO_LIVE)));
        }

        assertThat(fixture.lookUp(keys).values()).singleElement().isInstanceOf(Found.class);
        assertThat(fixture.dynamoDb.keysPerCall()).containsExactly(1);
    }

    @Nested
    class Projection {

        @Test
        void shouldAskForAllAttributesOfASourceThatNamesNone() {
            fixture.lookUp(Set.of(user("u1")));

            assertThat(fixture.dynamoDb.calls().get(0).requestItems().values())
                    .extracting(KeysAndAttributes::projectionExpression)
                    .containsOnlyNulls();
        }

        @Test
        void shouldAskForWhatTwoSourcesOfATableWantTogetherAndOnce() {
            fixture.use(
                    LookupFixture.CACHE_BYTES, Sources.users(List.of("name"), "a"), other(List.of("status", "name")));
            fixture.dynamoDb.item(
                    "users",
                    Map.of(
                            "id", AttributeValue.fromS("u3"),
                            "name", AttributeValue.fromS("Eve"),
                            "status", AttributeValue.fromS("new"),
                            "secret", AttributeValue.fromS("x")));

            assertThat(fixture.lookUp(Set.of(user("u3"))).get(user("u3")))
                    .isEqualTo(new Found(Sources.object("{'id': 'u3', 'name': 'Eve', 'status': 'new'}")));
            assertThat(fixture.dynamoDb.keysPerCall()).containsExactly(1);
        }

        @Test
        void shouldAskForAllWhereOneOfTwoSourcesWantsAll() {
            fixture.use(LookupFixture.CACHE_BYTES, Sources.users(List.of("name"), "a"), other(List.of()));

            fixture.lookUp(Set.of(user("u1")));

            assertThat(fixture.dynamoDb.calls().get(0).requestItems().values())
                    .extracting(KeysAndAttributes::projectionExpression)
                    .containsOnlyNulls();
        }

        private ReferenceSource other(List<String> attributes) {
            return Sources.source("other", "users", KeyType.S, attributes, "b", Sources.TIME_TO_LIVE);
        }
    }
}
