package dev.tributary.samples;

import dev.tributary.local.backend.Backend;
import dev.tributary.local.backend.Clients;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.samples.RuntimeApi.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Runs a function as Lambda's Java runtime does: Amazon's runtime interface client in a JVM of its own, with the function's variables
 * and those that Lambda sets, and nothing but the client on the class path. The client loads the package from the working folder.
 */
final class ManagedRuntime {

    private static final Path CLIENT =
            Path.of("target", "runtime-interface-client").toAbsolutePath();
    private static final Path LOGS = Path.of("target", "layout").toAbsolutePath();
    private static final long START_SECONDS = 60;

    private final Backend backend;

    ManagedRuntime(Backend backend) {
        this.backend = backend;
    }

    /**
     * Starts the function, has its snapshot taken, and invokes it once.
     *
     * @param layer where that of the function is, in place of {@code /opt}; the package itself if it has none
     * @throws AssertionError if it does not answer in time, or ends; the message holds its log
     */
    Outcome invoke(FunctionDefinition function, BuiltPackage task, BuiltPackage layer, byte[] event) throws Exception {
        String arn = "arn:aws:lambda:" + Backend.REGION + ":" + Backend.ACCOUNT + ":function:" + function.name();
        Path log = LOGS.resolve(function.logicalId().replace('/', '-') + ".log");
        try (RuntimeApi api = RuntimeApi.serve(event, arn, function.timeout())) {
            ProcessBuilder builder = new ProcessBuilder(command(function))
                    .directory(task.folder().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().clear();
            builder.environment().putAll(variables(function, task, layer, api));
            Process process = builder.start();
            try {
                CompletableFuture<Void> ended = process.onExit().thenAccept(any -> {});
                CompletableFuture.anyOf(api.outcome(), ended).get(START_SECONDS, TimeUnit.SECONDS);
                // A failed start is told, and then ends the process.
                Outcome outcome = api.outcome().get(1, TimeUnit.SECONDS);
                if (!api.isRestored() && outcome instanceof Outcome.Answered) {
                    throw new AssertionError("it asked for an event without having had its snapshot taken");
                }
                return outcome;
            } catch (TimeoutException | ExecutionException e) {
                throw new AssertionError(function.logicalId() + " did not answer\n" + Files.readString(log), e);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static List<String> command(FunctionDefinition function) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:MaxHeapSize=" + function.memoryMb() * 1024L * 85 / 100 + "k",
                "-XX:+UseSerialGC",
                // Not so with SnapStart on Java 25; all that it changes here is how long the start takes.
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac"));
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        try (Stream<Path> jars = Files.list(CLIENT)) {
            command.add("-classpath");
            command.add(String.join(
                    File.pathSeparator, jars.sorted().map(Path::toString).toList()));
        }
        command.add("com.amazonaws.services.lambda.runtime.api.client.AWSLambda");
        command.add(function.handler());
        return command;
    }

    /** What the template says, what Lambda adds, and where the services are. */
    private Map<String, String> variables(
            FunctionDefinition function, BuiltPackage task, BuiltPackage layer, RuntimeApi api) {
        Map<String, String> variables = new HashMap<>();
        function.environment()
                .forEach((name, value) -> variables.put(
                        name, value.replace("/opt/java/lib", layer.libraries().toString())));
        variables.putAll(Map.ofEntries(
                Map.entry("PATH", "/usr/local/bin:/usr/bin:/bin"),
                Map.entry("LANG", "en_US.UTF-8"),
                Map.entry("TZ", ":UTC"),
                Map.entry("_HANDLER", function.handler()),
                Map.entry("AWS_LAMBDA_RUNTIME_API", api.address()),
                Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java25"),
                Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"),
                Map.entry("AWS_LAMBDA_FUNCTION_NAME", function.name()),
                Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "1"),
                Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMb())),
                Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name()),
                Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "2026/01/15/[1]0123456789abcdef"),
                Map.entry("AWS_LAMBDA_LOG_FORMAT", "TEXT"),
                Map.entry("LAMBDA_TASK_ROOT", task.folder().toString()),
                Map.entry("LAMBDA_RUNTIME_DIR", "/var/runtime"),
                Map.entry("AWS_REGION", Backend.REGION),
                Map.entry("AWS_DEFAULT_REGION", Backend.REGION),
                Map.entry("AWS_ACCESS_KEY_ID", Clients.ACCESS_KEY),
                Map.entry("AWS_SECRET_ACCESS_KEY", Clients.SECRET_KEY)));
        backend.endpoints().forEach((service, endpoint) -> service.endpointVariables()
                .forEach(variable -> variables.put(variable, endpoint.toString())));
        return variables;
    }
}
