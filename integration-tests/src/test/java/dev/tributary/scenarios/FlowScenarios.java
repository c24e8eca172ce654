package dev.tributary.scenarios;

import dev.tributary.contract.FourthType;
import dev.tributary.contract.TemplateCopy;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.fault.FaultPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios of the flows of typed events: the shipped ones but for their batches, and for one shard, which has one order. */
abstract class FlowScenarios extends Scenarios {

    /** This system alone. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "DeployEnrichment", "false",
            "DeployPipes", "false",
            "DeployAudit", "false",
            "DeployChangeData", "false");

    private static final Map<String, String> WITHOUT_WAIT = Map.of("ShardCount", "1", "BatchWindowSeconds", "0");

    @TempDir
    private Path folder;

    FlowScenarios(Backend backend) {
        super(backend);
    }

    /** With batches of what is there. */
    Ingestion flow(String name) {
        return flow(name, copy(), WITHOUT_WAIT, FaultPlan.none());
    }

    /** The flow of a type that the template does not have, whatever was added to it. */
    Ingestion flowOfFourthType() {
        return flow(FourthType.FLOW, copy().change(FourthType::addTo), WITHOUT_WAIT, FaultPlan.none());
    }

    /** With batches of exactly so many records: the window is longer than any test. */
    Ingestion flowOfBatches(String name, int records) {
        Map<String, String> settings =
                Map.of("ShardCount", "1", "BatchSize", Integer.toString(records), "BatchWindowSeconds", "300");
        return flow(name, copy(), settings, FaultPlan.none());
    }

    /**
     * With batches of so many records, several at once, and a window in which all that was sent before is gathered, so that
     * batches are the same in every run.
     *
     * @param faults of the API
     */
    Ingestion flowOfSmallBatches(String name, int records, FaultPlan faults) {
        Map<String, String> settings = Map.of(
                "ShardCount", "1",
                "BatchSize", Integer.toString(records),
                "BatchWindowSeconds", "1",
                "ParallelizationFactor", "4");
        return flow(name, copy(), settings, faults);
    }

    private Ingestion flow(String name, TemplateCopy copy, Map<String, String> settings, FaultPlan faults) {
        copy.changeFlow(
                lines -> lines.stream().map(line -> settled(line, settings)).toList());
        return new Ingestion(backend(), system(Ingestion.parts(name), copy.file(), PARAMETERS), faults);
    }

    private static String settled(String line, Map<String, String> settings) {
        String settled = line;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            settled = settled.replaceFirst("!Ref " + setting.getKey() + "\\b", setting.getValue());
        }
        return settled;
    }

    private TemplateCopy copy() {
        try {
            return new TemplateCopy(Files.createTempDirectory(folder, "template"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
