package dev.tributary.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contract.AwsCalls.Call;
import dev.tributary.json.Json;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.FunctionDefinition.Event;
import dev.tributary.local.template.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A function's role allows what its code calls, where it calls it, and what Lambda does for it; and nothing more. The
 * permission behind each operation is told in the services' authorization references.
 */
class PermissionContractTest {

    private static final String HERE = "us-east-1:000000000000:";

    /** The permissions that an operation asks for. */
    private static final Map<String, List<String>> PERMISSIONS = Map.ofEntries(
            entry("dynamodb:BatchGetItem", List.of("dynamodb:BatchGetItem")),
            entry("dynamodb:ConditionCheckItem", List.of("dynamodb:ConditionCheckItem")),
            entry("dynamodb:DeleteItem", List.of("dynamodb:DeleteItem")),
            entry("dynamodb:GetItem", List.of("dynamodb:GetItem")),
            entry("dynamodb:PutItem", List.of("dynamodb:PutItem")),
            entry("s3:GetObject", List.of("s3:GetObject", "s3:GetObjectVersion")), // of the version that an event names
            entry("s3:HeadObject", List.of("s3:GetObject")),
            entry("s3:ListObjectsV2", List.of("s3:ListBucket")),
            entry("s3:PutObject", List.of("s3:PutObject")), // with If-Match also GetObject, which HeadObject brings
            entry("sns:PublishBatch", List.of("sns:Publish")),
            entry("sqs:ChangeMessageVisibilityBatch", List.of("sqs:ChangeMessageVisibility")),
            entry("sqs:DeleteMessageBatch", List.of("sqs:DeleteMessage")),
            entry("sqs:ReceiveMessage", List.of("sqs:ReceiveMessage")),
            entry("sqs:SendMessageBatch", List.of("sqs:SendMessage")));

    /** The properties that name the key of a resource, as its type spells it. */
    private static final List<String> KEY_FIELDS =
            List.of("KeyId", "KMSMasterKeyId", "KMSMasterKeyID", "KmsMasterKeyId");

    /** What a mapping does with a stream, by the type of event source, with the reasons. */
    private static final Map<String, Map<String, String>> STREAM_READERS = Map.of(
            "Kinesis",
                    Map.of(
                            "kinesis:DescribeStream", "checked when the mapping is made",
                            "kinesis:DescribeStreamSummary", "the mapping looks at the stream",
                            "kinesis:ListShards", "the mapping finds the shards",
                            "kinesis:GetShardIterator", "the mapping begins to read a shard",
                            "kinesis:GetRecords", "the mapping reads a shard"),
            "DynamoDB",
                    Map.of(
                            "dynamodb:DescribeStream", "the mapping looks at the stream and finds the shards",
                            "dynamodb:GetShardIterator", "the mapping begins to read a shard",
                            "dynamodb:GetRecords", "the mapping reads a shard"));

    private static final String KEY = "AWS::KMS::Key";

    /** Statements on every resource that are meant, by the type of a key or their own id, and why. */
    private static final Map<String, String> MEANT = Map.of(
            KEY,
            "in the policy of a key, * is the key",
            "Trace",
            "X-Ray knows no resources of these actions; asked for by Tracing alone",
            "LookAtNetwork",
            "EC2 knows no resources of these actions; asked for by SubnetIds alone");

    private static final String CHANGE_BUCKET = "CHANGE_BUCKET";
    private static final String SCORE_TABLE = "SCORE_TABLE";

    /** What the function writes of the changes that it reads below {@code raw/}. */
    private static final List<String> ZONES = List.of("messages", "quarantine", "schema-changes", "trusted");

    @ParameterizedTest
    @MethodSource(Shipped.FUNCTIONS)
    void shouldAllowWhatIsNeededAndNothingMore(FunctionDefinition function) throws IOException {
        Map<String, String> needed = new TreeMap<>();
        for (Call call : AwsCalls.in(ReachedClasses.of(function))) {
            assertThat(PERMISSIONS).containsKey(call.operation());
            for (String resource : resources(call, function)) {
                PERMISSIONS
                        .getOrDefault(call.operation(), List.of())
                        .forEach(action -> needed.put(Grants.grant(action, resource), "called by " + call.caller()));
            }
        }
        assertThat(needed).isNotEmpty();
        needed.putAll(neededByLambda(function));

        Set<String> granted = Grants.of(role(function));

        Map<String, String> missing = new TreeMap<>(needed);
        missing.keySet().removeAll(granted);
        assertThat(missing).as("needed, and not allowed").isEmpty();
        Set<String> inVain = new TreeSet<>(granted);
        inVain.removeAll(needed.keySet());
        assertThat(inVain).as("allowed, and not needed").isEmpty();
    }

