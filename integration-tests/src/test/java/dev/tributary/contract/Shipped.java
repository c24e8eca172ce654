package dev.tributary.contract;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;

/** The template as the project ships it. */
final class Shipped {

    static final Path ROOT = Path.of(System.getProperty("tributary.root", ".."));
    static final Path FILE = ROOT.resolve("template.yaml");

    /** For tests of the template and of each that it includes. */
    static final String TEMPLATES = "dev.tributary.contract.Shipped#templates";

    /** The template of one flow of typed events. */
    static final Path FLOW = ROOT.resolve("infrastructure/event-flow.yaml");

    /** What a flow must be told. */
    static final Map<String, String> FLOW_PARAMETERS = Map.of(
            "EventType", "orders",
            "Environment", "dev",
            "LakeBucket", "lake",
            "FailureBucket", "failures",
            "PipelineKeyArn", "arn:aws:kms:us-east-1:000000000000:key/pipeline",
            "EventAlertsTopicArn", "arn:aws:sns:us-east-1:000000000000:event-alerts");

    /** The template of change data. */
    static final Path CHANGE_DATA = ROOT.resolve("infrastructure/change-data.yaml");

    /** The template of inference. */
    static final Path INFERENCE = ROOT.resolve("infrastructure/inference.yaml");

    /** The template of a database and of what captures its changes. */
    static final Path POSTGRES = ROOT.resolve("infrastructure/postgres-cdc.yaml");

    /** The stacks within the template that have functions. */
    private static final Set<String> STACKS =
            Set.of("UserActivityFlow", "OrdersFlow", "PaymentsFlow", "ChangeData", "Inference");

    /** The type of the event source of functions that a bucket tells of its objects. */
    private static final String BUCKET = "S3";

    /** The type of the event source of functions that a clock invokes. */
    private static final String SCHEDULE = "Schedule";

    /** For tests of every function. */
    static final String FUNCTIONS = "dev.tributary.contract.Shipped#functions";

    /** For tests of those that Lambda invokes by mappings of their own. */
    static final String MAPPED_FUNCTIONS = "dev.tributary.contract.Shipped#mappedFunctions";

    /** For tests of those that Lambda invokes asynchronously, for the events of a bucket. */
    static final String NOTIFIED_FUNCTIONS = "dev.tributary.contract.Shipped#notifiedFunctions";

    /** For tests of those that Lambda invokes asynchronously, for whatever reason. */
    static final String ASYNCHRONOUS_FUNCTIONS = "dev.tributary.contract.Shipped#asynchronousFunctions";

    /** The parameters that create a system or leave it out. */
    static final List<String> SWITCHES = List.of(
            "DeployEnrichment",
            "DeployPipes",
            "DeployAudit",
            "DeployIngestion",
            "DeployChangeData",
            "DeployInference",
            "DeployPostgres");

    /** What has every optional resource created. */
    static final Map<String, String> EVERYTHING = Map.ofEntries(
            Map.entry("DeployPostgres", "true"),
            Map.entry("DeployCatalog", "true"),
            Map.entry("CatalogCrawlerSchedule", "cron(0 2 * * ? *)"),
            Map.entry("LoadSampleData", "true"),
            Map.entry("DeliveryFormat", "PARQUET"),
            Map.entry("AuditEmail", "auditor@example.com"),
            Map.entry("EventAlertsEmail", "clerk@example.com"),
            Map.entry("AlertsEmail", "on-call@example.com"),
            Map.entry("ApiAuthorization", "API_KEY"),
            Map.entry("EnhancedFanOut", "true"),
            Map.entry("SubnetIds", "subnet-0123456789abcdef0,subnet-0fedcba987654321f"),
            Map.entry("SecurityGroupIds", "sg-0123456789abcdef0"));

    private static final Template WITH_EVERYTHING = template(EVERYTHING);

    private Shipped() {}

