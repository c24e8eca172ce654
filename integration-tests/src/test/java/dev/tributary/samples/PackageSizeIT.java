package dev.tributary.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Template;
import dev.tributary.samples.BuiltPackage.Size;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is uploaded, and what Lambda unpacks of it, against Lambda's limits and a budget of our own; prints it too. */
class PackageSizeIT {

    private static final long MEGABYTE = 1_000_000;

    /** Of a zip that is uploaded by itself; what is larger must go by way of a bucket. */
    private static final long LIMIT_ZIPPED = 50 * MEGABYTE;

    /** Of a function with its layers. */
    private static final long LIMIT_UNZIPPED = 250 * MEGABYTE;

    /** Each start reads it, so more of it is a decision. */
    private static final Size BUDGET_OF_PACKAGE = new Size(22 * MEGABYTE, 26 * MEGABYTE);

    private static final Size BUDGET_OF_LAYER = new Size(9 * MEGABYTE, 24 * MEGABYTE);

    private static final Map<String, Size> LAYERS = new TreeMap<>();
    private static Size functions = new Size(0, 0);

    @BeforeAll
    static void measure() throws Exception {
        functions = BuiltPackage.ofFunctions().size();
        for (String architecture : new String[] {"arm64", "x86_64"}) {
            LAYERS.put(architecture, BuiltPackage.ofLayer(architecture).size());
        }
    }

    @Test
    void shouldBeWithinWhatLambdaTakes() {
        StringBuilder table = new StringBuilder(line("MB, each with its layer", "zipped", "unzipped"));
        for (FunctionDefinition function : Template.read(
                        Sample.ROOT.resolve("template.yaml"), SampleServices.PARAMETERS)
                .functions()) {
            Size size = functions;
            if (LayoutIT.LAYERED.contains(function.logicalId())) {
                size = size.plus(LAYERS.values().stream()
                        .max((a, b) -> Long.compare(a.unzipped(), b.unzipped()))
                        .orElseThrow());
            }
            assertThat(size.unzipped()).as(function.logicalId()).isLessThan(LIMIT_UNZIPPED);
            table.append(line(function.logicalId(), megabytes(size.zipped()), megabytes(size.unzipped())));
        }
        LAYERS.forEach((architecture, size) ->
                table.append(line("layer, " + architecture, megabytes(size.zipped()), megabytes(size.unzipped()))));
        System.out.print(table);

        assertThat(functions.zipped()).isLessThan(LIMIT_ZIPPED);
        assertThat(LAYERS.values()).allSatisfy(size -> assertThat(size.zipped()).isLessThan(LIMIT_ZIPPED));
    }

    @Test
    void shouldBeWithinTheBudget() {
        assertThat(functions).satisfies(size -> isWithin(size, BUDGET_OF_PACKAGE));
        assertThat(LAYERS.values()).hasSize(2).allSatisfy(size -> isWithin(size, BUDGET_OF_LAYER));
    }

    private static void isWithin(Size size, Size budget) {
        assertThat(size.zipped()).isPositive().isLessThanOrEqualTo(budget.zipped());
        assertThat(size.unzipped()).isPositive().isLessThanOrEqualTo(budget.unzipped());
    }

    private static String line(String what, String zipped, String unzipped) {
        return String.format(Locale.ROOT, "%-44s %8s %9s%n", what, zipped, unzipped);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", (double) bytes / MEGABYTE);
    }
}
