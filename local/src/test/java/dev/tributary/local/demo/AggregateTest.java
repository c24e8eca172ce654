package dev.tributary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.demo.account.DemoEvent;
import dev.tributary.local.demo.account.EventKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class AggregateTest {

    private static final int FRAME = 4 + 16;

    @Test
    void shouldWriteEachKeyOnceAndTheRecordsInTheirOrder() {
        byte[] aggregate = Aggregate.of(List.of(event("k", "ab"), event("key", ""), event("k", "c")));

        assertThat(hex(message(aggregate)))
                .isEqualTo(
                        "0a016b" // key 0
                                + "0a036b6579" // key 1
                                + "1a0608001a026162" // record: key 0, two bytes
                                + "1a0408011a00" // record: key 1, no bytes
                                + "1a0508001a0163"); // record: key 0, one byte
    }

    @Test
    void shouldFrameTheMessageWithMagicBytesAndItsMd5() {
        byte[] aggregate = Aggregate.of(List.of(event("k", "ab")));

        assertThat(hex(Arrays.copyOf(aggregate, 4))).isEqualTo("f3899ac2");
        assertThat(Arrays.copyOfRange(aggregate, aggregate.length - 16, aggregate.length))
                .isEqualTo(Aggregate.md5(message(aggregate)));
        assertThat(hex(Aggregate.md5(new byte[0]))).isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
    }

    @Test
    void shouldWriteLengthsOfSeveralBytes() {
        byte[] aggregate = Aggregate.of(List.of(event("k", "x".repeat(300))));

        // 305 bytes of record: its key's index in two, its tag in one, 300 in two, and 300 of data.
        assertThat(hex(message(aggregate))).startsWith("0a016b" + "1ab102" + "0800" + "1aac02" + "7878");
        assertThat(aggregate).hasSize(FRAME + 3 + 3 + 2 + 3 + 300);
    }

    private static byte[] message(byte[] aggregate) {
        return Arrays.copyOfRange(aggregate, 4, aggregate.length - 16);
    }

    private static DemoEvent event(String key, String data) {
        return new DemoEvent(EventKind.KNOWN, key, data.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
