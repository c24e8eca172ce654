package dev.tributary.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTokenTest {

    @ParameterizedTest
    @CsvSource({
        "33554432, 1.0833554432",
        "0, 1.010",
        "000, 1.010",
        "00a0, 1.02A0",
        "00000002/7C0073F8.2.00000002/7C0073F8, 1.012.087C0073F8.012.012.087C0073F8",
        "mysql-bin.000012, 1.05MYSQL.03BIN.0212",
        "-1, 1.011",
        "--1--, 1.011",
        "1é2, 1.011.012"
    })
    void shouldPutTheLengthBeforeEachNumber(String position, String text) {
        assertThat(OrderToken.ofChange(List.of(position))).hasToString(text);
    }

    @Test
    void shouldTakePartsInTheirOrder() {
        assertThat(OrderToken.ofChange(List.of("7", "10", "F"))).hasToString("1.017.0210.01F");
    }

    @ParameterizedTest
    @CsvSource({
        "9, 10",
        "99, 100",
        "9, A",
        "FF, 100",
        "00000001/FFFFFFFF, 00000002/00000000",
        "00000002/7C0073F8.2.00000002/7C0073F8, 00000002/7C0073F9.1.00000002/7C0073F9",
        "00000002/7C0073F8.9, 00000002/7C0073F8.10",
        "mysql-bin.999999:5, mysql-bin.1000000:4",
        "00000027:00000ac0:0002, 00000027:00000ac0:0010",
        "7, 7.0"
    })
    void shouldSortAsTheNumbersDo(String earlier, String later) {
        assertThat(OrderToken.ofChange(List.of(earlier))).isLessThan(OrderToken.ofChange(List.of(later)));
    }

    @Test
    void shouldPutSnapshotsBeforeAllChanges() {
        OrderToken lastRow = OrderToken.ofSnapshot(List.of("9".repeat(99)));

        assertThat(lastRow).isLessThan(OrderToken.ofChange(List.of("0")));
        assertThat(lastRow.isSnapshot()).isTrue();
        assertThat(OrderToken.ofChange(List.of("0")).isSnapshot()).isFalse();
        assertThat(OrderToken.ofSnapshot(List.of("9"))).isLessThan(OrderToken.ofSnapshot(List.of("10")));
    }

    @Test
    void shouldKnowTheTimeInMicroseconds() {
        assertThat(OrderToken.part(Instant.parse("2025-03-01T07:00:00.123456789Z")))
                .isEqualTo("1740812400123456");
        assertThat(OrderToken.part(Instant.EPOCH)).isEqualTo("0");
    }

    @Test
    void shouldComeBackFromItsText() {
        OrderToken token = OrderToken.ofChange(List.of("00000002/7C0073F8", "3"));

        assertThat(new OrderToken(token.text())).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0", "2.011", "1011", ".011", "1.01a", "1.01 ", "1.01-", "1.01é", "x.011"})
    void shouldRefuseTextThatIsNoToken(String text) {
        assertThatThrownBy(() -> new OrderToken(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("order token: " + text.length()
                        + " characters that are no token (expected: 0 or 1, then numbers behind dots)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "/é."})
    void shouldRefuseAPositionWithoutNumbers(String position) {
        assertThatThrownBy(() -> OrderToken.ofChange(List.of(position))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldBoundNumbersAndTheWhole() {
        assertThat(OrderToken.ofChange(List.of("0".repeat(50) + "9".repeat(99))).text())
                .isEqualTo("1.99" + "9".repeat(99));
        assertThatThrownBy(() -> OrderToken.ofChange(List.of("9".repeat(100))))
                .hasMessage("position: a number of 100 digits (expected: at most 99)");
        assertThatThrownBy(() -> OrderToken.ofChange(Collections.nCopies(200, "1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(OrderToken.ofChange(List.of(BigInteger.TEN.pow(98).toString()))
                        .text())
                .hasSize(103);
    }
}
