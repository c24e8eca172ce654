package dev.tributary.quality;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.ChangeRow;
import dev.tributary.json.Json;
import java.util.List;

/** What a check comes to. */
public sealed interface Verdict {

    /** The row that was checked. */
    ChangeRow row();

    /** The line of JSON that is kept of it, without the line's end. */
    byte[] line();

    /** The row, cleansed, keeps all rules. */
    record Clean(ChangeRow row) implements Verdict {

        @Override
        public byte[] line() {
            return row.line();
        }
    }

    /**
     * The row breaks at least one rule.
     *
     * @param row the row as it came
     * @param violations all rules that it breaks
     */
    record Violated(ChangeRow row, List<Violation> violations) implements Verdict {

        public Violated {
            violations = List.copyOf(violations);
        }

        /**
         * One line of the quarantine, without the line's end: {@code {"violations": […], "row": {…}, "_op": …}}. What is
         * known of the change stands beside the columns, so that it does not matter what they are called.
         */
        @Override
        public byte[] line() {
            ObjectNode line = Json.object();
            ArrayNode list = line.putArray("violations");
            violations.forEach(violation -> list.add(violation.toJson()));
            line.set("row", row.columns());
            return Json.write(line, row::describe);
        }
    }
}
