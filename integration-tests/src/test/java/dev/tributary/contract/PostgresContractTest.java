package dev.tributary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.change.ChangeEvent;
import dev.tributary.change.ChangeReader;
import dev.tributary.change.ChangeRow;
import dev.tributary.change.ChangeRows;
import dev.tributary.change.InvalidChangeException;
import dev.tributary.change.RowChange;
import dev.tributary.change.SchemaChange;
import dev.tributary.json.InvalidJsonException;
import dev.tributary.json.Json;
import dev.tributary.local.template.Resource;
import dev.tributary.local.template.Template;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The database is reached from within its network alone, and its task sends what change data reads, or stops. */
class PostgresContractTest {

    private static final String STACK = "Postgres";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What begins to speak, by what it may speak to, as security groups have it. */
    private static final Map<String, Set<String>> CONNECTIONS = Map.of(
            "DatabaseSecurityGroup", Set.of(),
            "EndpointSecurityGroup", Set.of(),
            "ReplicationSecurityGroup", Set.of("DatabaseSecurityGroup 5432", "EndpointSecurityGroup 443"),
            "ClientSecurityGroup", Set.of("DatabaseSecurityGroup 5432", "EndpointSecurityGroup 443"));

    /** The template gives a group that speaks to nobody a rule for itself, as it would get one for everything otherwise. */
    private static final String NOWHERE = "127.0.0.1/32";