    /** Where the calls of each class go, by the variables that tell it; a class that is not known here must be added. */
    private static List<String> resources(Call call, FunctionDefinition function) throws IOException {
        Map<String, String> environment = function.environment();
        String caller = call.caller();
        return switch (caller) {
            case "dev.tributary.reference.ReferenceLookup" ->
                stream(Json.readTree(value(environment, "ENRICHMENT_SOURCES")))
                        .map(source -> "arn:aws:dynamodb:" + HERE + "table/"
                                + source.path("table").asText())
                        .toList();
            case "dev.tributary.lake.LakeWriter" ->
                List.of("arn:aws:s3:::" + value(environment, "LAKE_BUCKET") + lakePrefix(environment) + "*");
            case "dev.tributary.notification.NotificationTopic" -> List.of(value(environment, "TOPIC_ARN"));
            case "dev.tributary.deadletter.DeadLetterQueue" ->
                List.of("arn:aws:sqs:" + HERE
                        + value(environment, "DEAD_LETTER_QUEUE_URL").replaceFirst(".*/", ""));
            case "dev.tributary.deadletter.ClaimCheck" ->
                // The whole bucket where Lambda asks for it; see neededByLambda.
                List.of("arn:aws:s3:::" + value(environment, "DEAD_LETTER_BUCKET")
                        + (Shipped.isMapped(function) ? "/*" : "/dead-letters/*"));
            default -> {
                if (environment.containsKey(SCORE_TABLE)) {
                    yield ofInference(call, environment);
                }
                if (environment.containsKey(CHANGE_BUCKET) && call.operation().startsWith("s3:")) {
                    yield zones(call.operation(), "arn:aws:s3:::" + value(environment, CHANGE_BUCKET));
                }
                // In whichever class of theirs: flows have one table, and call nothing else on their own.
                assertThat(caller).as("calls AWS: where?").startsWith("dev.tributary.stream.");
                yield List.of("arn:aws:dynamodb:" + HERE + "table/" + value(environment, "TABLE_NAME"));
            }
        };
    }

    /** Inference reads rows and, where it is told so, a model; looks at scores; and writes scores and what has none. */
    private static List<String> ofInference(Call call, Map<String, String> environment) {
        String bucket = "arn:aws:s3:::" + value(environment, CHANGE_BUCKET);
        boolean isOfModel = call.caller().startsWith("dev.tributary.inference.model.");
        return switch (call.operation()) {
            case "s3:GetObject" ->
                isOfModel ? ofModel(environment) : List.of(bucket + "/" + value(environment, "TRUSTED_PREFIX") + "*");
            case "s3:HeadObject" -> List.of(bucket + "/trusted-analytics/*");
            case "s3:ListObjectsV2" -> List.of(bucket);
            case "s3:PutObject" -> List.of(bucket + "/quarantine/*", bucket + "/trusted-analytics/*");
            case "sqs:ChangeMessageVisibilityBatch", "sqs:DeleteMessageBatch", "sqs:ReceiveMessage" ->
                List.of("arn:aws:sqs:" + HERE
                        + value(environment, "ANNOUNCEMENT_QUEUE_URL").replaceFirst(".*/", ""));
            default -> {
                assertThat(call.operation()).as("called by " + call.caller()).startsWith("dynamodb:");
                yield List.of("arn:aws:dynamodb:" + HERE + "table/" + value(environment, SCORE_TABLE));
            }
        };
    }

    private static List<String> ofModel(Map<String, String> environment) {
        String bucket = value(environment, "MODEL_BUCKET");
        return bucket.isEmpty()
                ? List.of()
                : List.of("arn:aws:s3:::" + bucket + "/models/" + value(environment, "MODEL") + "/*");
    }

    /** Whatever is read of change data is raw, and whatever is written is in another zone. */
    private static List<String> zones(String operation, String bucket) {
        return operation.equals("s3:PutObject")
                ? ZONES.stream().map(zone -> bucket + "/" + zone + "/*").toList()
                : List.of(bucket + "/" + "raw/*");
    }

    private static String lakePrefix(Map<String, String> environment) {
        if (environment.containsKey("EVENT_TYPE")) {
            return "/events/" + value(environment, "EVENT_TYPE") + "/";
        }
        return environment.containsKey("LAKE_DATASET") ? "/enriched-data/" : "/audit-logs/";
    }

