package dev.tributary.local.demo;

import java.io.PrintStream;

/** Tells a person what is being done: one line that changes on a terminal, one line a step elsewhere. */
final class Progress {

    private static final int WIDTH = 78;

    private final PrintStream out;
    private final boolean terminal;
    private String step = "";

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A new step begins. */
    void step(String text) {
        end();
        step = text;
        show(text);
    }

    /** How far the step is. */
    void at(String text) {
        if (terminal) {
            show(step + " " + text);
        }
    }

    /** The last step is done. */
    void end() {
        if (terminal && !step.isEmpty()) {
            out.println();
        }
        step = "";
    }

    private void show(String text) {
        if (terminal) {
            out.print("\r" + text + " ".repeat(Math.max(0, WIDTH - text.length())));
            out.flush();
        } else {
            out.println(text);
        }
    }
}
