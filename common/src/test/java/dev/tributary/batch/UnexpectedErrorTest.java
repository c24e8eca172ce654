package dev.tributary.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnexpectedErrorTest {

    private final PrintStream before = System.out;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @BeforeEach
    void watchTheLog() {
        System.setOut(new PrintStream(log, true, UTF_8));
    }

    @AfterEach
    void leaveTheLog() {
        System.setOut(before);
    }

    @Test
    void shouldWarnOnceABatchWhereTheCodeBrokeAndNotSayWhatItSaid() {
        new BatchFixture().run("a", "breaks", "decoder-breaks", "reject");

        assertThat(log.toString(UTF_8)).doesNotContain(ScriptedProcessor.SECRET);
        assertThat(log.toString(UTF_8).lines().filter(line -> line.contains("\"WARN\"")))
                .singleElement()
                .asString()
                .contains("WARN", "\"records\":2", "\"stage\":\"process\"")
                .contains("java.lang.IllegalStateException at dev.tributary.batch.ScriptedProcessor.process(");
    }

    @Test
    void shouldNotWarnOfBadData() {
        new BatchFixture().run("a", "undecodable", "reject");

        assertThat(log.toString(UTF_8)).doesNotContain("WARN", "ERROR").contains("set aside");
    }
}