    /** What the function's event sources, its log and the encryption of all that it touches ask for, with the reasons. */
    private static Map<String, String> neededByLambda(FunctionDefinition function) {
        Map<String, String> needed = new TreeMap<>();
        JsonNode properties = Shipped.properties(Shipped.template(), function.logicalId());
        if (Shipped.isAsynchronous(function)) {
            String queue = properties
                    .at("/EventInvokeConfig/DestinationConfig/OnFailure/Destination")
                    .asText();
            needed.put(Grants.grant("sqs:SendMessage", queue), "Lambda sends what it gives up");
        }
        for (FunctionDefinition.Event event : Shipped.isMapped(function) ? function.events() : List.<Event>of()) {
            String source = event.properties().path("Stream").asText();
            String stream = Shipped.streamOf(source);
            if (!source.equals(stream)) {
                needed.put(Grants.grant("kinesis:SubscribeToShard", source), "the mapping reads by a consumer");
            }
            STREAM_READERS
                    .getOrDefault(event.type(), Map.of())
                    .forEach((action, reason) -> needed.put(Grants.grant(action, stream), reason));
            String bucket = event.properties()
                    .at("/DestinationConfig/OnFailure/Destination")
                    .asText();
            needed.put(Grants.grant("s3:ListBucket", bucket), "the mapping looks for its failure destination");
            needed.put(Grants.grant("s3:PutObject", bucket + "/*"), "the mapping keeps what it gives up");
        }
        String log = properties.at("/LoggingConfig/LogGroup").asText();
        String logArn = "arn:aws:logs:" + HERE + "log-group:" + log + ":*";
        needed.put(Grants.grant("logs:CreateLogStream", logArn), "each instance has a stream of its own in the log");
        needed.put(Grants.grant("logs:PutLogEvents", logArn), "what the function logs");
        keysOf(function).forEach(key -> {
            needed.put(Grants.grant("kms:Decrypt", key), "what is encrypted is read; queues ask for it too");
            needed.put(
                    Grants.grant("kms:GenerateDataKey", key), "objects and messages are encrypted as they are written");
        });
        return needed;
    }

    /** The keys of the stream that it reads, of the table that it changes, and of all else that its variables name. */
    private static Set<String> keysOf(FunctionDefinition function) {
        Set<String> names = function.environment().values().stream()
                .map(value -> value.replaceFirst(".*[:/]", ""))
                .collect(Collectors.toSet());
        function.events().stream()
                .map(event -> Shipped.streamOf(event.properties().path("Stream").asText())
                        .replaceFirst(".*:stream/", ""))
                .forEach(names::add);
        return Shipped.template().resources().stream()
                .filter(resource -> names.contains(resource.physicalName()))
                .flatMap(resource ->
                        KEY_FIELDS.stream().flatMap(field -> resource.properties().findValuesAsText(field).stream()))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource(Shipped.FUNCTIONS)
    void shouldOpenTheKeyThroughTheServicesInUseAlone(FunctionDefinition function) {
        Set<String> services = Grants.of(role(function)).stream()
                .map(grant -> grant.split(":", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
        services.removeAll(Set.of("kms", "logs")); // the key's own policy lets the log service in

        assertThat(Grants.keyServices(role(function))).isEqualTo(services);
    }

    @ParameterizedTest
    @MethodSource(Shipped.FUNCTIONS)
    void shouldLendTheRoleToLambdaAlone(FunctionDefinition function) {
        JsonNode statements = role(function).at("/AssumeRolePolicyDocument/Statement");

        assertThat(statements).hasSize(1);
        assertThat(statements.get(0).path("Principal").toString()).isEqualTo("{\"Service\":\"lambda.amazonaws.com\"}");
    }

    @Test
    void shouldNameTheResourcesOfEveryStatement() {
        Map<String, String> parameters = new HashMap<>(Shipped.EVERYTHING);
        parameters.put("Tracing", "Active");
        Set<String> open = new TreeSet<>();
        for (Resource resource : Shipped.template(parameters).resources()) {
            for (JsonNode statements : resource.properties().findValues("Statement")) {
                statements.forEach(statement -> Grants.texts(statement.path("Resource")).stream()
                        .filter("*"::equals)
                        .forEach(everything -> open.add(
                                resource.type().equals(KEY)
                                        ? KEY
                                        : statement.path("Sid").asText())));
            }
        }

        assertThat(open).isEqualTo(MEANT.keySet());
    }

    private static JsonNode role(FunctionDefinition function) {
        return Shipped.roleOf(Shipped.template(), function).properties();
    }

    private static String value(Map<String, String> environment, String name) {
        String value = environment.get(name);
        assertThat(value).as(name).isNotNull();
        return value == null ? "" : value;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements.stream();
    }
}
