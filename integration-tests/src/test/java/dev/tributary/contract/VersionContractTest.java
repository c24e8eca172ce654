package dev.tributary.contract;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.template.FunctionDefinition;
import dev.tributary.local.template.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A changed parameter publishes a version of exactly the functions that it reaches: it changes the version's description
 * if, and only if, it changes the function. Why is told in {@code docs/decisions/publish-a-version-for-every-change.md}.
 */
class VersionContractTest {

    private static final int LONGEST_DESCRIPTION = 256;

    private static final String SECRET = "s".repeat(128);

    private static final String CONTRACTS = "{\"c\":\"" + "c".repeat(120) + "\"}";

    private static final String MODEL = "m".repeat(48) + "/" + "1".repeat(16);

    private static final String SCORED_TABLE = "s." + "t".repeat(78);

    private static final String DESCRIPTION = "VersionDescription";

    /** What stands for the id of the policy of the network where the template is read, and one as IAM gives it. */
    private static final String POLICY = "tributary-NetworkPolicy";

    private static final String ID_OF_POLICY = "ANPA0123456789ABCDEF1";

    private static final String SUBNETS = "SubnetIds";
    private static final String GROUPS = "SecurityGroupIds";
    private static final String POLICY_ID = "NetworkPolicyId";

    /** Other values of the parameters that have rules of their own: the longest that there can be. */
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("Environment", "an-environment-9"),
            Map.entry("AlertsTopicArn", "arn:aws:sns:us-east-1:000000000000:alerts"),
            Map.entry("MaximumRecordAgeSeconds", "604800"),
            Map.entry("PipeMaximumRecordAgeSeconds", "604800"),
            Map.entry("LakeDataset", "d".repeat(64)),
            Map.entry("PipeDataset", "p".repeat(64)),
            Map.entry("AuditActorAttribute", "a".repeat(24)),
            Map.entry("AuditRedactedAttributes", "r".repeat(80)),
            Map.entry("AuditRedactionKey", SECRET),
            Map.entry("AuditNotifyEvents", "REMOVE,MODIFY,INSERT"),
            Map.entry("AuditNotifyAttributes", "n".repeat(48)),
            Map.entry("AuditEmail", "auditor@example.com"),
            Map.entry("EventType", "e".repeat(24)),
            Map.entry("EntityField", "e".repeat(24)),
            Map.entry("Processor", "p".repeat(64)),
            Map.entry("ProcessorSettings", "{\"s\":\"" + "s".repeat(46) + "\"}"),
            Map.entry("LakeBucket", "another-lake"),
            Map.entry("FailureBucket", "other-failures"),
            Map.entry("PipelineKeyArn", "arn:aws:kms:us-east-1:000000000000:key/another"),
            Map.entry("EventAlertsTopicArn", "arn:aws:sns:us-east-1:000000000000:others"),
            Map.entry("EventAlertsEmail", "clerk@example.com"),
            Map.entry("AlertsEmail", "on-call@example.com"),
            Map.entry("CatalogBytesScannedLimit", "107374182401"),
            Map.entry("CatalogCrawlerSchedule", "cron(0 3 * * ? *)"),
            Map.entry("TableContracts", CONTRACTS),
            Map.entry("ChangeTableContracts", CONTRACTS),
            Map.entry("Model", MODEL),
            Map.entry("InferenceModel", MODEL),
            Map.entry("ScoredTable", SCORED_TABLE),
            Map.entry("InferenceScoredTable", SCORED_TABLE),
            Map.entry("ScheduleExpression", "cron(0 6 * * ? *)"),
            Map.entry("InferenceScheduleExpression", "cron(0 6 * * ? *)"),
            Map.entry("PostgresInstanceClass", "db.m7g.large"),
            Map.entry("PostgresReplicationInstanceClass", "dms.c6i.large"),
            Map.entry("PostgresReplicationEngineVersion", "3.6.2"),
            Map.entry("PostgresSchema", "s".repeat(63)),
            Map.entry("PostgresTables", "t".repeat(63)),
            Map.entry("PostgresCertificateArn", "arn:aws:dms:us-east-1:000000000000:cert:rds"),
            Map.entry("ChangeBucket", "other-changes"),
            Map.entry("ChangeKeyArn", "arn:aws:kms:us-east-1:000000000000:key/other"),
            Map.entry("AnnouncementQueueUrl", "https://sqs.us-east-1.amazonaws.com/000000000000/other"),
            Map.entry("AnnouncementQueueArn", "arn:aws:sqs:us-east-1:000000000000:other"),
            Map.entry("AnnouncementDeadLetterQueueArn", "arn:aws:sqs:us-east-1:000000000000:other-dead-letters"),
            Map.entry("ApiAllowedOrigins", "https://shop.example.com"),
            Map.entry(SUBNETS, "subnet-01234567"),
            Map.entry(GROUPS, "sg-89abcdef"),
            Map.entry("NetworkPolicyArn", "arn:aws:iam::000000000000:policy/another"),
            Map.entry(POLICY_ID, ID_OF_POLICY));

    /** What other parameters need beside them. */
    private static final Map<String, String> BASE =
            with(NetworkContractTest.NETWORK, Map.of("AuditRedactionKey", "k".repeat(32)));

    private static final Map<String, String> NETWORK_OF_STACK = with(
            NetworkContractTest.NETWORK,
            Map.of("NetworkPolicyArn", "arn:aws:iam::000000000000:policy/network", POLICY_ID, "ANPAFEDCBA9876543210F"));

    private static final Map<String, String> CHANGE_DATA = Map.of(
            "Environment", "dev",
            "FailureBucket", "failures",
            "PipelineKeyArn", "arn:aws:kms:us-east-1:000000000000:key/pipeline");

    private static final Map<String, String> INFERENCE = Map.of(
            "Environment", "dev",
            "ChangeBucket", "changes",
            "ChangeKeyArn", "arn:aws:kms:us-east-1:000000000000:key/changes",
            "AnnouncementQueueUrl", "https://sqs.us-east-1.amazonaws.com/000000000000/announcements",
            "AnnouncementQueueArn", "arn:aws:sqs:us-east-1:000000000000:announcements",
            "AnnouncementDeadLetterQueueArn", "arn:aws:sqs:us-east-1:000000000000:announcement-dead-letters",
            "FailureBucket", "failures",
            "PipelineKeyArn", "arn:aws:kms:us-east-1:000000000000:key/pipeline");

    /** What is no part of a function's version. */
    private static final List<String> OUTSIDE =
            List.of("Events", "EventInvokeConfig", "ReservedConcurrentExecutions", DESCRIPTION);

    /** By the parameters that were asked for, since all functions are made at once, and reading takes its time. */
    private static final Map<Map<String, String>, Made> MADE = new HashMap<>();

    private static Map<String, String> otherValues = Map.of();

    /** What must not stand in a description; its version does, which is to be counted up with it. */
    private static Set<String> secrets = Set.of();

    @BeforeAll
    static void readParameters() throws IOException {
        secrets = Shipped.parameters().entrySet().stream()
                .filter(one -> Boolean.TRUE.equals(one.getValue().get("NoEcho")))
                .map(Map.Entry::getKey)
                .collect(toSet());
        otherValues = Shipped.parameters().entrySet().stream()
                .filter(one -> !Shipped.SWITCHES.contains(one.getKey()))
                .collect(toMap(Map.Entry::getKey, one -> another(one.getKey(), one.getValue())));
    }

    /**
     * Functions, by their logical ids, as parameters make them.
     *
     * @param network which ids the policy of the network is of; another policy, with another id, is of others
     */
    private record Made(Map<String, JsonNode> functions, String network) {

        static Made by(Map<String, String> parameters) {
            Template template = Shipped.template(with(BASE, parameters));
            return new Made(
                    template.functions().stream()
                            .map(FunctionDefinition::logicalId)
                            .collect(toMap(id -> id, id -> Shipped.properties(template, id))),
                    Shipped.properties(template, "NetworkPolicy")
                            .path("Description")
                            .asText());
        }

        /** The function, its description with these ids in place of that of the policy. */
        JsonNode function(String logicalId) {
            ObjectNode function =
                    functions.getOrDefault(logicalId, NullNode.getInstance()).deepCopy();
            return function.put(DESCRIPTION, description(function).replace(POLICY, network));
        }
    }

    @ParameterizedTest
    @MethodSource(Shipped.FUNCTIONS)
    void shouldDescribeAVersionByTheParametersThatReachTheFunction(FunctionDefinition function) {
        Function<Map<String, String>, JsonNode> read =
                parameters -> MADE.computeIfAbsent(parameters, Made::by).function(function.logicalId());
        Set<String> reaching = changing(otherValues, read, VersionContractTest::version);
        Set<String> described = changing(otherValues, read, VersionContractTest::description);

        assertThat(reaching).contains("Environment", "Architecture", "LogLevel", "Tracing");
        assertThat(described)
                .isEqualTo(reaching.stream()
                        .filter(name -> !secrets.contains(name))
                        .collect(toSet()))
                .containsAll(secrets.stream()
                        .filter(reaching::contains)
                        .map(name -> name + "Version")
                        .toList());
        assertThat(read.apply(Map.of()).path("AutoPublishAliasAllProperties").booleanValue())
                .isTrue();
    }

    /** Those of a flow's own parameters too that the blocks of the template give as text, or leave out. */
    @Test
    void shouldDescribeAVersionByTheParametersOfAFlow() throws IOException {
        assertThat(described(Shipped.FLOW, "StreamProcessorFunction", Shipped.FLOW_PARAMETERS))
                .contains("FunctionMemory", "Processor", "ProcessorSettings", "MarkerRetentionDays");
    }

    @Test
    void shouldDescribeAVersionByTheParametersOfChangeData() throws IOException {
        assertThat(described(Shipped.CHANGE_DATA, "CdcTransformFunction", CHANGE_DATA))
                .containsExactlyInAnyOrder(
                        "Environment",
                        POLICY_ID,
                        "Architecture",
                        "LogLevel",
                        "Tracing",
                        "FunctionMemory",
                        "FunctionTimeout",
                        "TableContracts");
    }

    @Test
    void shouldDescribeAVersionByTheParametersOfInference() throws IOException {
        assertThat(described(Shipped.INFERENCE, "MlInferenceFunction", INFERENCE))
                .containsExactlyInAnyOrder(
                        "Environment",
                        POLICY_ID,
                        "Architecture",
                        "LogLevel",
                        "Tracing",
                        "FunctionMemory",
                        "Model",
                        "ModelSource",
                        "ScoredTable",
                        "ReserveConcurrency");
    }

    /** The parameters of a template within that reach its function, each of which its description tells. */
    private static Set<String> described(Path template, String logicalId, Map<String, String> given)
            throws IOException {
        Map<String, String> others = Shipped.section(template, "Parameters").entrySet().stream()
                .collect(toMap(Map.Entry::getKey, one -> another(one.getKey(), one.getValue())));
        Function<Map<String, String>, JsonNode> read = parameters -> {
            Map<String, String> all = with(with(given, NETWORK_OF_STACK), parameters);
            return Shipped.properties(Template.read(template, all), logicalId);
        };
        Set<String> reaching = changing(others, read, VersionContractTest::version);
        // Of what the outer template hands over by reference, the names hold the Environment, or never change.
        reaching.removeAll(
                Set.of("LakeBucket", "FailureBucket", "EventAlertsTopicArn", "ChangeBucket", "AnnouncementQueueUrl"));
        // The id of the policy of the network stands for what it is of.
        reaching.removeAll(Set.of(SUBNETS, GROUPS));
        reaching.add(POLICY_ID);
        assertThat(changing(others, read, VersionContractTest::description)).isEqualTo(reaching);
        assertThat(longest(others)).allSatisfy(longest -> assertThat(description(read.apply(longest)))
                .hasSizeBetween(1, LONGEST_DESCRIPTION));
        return reaching;
    }

    private static <T> Set<String> changing(
            Map<String, String> others, Function<Map<String, String>, JsonNode> read, Function<JsonNode, T> part) {
        T usual = part.apply(read.apply(Map.of()));
        return others.entrySet().stream()
                .filter(other -> !part.apply(read.apply(Map.of(other.getKey(), other.getValue())))
                        .equals(usual))
                .map(Map.Entry::getKey)
                .collect(toCollection(TreeSet::new));
    }

    /** Whoever may look at the function reads its variables, unless they are encrypted with a key of our own. */
    @Test
    void shouldTellASecretToTheFunctionAlone() {
        Map<String, String> parameters = Map.of("AuditRedactionKey", SECRET);

        assertThat(secrets).isEqualTo(parameters.keySet());
        assertThat(Shipped.template(parameters).resources())
                .filteredOn(resource -> resource.properties().toString().contains(SECRET))
                .singleElement()
                .satisfies(function -> {
                    assertThat(function.properties().path("KmsKeyArn").isTextual())
                            .isTrue();
                    assertThat(((ObjectNode) function.properties().deepCopy())
                                    .without("Environment")
                                    .toString())
                            .doesNotContain(SECRET);
                });
        assertThat(Shipped.template(parameters).outputs().values()).noneMatch(value -> value.contains(SECRET));
    }

    @ParameterizedTest
    @MethodSource(Shipped.FUNCTIONS)
    void shouldDescribeAVersionInWhatLambdaTakes(FunctionDefinition function) {
        assertThat(longest(otherValues)).allSatisfy(longest -> assertThat(
                        description(Shipped.properties(Shipped.template(longest), function.logicalId()))
                                .replace(POLICY, ID_OF_POLICY))
                .contains(ID_OF_POLICY)
                .hasSizeBetween(1, LONGEST_DESCRIPTION));
    }

    /** Of tracing, one value is the longer one, but some descriptions have another word for it. */
    private static List<Map<String, String>> longest(Map<String, String> others) {
        return List.of(with(others, Map.of("Tracing", "PassThrough")), with(others, Map.of("Tracing", "Active")));
    }

    private static Map<String, String> with(Map<String, String> values, Map<String, String> others) {
        Map<String, String> all = new HashMap<>(values);
        all.putAll(others);
        return Map.copyOf(all);
    }

    private static JsonNode version(JsonNode function) {
        return ((ObjectNode) function.deepCopy()).remove(OUTSIDE);
    }

    private static String description(JsonNode function) {
        return function.path(DESCRIPTION).asText();
    }

    private static String another(String name, Map<String, Object> parameter) {
        String usual = String.valueOf(parameter.get("Default"));
        if (OTHERS.containsKey(name)) {
            return OTHERS.getOrDefault(name, "");
        }
        if (parameter.get("AllowedValues") instanceof List<?> allowed) {
            return allowed.stream()
                    .map(String::valueOf)
                    .filter(value -> !value.equals(usual))
                    .reduce((first, last) -> last)
                    .orElseThrow();
        }
        Object highest = parameter.get("MaxValue");
        return highest != null ? highest.toString() : Integer.toString(Integer.parseInt(usual) + 1);
    }
}