    // ------------------------------------------------------------------------------------------------- the network

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS::EC2::InternetGateway",
                "AWS::EC2::NatGateway",
                "AWS::EC2::Route",
                "AWS::EC2::EgressOnlyInternetGateway",
                "AWS::EC2::VPCGatewayAttachment",
                "AWS::EC2::EIP"
            })
    void shouldHaveNoWayOutOfTheNetwork(String type) {
        assertThat(Shipped.resources(type)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"AWS::RDS::DBInstance", "AWS::DMS::ReplicationInstance"})
    void shouldHaveNoPublicAddress(String type) {
        assertThat(Shipped.resources(type)).isNotEmpty().allSatisfy(resource -> assertThat(
                        resource.properties().path("PubliclyAccessible"))
                .hasToString("false"));
        assertThat(Shipped.resources("AWS::EC2::Subnet")).hasSize(2).allSatisfy(subnet -> assertThat(
                        subnet.properties().path("MapPublicIpOnLaunch"))
                .hasToString("false"));
    }

    /** RDS and DMS take subnets of two zones alone. */
    @Test
    void shouldHaveSubnetsInTwoZones() {
        assertThat(Shipped.resources("AWS::EC2::Subnet"))
                .extracting(subnet -> text(subnet.properties(), "AvailabilityZone"))
                .containsExactly("us-east-1a", "us-east-1b");
        for (JsonNode subnets : List.of(
                properties("DatabaseSubnetGroup").path("SubnetIds"),
                properties("ReplicationSubnetGroup").path("SubnetIds"))) {
            assertThat(Grants.texts(subnets))
                    .containsExactlyElementsOf(Shipped.resources("AWS::EC2::Subnet").stream()
                            .map(Resource::physicalName)
                            .toList());
        }
    }

    @Test
    void shouldConnectSecurityGroupsWithOneAnotherAlone() {
        Map<String, Set<String>> out = new HashMap<>();
        Map<String, Set<String>> in = new HashMap<>();
        CONNECTIONS.keySet().forEach(group -> in.put(group, new TreeSet<>()));
        for (Resource group : Shipped.resources("AWS::EC2::SecurityGroup")) {
            Set<String> targets = out.computeIfAbsent(group(group.physicalName()), name -> new TreeSet<>());
            assertThat(group.properties().path("SecurityGroupEgress")).isNotEmpty();
            assertThat(group.properties().has("SecurityGroupIngress")).isFalse();
            for (JsonNode rule : group.properties().path("SecurityGroupEgress")) {
                if (!text(rule, "CidrIp").equals(NOWHERE)) {
                    targets.add(group(text(rule, "DestinationSecurityGroupId")) + port(rule));
                }
            }
        }
        for (Resource rule : Shipped.resources("AWS::EC2::SecurityGroupIngress")) {
            JsonNode properties = rule.properties();
            in.computeIfAbsent(group(text(properties, "SourceSecurityGroupId")), name -> new TreeSet<>())
                    .add(group(text(properties, "GroupId")) + port(properties));
        }

        assertThat(out).isEqualTo(CONNECTIONS);
        assertThat(in).as("what is let out is let in").isEqualTo(CONNECTIONS);
    }

    @Test
    void shouldReachNoServicesButThoseThatDmsCalls() {
        Map<String, Set<String>> reached = new TreeMap<>();
        for (Resource endpoint : Shipped.resources("AWS::EC2::VPCEndpoint")) {
            JsonNode properties = endpoint.properties();
            assertThat(properties.path("PrivateDnsEnabled")).hasToString("true");
            assertThat(properties.at("/PolicyDocument/Statement"))
                    .singleElement()
                    .satisfies(statement -> assertThat(statement.path("Condition"))
                            .hasToString("{\"StringEquals\":{\"aws:PrincipalAccount\":\"000000000000\"}}"));
            JsonNode statement = properties.at("/PolicyDocument/Statement/0");
            Set<String> grants = new TreeSet<>();
            for (String action : Grants.texts(statement.path("Action"))) {
                Grants.texts(statement.path("Resource"))
                        .forEach(resource -> grants.add(Grants.grant(action, resource)));
            }
            reached.put(text(properties, "ServiceName"), grants);
        }

        Set<String> secrets = new TreeSet<>();
        for (String secret : List.of(secret(), master())) {
            secrets.add(Grants.grant("secretsmanager:DescribeSecret", secret));
            secrets.add(Grants.grant("secretsmanager:GetSecretValue", secret));
        }
        assertThat(reached)
                .isEqualTo(Map.of(
                        "com.amazonaws.us-east-1.kinesis-streams",
                        writingTheStream(),
                        "com.amazonaws.us-east-1.secretsmanager",
                        secrets));
    }

    /** A spare costs as much again, and one zone is enough where one of the two that talk is in one alone. */
    @ParameterizedTest
    @CsvSource({"false, 1, us-east-1a", "true, 2, ''"})
    void shouldHaveASpareOfAllOrOfNone(boolean spare, int subnets, String zone) {
        Template template = Shipped.template(with("PostgresMultiAz", Boolean.toString(spare)));

        for (String instance : List.of("Database", "ReplicationInstance")) {
            JsonNode properties = Shipped.properties(template, STACK + "/" + instance);
            assertThat(properties.path("MultiAZ").booleanValue()).isEqualTo(spare);
            // The reader gives a placeholder for the zone of a subnet.
            assertThat(properties.has("AvailabilityZone")).isEqualTo(!zone.isEmpty());
        }
        for (String endpoint : List.of("KinesisEndpoint", "SecretsEndpoint")) {
            assertThat(Shipped.properties(template, STACK + "/" + endpoint).path("SubnetIds"))
                    .hasSize(subnets);
        }
    }

    // ------------------------------------------------------------------------------------------------ the database

    @Test
    void shouldLetChangesBeReadAndNothingBeSentInClear() {
        JsonNode parameters = properties("DatabaseParameters");

        assertThat(text(parameters, "Family")).isEqualTo("postgres" + text(properties("Database"), "EngineVersion"));
        assertThat(parameters.path("Parameters"))
                .hasToString("{\"rds.logical_replication\":\"1\",\"rds.force_ssl\":\"1\","
                        + "\"ssl_min_protocol_version\":\"TLSv1.2\",\"wal_sender_timeout\":\"30000\","
                        + "\"max_slot_wal_keep_size\":\"10240\"}");
        assertThat(text(properties("Database"), "DBParameterGroupName"))
                .isEqualTo(
                        Shipped.resources("AWS::RDS::DBParameterGroup").get(0).physicalName());
    }

    /** The log that is kept for a task must fit beside the data, and be told of before it ends. */
    @Test
    void shouldTellOfALogThatIsKeptBeforeItIsNotKept() {
        long kept = properties("DatabaseParameters")
                        .at("/Parameters/max_slot_wal_keep_size")
                        .asLong()
                << 20;

        assertThat(properties("ReplicationSlotLagAlarm").path("Threshold").asLong())
                .isLessThan(kept / 4);
        assertThat(kept)
                .isLessThan(properties("Database").path("AllocatedStorage").asLong() * 1_000_000_000);
    }

    @Test
    void shouldKeepWhatIsInTheDatabase() throws IOException {
        JsonNode database = properties("Database");

        assertThat(Shipped.section(Shipped.POSTGRES, "Resources").get("Database"))
                .containsEntry("DeletionPolicy", "Snapshot")
                .containsEntry("UpdateReplacePolicy", "Snapshot");
        assertThat(database.path("StorageEncrypted")).hasToString("true");
        assertThat(database.path("DeletionProtection")).hasToString("true");
        assertThat(database.path("BackupRetentionPeriod").asInt()).isPositive();
        assertThat(database.path("DeleteAutomatedBackups")).hasToString("false");
        assertThat(Shipped.properties(
                                Shipped.template(with("PostgresDeletionProtection", "false")), STACK + "/Database")
                        .path("DeletionProtection"))
                .hasToString("false");
    }

    /** Whoever reads the template, or the stack, learns no password. */
    @Test
    void shouldHavePasswordsThatNobodyWroteDown() {
        JsonNode database = properties("Database");
        JsonNode generated = properties("ReplicationSecret").path("GenerateSecretString");

        assertThat(database.path("ManageMasterUserPassword")).hasToString("true");
        assertThat(database.has("MasterUserPassword")).isFalse();
        assertThat(text(generated, "GenerateStringKey")).isEqualTo("password");
        assertThat(generated.path("PasswordLength").asInt()).isGreaterThanOrEqualTo(32);
        assertThat(generated.path("ExcludePunctuation")).hasToString("true");
        assertThat(json(text(generated, "SecretStringTemplate")))
                .hasToString("{\"username\":\"dms\","
                        + "\"host\":\"tributary-dev-postgres.local.us-east-1.rds.amazonaws.com\",\"port\":5432}");
        assertThat(properties("SourceEndpoint").fieldNames())
                .toIterable()
                .doesNotContain("Username", "Password", "ServerName", "Port");
    }

    /** They are there first; what a service makes by itself is neither encrypted with our key nor ever ends. */
    @Test
    void shouldHaveTheLogsThatTheServicesWrite() {
        Set<String> written = new TreeSet<>();
        Grants.texts(properties("Database").path("EnableCloudwatchLogsExports"))
                .forEach(log -> written.add("/aws/rds/instance/" + name("AWS::RDS::DBInstance") + "/" + log));
        written.add("dms-tasks-" + name("AWS::DMS::ReplicationInstance"));

        assertThat(Shipped.resources("AWS::Logs::LogGroup"))
                .filteredOn(log -> log.logicalId().startsWith(STACK + "/"))
                .allSatisfy(log -> assertThat(
                                log.properties().path("RetentionInDays").asInt())
                        .isEqualTo(14))
                .extracting(Resource::physicalName)
                .containsExactlyInAnyOrderElementsOf(written);
        assertThat(Grants.texts(properties("PostgresKey")
                        .at("/KeyPolicy/Statement/1/Condition/ArnLike/kms:EncryptionContext:aws:logs:arn")))
                .extracting(arn -> arn.replaceFirst(".*:log-group:", ""))
                .containsExactlyInAnyOrderElementsOf(written);
    }

    // --------------------------------------------------------------------------------------------- the replication

    @Test
    void shouldAllowWhatDmsDoesAndNothingMore() {
        Set<String> reading = Set.of(
                Grants.grant("secretsmanager:DescribeSecret", secret()),
                Grants.grant("secretsmanager:GetSecretValue", secret()),
                Grants.grant("kms:Decrypt", text(properties("Database"), "KmsKeyId")),
                Grants.grant("kms:DescribeKey", text(properties("Database"), "KmsKeyId")));
        Set<String> writing = writingTheStream();
        writing.add(Grants.grant(
                "kms:GenerateDataKey",
                changeData("ChangeStream").at("/StreamEncryption/KeyId").asText()));

        assertThat(Grants.of(properties("SourceRole"))).isEqualTo(reading);
        assertThat(Grants.keyServices(properties("SourceRole"))).containsExactly("secretsmanager");
        assertThat(principal("SourceRole")).isEqualTo("dms.us-east-1.amazonaws.com");
        assertThat(Grants.of(properties("TargetRole"))).isEqualTo(writing);
        assertThat(Grants.keyServices(properties("TargetRole"))).containsExactly("kinesis");
        assertThat(principal("TargetRole")).isEqualTo("dms.amazonaws.com");
    }

    /** An account has them once, and where they are there already, a second of that name fails. */
    @Test
    void shouldCreateTheRolesOfTheAccountOnlyWhereItHasNone() throws IOException {
        Template existing = Shipped.template(with("PostgresDmsRoles", "existing"));

        assertThat(List.of(properties("DmsVpcRole"), properties("DmsLogsRole")))
                .extracting(role -> text(role, "RoleName") + " " + Grants.texts(role.path("ManagedPolicyArns")))
                .containsExactly(
                        "dms-vpc-role [arn:aws:iam::aws:policy/service-role/AmazonDMSVPCManagementRole]",
                        "dms-cloudwatch-logs-role [arn:aws:iam::aws:policy/service-role/AmazonDMSCloudWatchLogsRole]");
        assertThat(existing.resources())
                .extracting(Resource::logicalId)
                .contains(STACK + "/SourceRole")
                .doesNotContain(STACK + "/DmsVpcRole", STACK + "/DmsLogsRole");
        for (String role : List.of("DmsVpcRole", "DmsLogsRole")) {
            assertThat(Shipped.section(Shipped.POSTGRES, "Resources").get(role))
                    .containsEntry("DeletionPolicy", "RetainExceptOnCreate");
        }
    }

    /** A reference is what makes it wait for a role that is created only under a condition. */
    @Test
    void shouldNotStartReplicationBeforeItsRolesAreThere() {
        assertThat(properties("ReplicationSubnetGroup").path("Tags").toString()).contains("\"dms-vpc-role\"");
        assertThat(properties("ReplicationInstance").path("Tags").toString()).contains("\"dms-cloudwatch-logs-role\"");
    }

    @ParameterizedTest
    @CsvSource({"'', require", "arn:aws:dms:us-east-1:000000000000:cert:rds, verify-full"})
    void shouldReadTheDatabaseEncrypted(String certificate, String mode) {
        JsonNode source = Shipped.properties(
                Shipped.template(with("PostgresCertificateArn", certificate)), STACK + "/SourceEndpoint");

        assertThat(text(source, "SslMode")).isEqualTo(mode);
        assertThat(text(source, "CertificateArn")).isEqualTo(certificate);
        assertThat(text(source, "DatabaseName")).isEqualTo(text(properties("Database"), "DBName"));
        assertThat(source.path("PostgreSqlSettings"))
                .hasToString("{\"SecretsManagerSecretId\":\"" + secret() + "\","
                        + "\"SecretsManagerAccessRoleArn\":\"arn:aws:iam::000000000000:role/tributary-Postgres-SourceRole\","
                        + "\"PluginName\":\"test-decoding\",\"CaptureDdls\":true,\"DdlArtifactsSchema\":\"awsdms\","
                        + "\"HeartbeatEnable\":true,\"HeartbeatSchema\":\"awsdms\",\"HeartbeatFrequency\":5,"
                        + "\"FailTasksOnLobTruncation\":true,\"MapBooleanAsBoolean\":true}");
    }

    /** What somebody runs by hand makes what DMS is told of. */
    @Test
    void shouldBeSetUpWithWhatDmsLooksFor() throws IOException {
        String setup = Files.readString(Shipped.ROOT.resolve("infrastructure/sql/postgres.sql"));
        JsonNode source = properties("SourceEndpoint").path("PostgreSqlSettings");
        String user = text(
                json(text(properties("ReplicationSecret").path("GenerateSecretString"), "SecretStringTemplate")),
                "username");

        assertThat(setup)
                .contains("CREATE ROLE " + user + " LOGIN;")
                .contains("CREATE SCHEMA " + text(source, "DdlArtifactsSchema") + ";")
                .contains("GRANT USAGE, CREATE ON SCHEMA " + text(source, "HeartbeatSchema") + " TO " + user + ";")
                .contains("ALTER DEFAULT PRIVILEGES IN SCHEMA "
                        + Shipped.parameters()
                                .getOrDefault("PostgresSchema", Map.of())
                                .get("Default")
                        + " GRANT SELECT");
        assertThat(Shipped.template().outputs().get("SetPostgresReplicationPasswordCommand"))
                .contains("'" + master() + "'", "'" + secret() + "'")
                .endsWith("<<< \"ALTER ROLE " + user + " PASSWORD :'password';\"");
    }

    /** What docs/change-data.md asks a source for. */
    @Test
    void shouldWriteTheStreamInTheFormThatIsRead() {
        JsonNode settings = properties("TargetEndpoint").path("KinesisSettings");

        assertThat(text(settings, "StreamArn")).isEqualTo(stream());
        assertThat(text(settings, "MessageFormat")).isEqualTo("json-unformatted");
        for (String included : List.of(
                "IncludeTransactionDetails",
                "IncludePartitionValue",
                "PartitionIncludeSchemaTable",
                "IncludeTableAlterOperations",
                "IncludeControlDetails",
                "IncludeNullAndEmpty")) {
            assertThat(settings.path(included).booleanValue()).as(included).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"public, %", "hr, employees"})
    void shouldSendTheChangesOfARowInOrder(String schema, String tables) {
        Map<String, String> parameters = with("PostgresSchema", schema);
        parameters.put("PostgresTables", tables);
        JsonNode rules = json(text(
                        Shipped.properties(Shipped.template(parameters), STACK + "/ReplicationTask"), "TableMappings"))
                .path("rules");
        String locator = "{\"schema-name\":\"" + schema + "\",\"table-name\":\"" + tables + "\"}";

        assertThat(rules).hasSize(2).allSatisfy(rule -> assertThat(rule.path("object-locator"))
                .hasToString(locator));
        assertThat(text(rules.get(0), "rule-type") + " " + text(rules.get(0), "rule-action"))
                .isEqualTo("selection include");
        assertThat(text(rules.get(1), "rule-type") + " " + text(rules.get(1), "rule-action"))
                .isEqualTo("object-mapping map-record-to-record");
        assertThat(rules.get(1).path("mapping-parameters")).hasToString("{\"partition-key-type\":\"primary-key\"}");
        // By one thread: several would send the changes of a table, and so its positions, in any order.
        assertThat(settings().at("/TargetMetadata/ParallelApplyThreads").asInt())
                .isZero();
        assertThat(settings().at("/TargetMetadata/BatchApplyEnabled").booleanValue())
                .isFalse();
    }

    /** A record that is left out, even with a line in a log, is missing in the lake for good. */
    @Test
    void shouldStopRatherThanSkip() {
        Map<String, String> policies = new TreeMap<>();
        settings().path("ErrorBehavior").properties().stream()
                .filter(policy -> policy.getKey().endsWith("Policy"))
                .forEach(policy ->
                        policies.put(policy.getKey(), policy.getValue().asText()));

        assertThat(policies.keySet())
                .containsExactlyInAnyOrder(
                        "DataErrorPolicy",
                        "DataErrorEscalationPolicy",
                        "DataTruncationErrorPolicy",
                        "TableErrorPolicy",
                        "TableErrorEscalationPolicy",
                        "ApplyErrorDeletePolicy",
                        "ApplyErrorInsertPolicy",
                        "ApplyErrorUpdatePolicy",
                        "ApplyErrorEscalationPolicy");
        assertThat(policies.values()).containsOnly("STOP_TASK");
        assertThat(settings().at("/ErrorBehavior/FailOnNoTablesCaptured").booleanValue())
                .isTrue();
        assertThat(settings().at("/ErrorBehavior/RecoverableErrorCount").asInt())
                .as("-1 is without end")
                .isEqualTo(-1);
        assertThat(settings().at("/Logging/EnableLogging").booleanValue()).isTrue();
    }

    /** Kinesis takes 1 MiB a record, and so does DMS. */
    @Test
    void shouldSendLargeColumnsWholeOrNotAtAll() {
        JsonNode target = settings().path("TargetMetadata");

        assertThat(target.path("SupportLobs").booleanValue()).isTrue();
        assertThat(target.path("LimitedSizeLobMode").booleanValue()).isTrue();
        assertThat(target.path("LobMaxSize").asInt()).isBetween(1, 512);
        assertThat(properties("SourceEndpoint")
                        .at("/PostgreSqlSettings/FailTasksOnLobTruncation")
                        .booleanValue())
                .isTrue();
        // Memory is taken for the rows of a commit, of each table at once, as if each value were the largest.
        long memory = settings().at("/FullLoadSettings/CommitRate").asLong()
                * settings().at("/FullLoadSettings/MaxFullLoadSubTasks").asLong()
                * target.path("LobMaxSize").asLong()
                * 1024;
        assertThat(memory).as("of 2 GB, for one large column").isLessThan(512L << 20);
    }

    /** As DMS writes them with these settings: the field of before images, columns that are null, and control details. */
    @Test
    void shouldSendWhatChangeDataReads() throws Exception {
        JsonNode images = settings().path("BeforeImageSettings");
        assertThat(images.path("EnableBeforeImage").booleanValue()).isTrue();
        assertThat(text(images, "ColumnFilter")).isEqualTo("pk-only");

        assertThat(rows(record("load", "{'id':45,'notes':null,'active':true}", "")))
                .containsExactly("SNAPSHOT {\"id\":45,\"notes\":null,\"active\":true} {}");
        assertThat(rows(record("update", "{'id':46,'notes':null}", ",'" + text(images, "FieldName") + "':{'id':45}")))
                .containsExactlyInAnyOrder("DELETE {\"id\":45} {}", "INSERT {\"id\":46,\"notes\":null} {}");
        assertThat(rows(record("update", "{'id':46,'notes':'x'}", ",'" + text(images, "FieldName") + "':{}")))
                .containsExactly("UPDATE {\"id\":46,\"notes\":\"x\"} {}");
        assertThat(rows(record("delete", "{'id':46,'notes':null}", ""))).containsExactly("DELETE {\"id\":46} {}");

        assertThat(read("{'control':{'table-def':{'columns':{'id':{'type':'INT64','nullable':false}},"
                        + "'primary-key':['id']}},'metadata':" + metadata("control", "add-column") + "}"))
                .isInstanceOfSatisfying(SchemaChange.class, change -> {
                    assertThat(change.operation()).isEqualTo("add-column");
                    assertThat(change.details().toString()).contains("\"primary-key\":[\"id\"]");
                });
    }

    /** No metric tells that a task has stopped or failed. */
    @Test
    void shouldTellThatTheTaskStandsStill() {
        JsonNode rule = properties("TaskRule");

        assertThat(rule.path("EventPattern"))
                .hasToString("{\"source\":[\"aws.dms\"],\"detail-type\":[\"DMS Replication Task State Change\"],"
                        + "\"resources\":[\"arn:aws:dms:us-east-1:000000000000:task:dev-postgres\"],"
                        + "\"detail\":{\"eventName\":[\"DMS-EVENT-0078\",\"DMS-EVENT-0079\","
                        + "\"DMS-EVENT-0091\",\"DMS-EVENT-0092\"]}}");
        assertThat(rule.at("/Targets/0/Arn").asText())
                .isEqualTo("arn:aws:sns:us-east-1:000000000000:tributary-dev-alerts");
    }

    /** With the longest environment that there is; DMS takes 31 characters for the end of an ARN. */
    @Test
    void shouldNameTheTaskInWhatDmsTakes() {
        JsonNode task = Shipped.properties(
                Shipped.template(with("Environment", "an-environment-9")), STACK + "/ReplicationTask");

        assertThat(text(task, "ResourceIdentifier"))
                .isEqualTo("an-environment-9-postgres")
                .hasSizeLessThanOrEqualTo(31);
    }

    @Test
    void shouldHandOnEveryParameter() throws IOException {
        assertThat(HandedOnParameters.check(Shipped.POSTGRES, STACK, STACK)).hasSize(12);
        assertThat(Shipped.parameters().get("DeployPostgres")).containsEntry("Default", "false");
    }

    private static List<String> rows(ChangeEvent event) {
        return ChangeRows.of((RowChange) event, List.of("id"), "raw/object").stream()
                .map(PostgresContractTest::shown)
                .toList();
    }

    private static String shown(ChangeRow row) {
        return row.op() + " " + row.columns() + " "
                + row.before().map(ObjectNode::toString).orElse("{}");
    }

    private static ChangeEvent record(String operation, String data, String before) throws Exception {
        return read("{'data':" + data + before + ",'metadata':" + metadata("data", operation) + "}");
    }

    private static String metadata(String type, String operation) {
        return "{'timestamp':'2026-01-15T10:30:00.686557Z','record-type':'" + type + "','operation':'" + operation
                + "','partition-key-type':'primary-key','partition-key-value':'public.employees.46',"
                + "'schema-name':'public','table-name':'employees','transaction-id':1141,'transaction-record-id':1,"
                + "'prev-transaction-id':1140,'prev-transaction-record-id':1,"
                + "'stream-position':'00000002/7C0073F8.2.00000002/7C0073F8',"
                + "'commit-timestamp':'2026-01-15T10:30:00.678294Z'}";
    }

    private static ChangeEvent read(String json) throws InvalidChangeException, InvalidJsonException {
        return new ChangeReader(ChangeReader.DEFAULT_BEFORE_IMAGE_PREFIX)
                .read(Json.readObject(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();
    }

    /** A new map of everything with one parameter more. */
    private static Map<String, String> with(String name, String value) {
        Map<String, String> parameters = new HashMap<>(Shipped.EVERYTHING);
        parameters.put(name, value);
        return parameters;
    }

    private static JsonNode settings() {
        return json(text(properties("ReplicationTask"), "ReplicationTaskSettings"));
    }

    private static Set<String> writingTheStream() {
        Set<String> grants = new TreeSet<>();
        for (String action : List.of("DescribeStream", "PutRecord", "PutRecords")) {
            grants.add(Grants.grant("kinesis:" + action, stream()));
        }
        return grants;
    }

    private static String stream() {
        return "arn:aws:kinesis:us-east-1:000000000000:stream/" + text(changeData("ChangeStream"), "Name");
    }

    private static String secret() {
        return "arn:aws:secretsmanager:us-east-1:000000000000:secret:" + text(properties("ReplicationSecret"), "Name");
    }

    private static String master() {
        return "arn:aws:secretsmanager:us-east-1:000000000000:secret:rds!" + name("AWS::RDS::DBInstance");
    }

    private static String principal(String role) {
        JsonNode statements = properties(role).at("/AssumeRolePolicyDocument/Statement");
        assertThat(statements).hasSize(1);
        return statements.at("/0/Principal/Service").asText();
    }

    private static String group(String reference) {
        return reference.replaceFirst(".*-", "").replaceFirst("\\.GroupId$", "");
    }

    private static String port(JsonNode rule) {
        assertThat(text(rule, "IpProtocol")).isEqualTo("tcp");
        assertThat(rule.path("FromPort")).isEqualTo(rule.path("ToPort"));
        return " " + rule.path("FromPort").asInt();
    }

    private static String name(String type) {
        List<Resource> resources = Shipped.resources(type);
        assertThat(resources).hasSize(1);
        return resources.get(0).physicalName();
    }

    private static JsonNode properties(String logicalId) {
        return Shipped.properties(Shipped.template(), STACK + "/" + logicalId);
    }

    private static JsonNode changeData(String logicalId) {
        return Shipped.properties(Shipped.template(), "ChangeData/" + logicalId);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }

    /** Reads what a service is given as text; fails where that is no JSON. */
    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }
}
