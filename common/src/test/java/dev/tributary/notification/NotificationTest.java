package dev.tributary.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.aws.BatchSender;
import dev.tributary.testing.Records;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationTest {

    private static final String ID = Records.id(1).toString();

    @Test
    void shouldKeepTextsThatAreFine() {
        Notification notification = of("Größe geändert 😀", "line 1\nline 2\t😀");

        assertThat(notification.subject()).isEqualTo("Größe geändert 😀");
        assertThat(notification.message()).isEqualTo("line 1\nline 2\t😀");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\n", "\r", "\t", "\u0000", "\u007F", "\u0085", "\u2028", "\u2029", "\uD800", "\uDC00", "\uFFFF"
            })
    void shouldPutASubjectOnOneLine(String odd) {
        assertThat(of(odd + "a" + odd + "b", "").subject()).isEqualTo("a b");
    }

    @ParameterizedTest
    @CsvSource({"98, 0, 98", "99, 0, 99", "100, 0, 99", "97, 1, 99", "98, 1, 98", "0, 60, 98"})
    void shouldCutASubjectBetweenCharacters(int letters, int emoji, int kept) {
        String subject = "a".repeat(letters) + "😀".repeat(emoji);

        assertThat(of(subject, "").subject()).hasSize(kept).isEqualTo(subject.substring(0, kept));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u001F", "\uD800", "\uDC00", "\uFFFE", "\uFFFF"})
    void shouldReplaceCharactersThatAMessageMayNotHold(String odd) {
        assertThat(of("", "a" + odd + "b").message()).isEqualTo("a\uFFFDb");
        assertThat(Attribute.text("a" + odd + "b").value()).isEqualTo("a\uFFFDb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "€", "😀"})
    void shouldCutAMessageBetweenCharacters(String character) {
        int fit = Notification.MAX_MESSAGE_BYTES / character.getBytes(UTF_8).length;

        assertThat(of("", character.repeat(fit)).message()).isEqualTo(character.repeat(fit));
        assertThat(of("", character.repeat(fit + 1)).message()).isEqualTo(character.repeat(fit));
        assertThat(of("", "a" + character.repeat(fit)).message())
                .startsWith("a" + character)
                .satisfies(message -> assertThat(message.getBytes(UTF_8).length)
                        .isBetween(Notification.MAX_MESSAGE_BYTES - 3, Notification.MAX_MESSAGE_BYTES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n", "\u0000"})
    void shouldHaveTheRecordsIdInThePlaceOfABlankText(String blank) {
        assertThat(of(blank, "").subject()).isEqualTo(ID);
        assertThat(of("", blank.replace("\u0000", "")).message()).isEqualTo(ID);
    }

    @Test
    void shouldLeaveOutAttributesWithoutAValue() {
        Notification notification = new Notification(
                Records.id(1), "s", "m", Map.of("actor", Attribute.text(""), "event", Attribute.text("INSERT")));

        assertThat(notification.attributes()).containsOnly(Map.entry("event", Attribute.text("INSERT")));
    }

    @Test
    void shouldListTextsAsSnsReadsThem() {
        assertThat(Attribute.list(List.of("price", "\"q\"", "größe", "\uD800")))
                .isEqualTo(
                        new Attribute("String.Array", "[\"price\",\"\\\"q\\\"\",\"gr\\u00F6\\u00DFe\",\"\\uD800\"]"));
        assertThat(Attribute.list(List.of()).value()).isEqualTo("[]");
    }

    @Test
    void shouldEndAListBehindTheLastElementThatFits() {
        String value = Attribute.list(Collections.nCopies(2_000, "name")).value();

        assertThat(value)
                .hasSizeBetween(Attribute.MAX_BYTES - 7, Attribute.MAX_BYTES)
                .endsWith(",\"name\"]");
        assertThat(Attribute.list(List.of("a".repeat(Attribute.MAX_BYTES - 4))).value())
                .hasSize(Attribute.MAX_BYTES);
        assertThat(Attribute.list(List.of("a".repeat(Attribute.MAX_BYTES - 3))).value())
                .isEqualTo("[]");
    }

    @Test
    void shouldCountBytesAsSnsDoes() {
        Notification notification =
                new Notification(Records.id(1), "ä", "€😀", Map.of("event", Attribute.text("größe")));

        assertThat(notification.bytes())
                .isEqualTo(2
                        + 7
                        + "event".length()
                        + "String".length()
                        + 7
                        + "recordId".length()
                        + "String".length()
                        + ID.length());
    }

    @Test
    void shouldAlwaysFitIntoOneCall() {
        Map<String, Attribute> attributes = IntStream.range(0, Notification.MAX_ATTRIBUTES)
                .boxed()
                .collect(Collectors.toMap(
                        i -> "n".repeat(99) + i, i -> Attribute.list(Collections.nCopies(10_000, "a"))));

        assertThat(new Notification(Records.id(1), "€".repeat(100), "€".repeat(100_000), attributes).bytes())
                .isLessThan(BatchSender.MAX_BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "größe", "recordId"})
    void shouldRefuseNamesThatAreNone(String name) {
        assertThatThrownBy(() -> new Notification(Records.id(1), "s", "m", Map.of(name, Attribute.text("v"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("attribute: \"" + name + "\" (expected: 1-100 characters of [A-Za-z0-9_-], not recordId)");
    }

    @Test
    void shouldRefuseMoreAttributesThanAQueueIsHandedOn() {
        Map<String, Attribute> ten =
                IntStream.range(0, 10).boxed().collect(Collectors.toMap(i -> "name" + i, i -> Attribute.text("v")));

        assertThatThrownBy(() -> new Notification(Records.id(1), "s", "m", ten))
                .hasMessage("attributes: 10 (expected: at most 9)");
    }

    private static Notification of(String subject, String message) {
        return new Notification(Records.id(1), subject, message, Map.of());
    }
}
