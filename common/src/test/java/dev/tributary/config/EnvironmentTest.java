package dev.tributary.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    @Test
    void shouldAnswerTheVariableAsItIs() {
        assertThat(new Environment(Map.of("NAME", " value ")).get("NAME")).contains(" value ");
    }

    @Test
    void shouldTakeABlankVariableForAMissingOne() {
        Environment environment = new Environment(Map.of("EMPTY", "", "BLANK", " \t"));

        assertThat(environment.get("EMPTY")).isEmpty();
        assertThat(environment.get("BLANK")).isEmpty();
        assertThat(environment.get("ABSENT")).isEmpty();
    }

    @Test
    void shouldRememberWhatWasAskedForInOrder() {
        Environment environment = new Environment(Map.of("C", "3"));

        environment.get("C");
        environment.get("A");
        environment.get("B");
        environment.get("A");

        assertThat(environment.asked()).containsExactly("C", "A", "B");
    }

    @Test
    void shouldSeeTheProcess() {
        String any = System.getenv().entrySet().stream()
                .filter(variable -> !variable.getValue().isBlank())
                .findAny()
                .orElseThrow()
                .getKey();

        assertThat(Environment.ofProcess().get(any)).contains(System.getenv(any));
    }
}
