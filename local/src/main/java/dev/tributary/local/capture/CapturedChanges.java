package dev.tributary.local.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What was captured of the table {@code public.employees}, told twice, and what the table held in the end.
 *
 * @param source where the changes come from, for people; where PostgreSQL did not start, also why
 * @param debezium every change as Debezium's connector made it, in the order of commits, with tombstones and logical messages
 * @param dms the same as AWS DMS tells of it, of {@code dms.employees}, each a line; some stretches are told twice, as by
 *     a task that was restarted
 * @param table the rows at the end, by id: a NULL is not there, numbers and decimals are numbers, JSON is a text as PostgreSQL
 *     writes it, a date is {@code 2024-07-29}, and a time is in UTC, {@code 2024-07-29T00:59:07.686557Z}, without zeros at the
 *     end of more than three digits
 */
public record CapturedChanges(
        String source, List<CapturedChange> debezium, List<CapturedChange> dms, List<ObjectNode> table) {

    /** The schema and the table that Debezium tells of. */
    public static final String DEBEZIUM_TABLE = "public.employees";

    /** What a transformation rule of DMS makes of it. */
    public static final String DMS_TABLE = DmsMetadata.SCHEMA + "." + EmployeesDatabase.TABLE;

    /** Copies the lists. */
    public CapturedChanges {
        debezium = List.copyOf(debezium);
        dms = List.copyOf(dms);
        table = List.copyOf(table);
    }
}
