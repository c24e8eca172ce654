package dev.tributary.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class Utf8PropertyTest {

    /** First bytes, tails and what lies at the borders of the table of RFC 3629. */
    private static final int[] TELLING = {
        'a', 'b', 'c', 'd', 'e', 'f', 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
        0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF
    };

    @Property(tries = 20_000)
    void shouldLetPassWhatTheJdkDecodes(@ForAll("bytes") byte[] bytes) {
        assertThat(isTaken(bytes)).isEqualTo(isDecoded(bytes));
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        return Arbitraries.integers()
                .between(0, TELLING.length - 1)
                .map(index -> (byte) TELLING[index])
                .array(byte[].class)
                .ofMaxSize(20);
    }

    private static boolean isTaken(byte[] bytes) {
        try {
            Utf8.check(bytes, 0, bytes.length);
            return true;
        } catch (InvalidJsonException e) {
            return false;
        }
    }

    private static boolean isDecoded(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
