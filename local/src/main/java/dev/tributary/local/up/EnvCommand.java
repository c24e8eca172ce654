package dev.tributary.local.up;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.backend.Clients;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./tributary env}. */
@Command(
        name = "env",
        description =
                "Prints the variables with which the aws command and every SDK reach the pipeline that runs here.",
        footer = {
            "",
            "The shell that takes them reaches no AWS account until it is closed: region",
            "and credentials are made up. A function aws passes SQS's endpoint on, which",
            "version 1 of the aws command does not take from a variable. In scripts, which",
            "have no such function, pass --endpoint-url \"$AWS_ENDPOINT_URL_SQS\" to aws sqs.",
            "",
            "Examples:",
            "  eval \"$(./tributary env)\"",
            "  aws s3 ls",
            "  ./tributary env --json",
            "",
            "Exit code: 0; 1 if no pipeline is running here; 2 for wrong options."
        })
public final class EnvCommand implements Callable<Integer> {

    /** They would win over what is set here, or be sent along with credentials that they do not belong to. */
    private static final List<String> IN_THE_WAY =
            List.of("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");

    /** Version 1 of the command takes SQS's endpoint from this option alone: https://github.com/aws/aws-cli/issues/8737. */
    private static final String SQS_OF_VERSION_1 = "aws() { if [ \"${1-}\" = sqs ]; then"
            + " set -- --endpoint-url \"$AWS_ENDPOINT_URL_SQS\" \"$@\"; fi; command aws \"$@\"; };";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print them as a JSON object.")
    private boolean json;

    private final PipelineFolder folder;

    /** The command for the project in this folder. */
    public EnvCommand(Path root) {
        this.folder = new PipelineFolder(root);
    }

    @Override
    public Integer call() throws IOException {
        Map<String, String> variables = variables(folder.require());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(variables));
        } else {
            variables.forEach((name, value) -> out.println("export " + name + "='" + value + "';"));
            out.println("unset " + String.join(" ", IN_THE_WAY) + ";");
            out.println(SQS_OF_VERSION_1);
        }
        return 0;
    }

    private static Map<String, String> variables(RunningPipeline pipeline) {
        Map<String, String> variables = new LinkedHashMap<>();
        pipeline.endpoints().forEach((service, endpoint) -> service.endpointVariables()
                .forEach(name -> variables.put(name, endpoint.toString())));
        if (pipeline.api() != null) {
            variables.put("TRIBUTARY_API_URL", pipeline.api().toString());
        }
        variables.put("AWS_REGION", pipeline.region());
        variables.put("AWS_DEFAULT_REGION", pipeline.region());
        variables.put("AWS_ACCESS_KEY_ID", Clients.ACCESS_KEY);
        variables.put("AWS_SECRET_ACCESS_KEY", Clients.SECRET_KEY);
        return variables;
    }
}
