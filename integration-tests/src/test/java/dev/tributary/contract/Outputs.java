package dev.tributary.contract;

import static java.util.stream.Collectors.toMap;

import dev.tributary.local.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The outputs of the template. The reader resolves resources alone, so each output is made into one. */
final class Outputs {

    private static final String TYPE = "Output";

    private Outputs() {}

    /** The values of the outputs whose conditions hold, by name. */
    static Map<String, String> values(Map<String, String> parameters, Path folder) throws IOException {
        String[] parts = Files.readString(Shipped.FILE).split("\nOutputs:\n", 2);
        String resources = parts[1].replaceAll("(?m)^  (\\w+):$", "  " + TYPE + "$1:\n    Type: " + TYPE)
                .replaceAll("(?m)^    Value:", "    Properties:");
        Path file = Files.writeString(folder.resolve("template.yaml"), parts[0] + "\n" + resources);
        return Template.read(file, parameters).resources().stream()
                .filter(resource -> resource.type().equals(TYPE))
                .collect(toMap(
                        resource -> resource.logicalId().substring(TYPE.length()),
                        resource -> resource.properties().asText()));
    }
}
