package dev.tributary.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableFolderTest {

    private static final Instant TIME = Instant.parse("2026-03-04T23:59:59.999Z");

    @ParameterizedTest
    @CsvSource({
        "public,     employees,  trusted/public/employees/",
        "'',         employees,  trusted/~/employees/",
        "'',         '',         trusted/~/~/",
        "~,          a~b,        trusted/%7E/a%7Eb/",
        "_tmp,       a_b,        trusted/%5Ftmp/a_b/",
        ".,          ..,         trusted/%2E/%2E./",
        ".hidden,    v1.2,       trusted/%2Ehidden/v1.2/",
        "a/b,        a b,        trusted/a%2Fb/a%20b/",
        "größe,      😀,          trusted/gr%C3%B6%C3%9Fe/%F0%9F%98%80/",
        "A,          a,          trusted/A/a/",
        "100%,       year=2026,  trusted/100%25/year%3D2026/",
        "-,          0,          trusted/-/0/",
        "%7E,        +,          trusted/%257E/%2B/"
    })
    void shouldEncodeNamesOfAnyKind(String schema, String table, String folder) {
        assertThat(new TableFolder("trusted", schema, table)).hasToString(folder);
    }

    @Property
    void shouldGiveEachTableAFolderOfItsOwn(
            @ForAll("names") String schema,
            @ForAll("names") String table,
            @ForAll("names") String otherSchema,
            @ForAll("names") String otherTable) {
        boolean same = schema.equals(otherSchema) && table.equals(otherTable);

        assertThat(folder(schema, table).equals(folder(otherSchema, otherTable)))
                .isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({
        "shop,     crm, public,  trusted/shop.crm.public/people/",
        "eu.shop,  crm, a.b,     trusted/eu%2Eshop.crm.a%2Eb/people/",
        "'',       '',  public,  trusted/~.~.public/people/",
        "_,        ~,   '',      trusted/%5F.%7E.~/people/"
    })
    void shouldPutServerAndDatabaseBeforeASchema(String server, String database, String schema, String folder) {
        assertThat(TableFolder.of("trusted", List.of(server, database, schema), "people"))
                .hasToString(folder);
    }

    @Property
    void shouldGiveTheTableOfEachDatabaseAFolderOfItsOwn(
            @ForAll("names") String server,
            @ForAll("names") String database,
            @ForAll("names") String schema,
            @ForAll("names") String otherServer,
            @ForAll("names") String otherDatabase,
            @ForAll("names") String otherSchema) {
        List<String> names = List.of(server, database, schema);
        List<String> others = List.of(otherServer, otherDatabase, otherSchema);

        String folder = TableFolder.of("trusted", names, "t").toString();

        assertThat(folder.equals(TableFolder.of("trusted", others, "t").toString()))
                .isEqualTo(names.equals(others));
        assertThat(folder).matches("trusted/[A-Za-z0-9%~-][A-Za-z0-9%~._-]{0,299}/t/");
    }

    @Test
    void shouldCutASchemaWithItsDatabaseThatIsTooLong() {
        String name = "a".repeat(200);

        String one = TableFolder.of("trusted", List.of(name, name, "x"), "t").toString();
        String other = TableFolder.of("trusted", List.of(name, name, "y"), "t").toString();

        assertThat(one).matches("trusted/a{200}\\.a{66}~[0-9a-f]{32}/t/").isNotEqualTo(other);
    }

    @Test
    void shouldHaveAFolderForADataSetThatIsNoTable() {
        assertThat(TableFolder.ofDataset("trusted-analytics", "price").key(TIME, "n"))
                .isEqualTo("trusted-analytics/price/year=2026/month=03/day=04/n.jsonl.gz");
        assertThat(TableFolder.ofDataset("trusted-analytics", "a/b")).hasToString("trusted-analytics/a%2Fb/");
        assertThatThrownBy(() -> TableFolder.ofDataset("a/b", "n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("zone: \"a/b\" (expected: ");
    }

    @Test
    void shouldHaveOneFolderForWhatIsOfNoTable() {
        assertThat(TableFolder.ofNoTable("messages").key(TIME, "n"))
                .isEqualTo("messages/year=2026/month=03/day=04/n.jsonl.gz");
        assertThatThrownBy(() -> TableFolder.ofNoTable("a/b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("zone: \"a/b\" (expected: ");
    }

    @Property
    void shouldWriteNamesThatCanBeReadBack(@ForAll("names") String name) {
        String segment = PathSegment.of(name);

        assertThat(segment).matches("~|(%[0-9A-F]{2}|[A-Za-z0-9-])(%[0-9A-F]{2}|[A-Za-z0-9._-])*(~[0-9a-f]{32})?");
        if (segment.length() < 200) {
            String read = segment.equals("~") ? "" : URLDecoder.decode(segment, UTF_8);
            assertThat(read).isEqualTo(name);
        }
    }

    @Property
    void shouldKeepKeysWithinWhatS3Takes(@ForAll("names") String schema, @ForAll("names") String table) {
        String key = new TableFolder("z".repeat(64), schema, table).key(TIME, "n".repeat(255));

        assertThat(key.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(1_000);
    }

    @Test
    void shouldCutANameThatIsTooLongAndKeepItsDigest() {
        String name = "ä".repeat(51);

        assertThat(PathSegment.of("ä".repeat(50))).isEqualTo("%C3%A4".repeat(50));
        assertThat(PathSegment.of(name)).matches("(%C3%A4){44}%C3~[0-9a-f]{32}").hasSizeLessThanOrEqualTo(300);
        assertThat(PathSegment.of(name + "x")).isNotEqualTo(PathSegment.of(name + "y"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-04T23:59:59.999Z, year=2026/month=03/day=04",
        "2026-03-05T00:00:00Z,     year=2026/month=03/day=05",
        "2024-12-30T12:00:00Z,     year=2024/month=12/day=30",
        "0001-01-01T00:00:00Z,     year=0001/month=01/day=01",
        "9999-12-31T23:59:59Z,     year=9999/month=12/day=31"
    })
    void shouldPartitionByTheDayInUtc(Instant time, String partition) {
        assertThat(new TableFolder("trusted", "public", "employees").key(time, "abc-1.0"))
                .isEqualTo("trusted/public/employees/" + partition + "/abc-1.0.jsonl.gz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-12-31T23:59:59Z", "-0001-01-01T00:00:00Z", "+10000-01-01T00:00:00Z"})
    void shouldRefuseAYearThatPartitionsCannotHold(Instant time) {
        assertThatThrownBy(() -> new TableFolder("trusted", "public", "employees").day(time))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("year: -?\\d+ \\(expected: 1-9999\\)");
    }

    @Test
    void shouldWriteTheSameKeyInEveryLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(new TableFolder("trusted", "I", "i").key(TIME, "n"))
                    .isEqualTo("trusted/I/i/year=2026/month=03/day=04/n.jsonl.gz");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a b", "größe", ".a", "_a"})
    void shouldRefuseNamesThatNeedEncoding(String name) {
        assertThatThrownBy(() -> new TableFolder("trusted", "public", "employees").key(TIME, name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("name: \"" + name + "\" (expected: ");
        assertThatThrownBy(() -> new TableFolder(name, "public", "employees"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("zone: \"" + name + "\" (expected: ");
    }

    @Test
    void shouldRefuseWhatIsNoText() {
        assertThatThrownBy(() -> new TableFolder("trusted", "a\uD800", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a name with half a surrogate pair (expected: text)");
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> few = Arbitraries.of("", "~", "%7E", "_", ".", "..", "a", "A", "a/b", "a%2Fb", "ä", " ", "+");
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(200).filter(text -> text.codePoints()
                .noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
        return Arbitraries.oneOf(few, any, few.list().ofSize(150).map(list -> String.join("", list)));
    }

    private static String folder(String schema, String table) {
        return new TableFolder("trusted", schema, table).toString();
    }
}
