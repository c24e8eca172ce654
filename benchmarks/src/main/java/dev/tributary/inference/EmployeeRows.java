package dev.tributary.inference;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.training.employees.Employee;
import dev.tributary.training.employees.EmployeeGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Rows of employees as the trusted zone has them, some 470 bytes each, in one compressed object. */
final class EmployeeRows {

    private EmployeeRows() {}

    static byte[] of(int rows) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(file)) {
            int id = 0;
            for (Employee employee : new EmployeeGenerator(1, EmployeeGenerator.ANOMALIES).employees(rows)) {
                id++;
                gzip.write(String.format(
                                Locale.ROOT,
                                "{\"id\":%d,\"first_name\":\"Ana\",\"last_name\":\"Kowalska\",\"email\":\"employee%d@example.com\","
                                        + "\"department\":\"%s\",\"salary\":%s,\"hire_date\":\"%s\",\"created_at\":\"2026-01-05T08:00:00.123456Z\","
                                        + "\"updated_at\":\"2026-01-05T08:00:00.123456Z\",\"_op\":\"update\",\"_committed_at\":\"%sT08:00:01.500Z\","
                                        + "\"_order\":\"1.011.04001A2B3C.04001A2B3C.%02d%d\",\"_deleted\":false,"
                                        + "\"_source_object\":\"s3://tributary-changes/raw/year=2026/month=01/day=05/hour=08/changes-1.gz?versionId=1\"}\n",
                                id,
                                id,
                                employee.department().text(),
                                employee.salary(),
                                employee.hireDate(),
                                employee.on(),
                                Integer.toString(id).length(),
                                id)
                        .getBytes(UTF_8));
            }
        }
        return file.toByteArray();
    }
}