    /** The template, and those that it includes. */
    static List<Path> templates() {
        try (Stream<Path> included = Files.list(ROOT.resolve("infrastructure"))) {
            return Stream.concat(
                            Stream.of(FILE),
                            included.filter(file -> file.toString().endsWith(".yaml"))
                                    .sorted())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Java sources of all modules. */
    static List<Path> sources() {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path code : modules.map(module -> module.resolve("src")).toList()) {
                if (Files.isDirectory(code)) {
                    try (Stream<Path> files = Files.walk(code)) {
                        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    /** With every optional resource. */
    static Template template() {
        return WITH_EVERYTHING;
    }

    static Template template(Map<String, String> parameters) {
        return Template.read(FILE, parameters);
    }

    /** Whether a resource stands in a stack within the template. */
    static boolean isNested(String logicalId) {
        return logicalId.contains("/");
    }

    /** Whether the flow of a function is one that a user added: it needs neither a sample event nor an output. */
    static boolean isOfAddedFlow(FunctionDefinition function) {
        String id = function.logicalId();
        return isNested(id) && !STACKS.contains(id.replaceFirst("/.*", ""));
    }

    static List<FunctionDefinition> functions() {
        return template().functions();
    }

    static List<FunctionDefinition> mappedFunctions() {
        return functions().stream().filter(Shipped::isMapped).toList();
    }

    static List<FunctionDefinition> notifiedFunctions() {
        return functions().stream().filter(Shipped::isNotified).toList();
    }

    static List<FunctionDefinition> asynchronousFunctions() {
        return functions().stream().filter(Shipped::isAsynchronous).toList();
    }

    /** Whether Lambda reads a stream for the function. */
    static boolean isMapped(FunctionDefinition function) {
        return function.events().stream()
                .anyMatch(event -> !List.of(BUCKET, SCHEDULE).contains(event.type()));
    }

    /** The ARN of a stream, which a consumer of it may read. */
    static String streamOf(String source) {
        return source.replaceFirst("/consumer/.*", "");
    }

    /** Whether Lambda keeps the function's events in a queue of its own until they are done. */
    static boolean isAsynchronous(FunctionDefinition function) {
        return isNotified(function)
                || function.events().stream().anyMatch(event -> event.type().equals(SCHEDULE));
    }

    /** Whether a bucket tells the function of its objects. */
    static boolean isNotified(FunctionDefinition function) {
        return function.events().stream().anyMatch(event -> event.type().equals(BUCKET));
    }

    static FunctionDefinition function(Template template, String logicalId) {
        return template.functions().stream()
                .filter(function -> function.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no function " + logicalId));
    }

    /** The role of a function, which stands beside it. */
    static Resource roleOf(Template template, FunctionDefinition function) {
        String arn = properties(template, function.logicalId()).path("Role").asText();
        return template.resources().stream()
                .filter(resource ->
                        resource.type().equals("AWS::IAM::Role") && arn.endsWith(":role/" + resource.physicalName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(function.logicalId() + " has no role of its own"));
    }

    static List<Resource> resources(String type) {
        return template().resources().stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    /** The properties of a resource, resolved. */
    static JsonNode properties(Template template, String logicalId) {
        return template.resources().stream()
                .filter(resource -> resource.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no resource " + logicalId))
                .properties();
    }

    /** The declarations of the parameters, by name, as they are written. */
    static Map<String, Map<String, Object>> parameters() throws IOException {
        return section(FILE, "Parameters");
    }

    /** What a section of a template declares, by name, as it is written. */
    static Map<String, Map<String, Object>> section(Path file, String section) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            Map<String, Map<String, Map<String, Object>>> sections = new Yaml(new WithoutFunctions()).load(reader);
            return sections.getOrDefault(section, Map.of());
        }
    }

    /** A resource of a template, as it is written. */
    static String text(Path file, String logicalId) throws IOException {
        return Files.readAllLines(file).stream()
                .dropWhile(line -> !line.equals("  " + logicalId + ":"))
                .takeWhile(line -> line.equals("  " + logicalId + ":") || !line.matches(" {0,2}[A-Z]\\w*:"))
                .collect(joining("\n"));
    }

    /** Reads every call of an intrinsic function as an empty text. */
    private static final class WithoutFunctions extends SafeConstructor {

        WithoutFunctions() {
            super(new LoaderOptions());
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    return "";
                }
            });
        }
    }
}
