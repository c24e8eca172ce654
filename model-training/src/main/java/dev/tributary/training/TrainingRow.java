package dev.tributary.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.inference.model.FeaturisedRow;
import dev.tributary.inference.model.Featurizer;
import dev.tributary.inference.model.UnusableRowException;
import dev.tributary.json.Json;
import dev.tributary.training.employees.Employee;
import java.time.Instant;
import java.time.ZoneOffset;

/** A row of {@code public.employees} as the trusted zone has it, so far as the model reads it. */
record TrainingRow(ObjectNode columns, Instant committed) {

    static TrainingRow of(Employee employee) {
        ObjectNode columns = Json.object()
                .put("department", employee.department().text())
                .put("hire_date", employee.hireDate().toString())
                .put("salary", employee.salary());
        return new TrainingRow(
                columns, employee.on().atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** The same employee, of whose department nothing is known. */
    TrainingRow withoutDepartment() {
        return new TrainingRow(columns.deepCopy().putNull("department"), committed);
    }

    FeaturisedRow features(Featurizer featurizer) {
        try {
            return featurizer.read(columns, committed);
        } catch (UnusableRowException e) {
            throw new IllegalArgumentException(
                    "a row that the model cannot take: " + e.column() + " (expected: " + e.expected() + ")", e);
        }
    }
}
