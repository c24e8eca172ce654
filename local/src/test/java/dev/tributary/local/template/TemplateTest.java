package dev.tributary.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    /** What a pipeline's template uses, in one. */
    private static final String PIPELINE = """
            AWSTemplateFormatVersion: 2010-09-09
            Transform: AWS::Serverless-2016-10-31
            Metadata: {AWS::CloudFormation::Interface: {ParameterGroups: []}}
            Globals:
              Function:
                Timeout: 60
                MemorySize: 512
                Environment:
                  Variables: {SERVICE: tributary, LEVEL: info}
            Parameters:
              StreamMode: {Type: String, Default: PROVISIONED, AllowedValues: [PROVISIONED, ON_DEMAND]}
              ShardCount: {Type: Number, Default: 2, MinValue: 1, MaxValue: 10}
              Size: {Type: String, Default: small}
              Tables: {Type: CommaDelimitedList, Default: "users, products"}
            Mappings:
              Sizes:
                small: {Memory: 256}
                large: {Memory: 1024}
            Conditions:
              Provisioned: !Equals [!Ref StreamMode, PROVISIONED]
              Large: !Equals [!Ref Size, large]
              Neither: !Not [!Or [!Condition Provisioned, !Condition Large]]
              Both: {"Fn::And": [{Condition: Provisioned}, {Condition: Large}]}
            Resources:
              Stream:
                Type: AWS::Kinesis::Stream
                Properties:
                  Name: !Sub "${AWS::StackName}-events"
                  ShardCount: !If [Provisioned, !Ref ShardCount, !Ref AWS::NoValue]
                  StreamModeDetails: {StreamMode: !Ref StreamMode}
              LakeBucket:
                Type: AWS::S3::Bucket
              DeadLetters:
                Type: AWS::SQS::Queue
              LargeOnly:
                Type: AWS::SNS::Topic
                Condition: Large
              Role:
                Type: AWS::IAM::Role
                Properties:
                  Statement:
                    - Effect: Allow
                      Condition: {StringEquals: {"aws:SourceAccount": !Ref AWS::AccountId}}
              Enrichment:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: dev.example.Handler::handleRequest
                  AutoPublishAlias: live
                  MemorySize: !FindInMap [Sizes, !Ref Size, Memory]
                  Environment:
                    Variables:
                      LEVEL: debug
                      BUCKET: !Ref LakeBucket
                      QUEUE: !Ref DeadLetters
                      TABLE: !Select [1, !Ref Tables]
                      STREAM: !Select [1, !Split ["/", !GetAtt Stream.Arn]]
                      ALL: !Join ["|", !Ref Tables]
                      COUNT: 3
                  Events:
                    FromStream:
                      Type: Kinesis
                      Properties:
                        Stream: !GetAtt Stream.Arn
                        BatchSize: 1000
                        DestinationConfig:
                          OnFailure: {Type: S3, Destination: !GetAtt LakeBucket.Arn}
            """;

    @TempDir
    private Path folder = Path.of("");

    @Nested
    class Pipeline {

        @Test
        void shouldResolveWhatAFunctionSees() throws IOException {
            FunctionDefinition function = read(PIPELINE, Map.of()).functions().get(0);

            assertThat(function.name()).isEqualTo("tributary-Enrichment");
            assertThat(function.handler()).isEqualTo("dev.example.Handler::handleRequest");
            assertThat(function.memoryMb()).isEqualTo(256);
            assertThat(function.timeout()).isEqualTo(Duration.ofMinutes(1));
            assertThat(function.environment())
                    .isEqualTo(Map.of(
                            "SERVICE", "tributary",
                            "LEVEL", "debug",
                            "BUCKET", "tributary-lakebucket",
                            "QUEUE", "https://sqs.us-east-1.amazonaws.com/000000000000/tributary-DeadLetters",
                            "TABLE", "products",
                            "STREAM", "tributary-events",
                            "ALL", "users|products",
                            "COUNT", "3"));
        }

        @Test
        void shouldGiveAnEventSourceAsItStands() throws IOException {
            FunctionDefinition.Event event =
                    read(PIPELINE, Map.of()).functions().get(0).events().get(0);

            assertThat(event.logicalId()).isEqualTo("FromStream");
            assertThat(event.type()).isEqualTo("Kinesis");
            assertThat(event.properties())
                    .hasToString("{\"Stream\":\"arn:aws:kinesis:us-east-1:000000000000:stream/tributary-events\","
                            + "\"BatchSize\":1000,\"DestinationConfig\":{\"OnFailure\":"
                            + "{\"Type\":\"S3\",\"Destination\":\"arn:aws:s3:::tributary-lakebucket\"}}}");
        }

        @Test
        void shouldLeaveOutWhatHasNoValue() throws IOException {
            Map<String, String> onDemand = Map.of("StreamMode", "ON_DEMAND");

            assertThat(properties(PIPELINE, Map.of(), "Stream")
                            .path("ShardCount")
                            .asInt())
                    .isEqualTo(2);
            assertThat(properties(PIPELINE, onDemand, "Stream").has("ShardCount"))
                    .isFalse();
        }

        @Test
        void shouldCreateOnlyWhatItsConditionAllows() throws IOException {
            assertThat(read(PIPELINE, Map.of()).resources())
                    .extracting(Resource::logicalId)
                    .doesNotContain("LargeOnly");
            assertThat(read(PIPELINE, Map.of("Size", "large")).resources())
                    .extracting(Resource::logicalId)
                    .contains("LargeOnly");
        }

        @Test
        void shouldTakeAQueueUrlFromWhereTheQueueIs() throws IOException {
            Template template = Template.read(file(PIPELINE), Map.of(), name -> "http://127.0.0.1:9324/q/" + name);

            assertThat(template.functions().get(0).environment())
                    .containsEntry("QUEUE", "http://127.0.0.1:9324/q/tributary-DeadLetters");
        }

        @Test
        void shouldLeaveConditionsOfPoliciesAlone() throws IOException {
            assertThat(properties(PIPELINE, Map.of(), "Role").at("/Statement/0/Condition/StringEquals"))
                    .hasToString("{\"aws:SourceAccount\":\"000000000000\"}");
        }
    }

    @Nested
    class Calls {

        @ParameterizedTest
        @CsvSource(delimiter = '~', textBlock = """
                !Ref Stream                      ~ s
                !GetAtt Stream.Arn               ~ arn:aws:kinesis:us-east-1:000000000000:stream/s
                !GetAtt [Stream, Arn]            ~ arn:aws:kinesis:us-east-1:000000000000:stream/s
                {"Fn::GetAtt": [Stream, Arn]}    ~ arn:aws:kinesis:us-east-1:000000000000:stream/s
                !Ref Consumer                    ~ arn:aws:kinesis:us-east-1:000000000000:stream/s/consumer/c:0
                !GetAtt Consumer.ConsumerARN     ~ arn:aws:kinesis:us-east-1:000000000000:stream/s/consumer/c:0
                !Ref Table                       ~ tributary-Table
                !GetAtt Table.Arn                ~ arn:aws:dynamodb:us-east-1:000000000000:table/tributary-Table
                !GetAtt Table.StreamArn          ~ arn:aws:dynamodb:us-east-1:000000000000:table/tributary-Table/stream/1970-01-01T00:00:00.000
                !Ref Bucket                      ~ tributary-bucket
                !GetAtt Bucket.Arn               ~ arn:aws:s3:::tributary-bucket
                !Ref Queue                       ~ https://sqs.us-east-1.amazonaws.com/000000000000/tributary-Queue.fifo
                !GetAtt Queue.Arn                ~ arn:aws:sqs:us-east-1:000000000000:tributary-Queue.fifo
                !GetAtt Queue.QueueName          ~ tributary-Queue.fifo
                !Ref Topic                       ~ arn:aws:sns:us-east-1:000000000000:tributary-Topic
                !GetAtt Topic.TopicName          ~ tributary-Topic
                !Ref Key                         ~ tributary-Key
                !GetAtt Key.Arn                  ~ arn:aws:kms:us-east-1:000000000000:key/tributary-Key
                !Ref Policy                      ~ arn:aws:iam::000000000000:policy/tributary-Policy
                !GetAtt Policy.PolicyId          ~ tributary-Policy
                !GetAtt Role.Arn                 ~ arn:aws:iam::000000000000:role/tributary-Role
                !Ref Function                    ~ tributary-Function
                !GetAtt Function.Arn             ~ arn:aws:lambda:us-east-1:000000000000:function:tributary-Function
                !Ref Function.Alias              ~ arn:aws:lambda:us-east-1:000000000000:function:tributary-Function:live
                !Sub "${Function.Version}"       ~ arn:aws:lambda:us-east-1:000000000000:function:tributary-Function:1
                !Ref FunctionAliaslive           ~ arn:aws:lambda:us-east-1:000000000000:function:tributary-Function:live
                !Ref FunctionRole                ~ tributary-FunctionRole
                !GetAtt FunctionRole.Arn         ~ arn:aws:iam::000000000000:role/tributary-FunctionRole
                !Ref FunctionTick                ~ tributary-FunctionTick
                !Ref Api                         ~ tributary-Api
                !Ref Api.Stage                   ~ v1
                !Sub "${Api.Stage}"              ~ v1
                !Ref Pipe                        ~ p
                !GetAtt Pipe.Arn                 ~ arn:aws:pipes:us-east-1:000000000000:pipe/p
                !Ref Delivery                    ~ d
                !GetAtt Delivery.Arn             ~ arn:aws:firehose:us-east-1:000000000000:deliverystream/d
                !GetAtt Logs.Arn                 ~ arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/f:*
                !Ref Task                        ~ arn:aws:dms:us-east-1:000000000000:task:t
                !Ref Machine                     ~ arn:aws:dms:us-east-1:000000000000:rep:m
                !Ref Database                    ~ db
                !GetAtt Database.Endpoint.Port   ~ 5432
                !GetAtt Database.MasterUserSecret.SecretArn ~ arn:aws:secretsmanager:us-east-1:000000000000:secret:rds!db
                !Ref Secret                      ~ arn:aws:secretsmanager:us-east-1:000000000000:secret:password
                !Select [1, !GetAZs ""]          ~ us-east-1b
                !Select [0, !GetAZs eu-west-1]   ~ eu-west-1a
                !Ref Unheard                     ~ tributary-Unheard
                !GetAtt Unheard.Arn              ~ arn:aws:local:us-east-1:000000000000:tributary-Unheard
                !GetAtt Unheard.Outputs.Size     ~ tributary-Unheard.Outputs.Size
                !Sub "${Stream}/${Stream.Arn}"   ~ s/arn:aws:kinesis:us-east-1:000000000000:stream/s
                !Sub ["${A}-${!B}", {A: !Ref Stream}] ~ s-${B}
                !Sub "${AWS::Partition} ${AWS::Region} ${AWS::AccountId} ${AWS::StackName}" ~ aws us-east-1 000000000000 tributary
                !Join [",", [a, !Ref Stream]]    ~ a,s
                !Select ["1", [a, b]]            ~ b
                !Select [0, !Split [".", "a.b"]] ~ a
                0123456789012                    ~ 0123456789012
                2010-09-09                       ~ 2010-09-09
                1.50                             ~ 1.50
                """)
        void shouldResolve(String expression, String expected) throws IOException {
            String template = """
                    Resources:
                      Stream: {Type: AWS::Kinesis::Stream, Properties: {Name: s}}
                      Consumer:
                        Type: AWS::Kinesis::StreamConsumer
                        Properties: {ConsumerName: c, StreamARN: !GetAtt Stream.Arn}
                      Table: {Type: AWS::DynamoDB::Table}
                      Bucket: {Type: AWS::S3::Bucket}
                      Queue: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}
                      Topic: {Type: AWS::SNS::Topic}
                      Key: {Type: AWS::KMS::Key}
                      Policy: {Type: AWS::IAM::ManagedPolicy}
                      Role: {Type: AWS::IAM::Role}
                      Logs: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /aws/lambda/f}}
                      Function:
                        Type: AWS::Serverless::Function
                        Properties: {AutoPublishAlias: live, Handler: a.B::c, Events: {Tick: {Type: Schedule}}}
                      Api: {Type: AWS::Serverless::Api, Properties: {StageName: v1}}
                      Pipe: {Type: AWS::Pipes::Pipe, Properties: {Name: p}}
                      Delivery: {Type: AWS::KinesisFirehose::DeliveryStream, Properties: {DeliveryStreamName: d}}
                      Task: {Type: AWS::DMS::ReplicationTask, Properties: {ResourceIdentifier: t}}
                      Machine: {Type: AWS::DMS::ReplicationInstance, Properties: {ReplicationInstanceIdentifier: m}}
                      Database: {Type: AWS::RDS::DBInstance, Properties: {DBInstanceIdentifier: db}}
                      Secret: {Type: AWS::SecretsManager::Secret, Properties: {Name: password}}
                      Unheard: {Type: AWS::New::Thing}
                      It: {Type: Custom::It, Properties: {Value: %s}}
                    """.formatted(expression);

            assertThat(properties(template, Map.of(), "It").path("Value").asText())
                    .isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '~', textBlock = """
                !Ref Stram                ~ Value.Ref: Stram (expected: a parameter, or a resource
                !GetAtt Stram.Arn         ~ Value.Fn::GetAtt: Stram.Arn (expected: an attribute of a resource
                !GetAtt Stream.Name       ~ Value.Fn::GetAtt: Stream.Name (expected: of AWS::Kinesis::Stream one of [Arn])
                !GetAtt Stream            ~ Value.Fn::GetAtt: Stream (expected: LogicalId.Attribute)
                !Ref Absent               ~ Value.Ref: Absent (expected: a parameter, or a resource that this template creates)
                !Sub "${Stram}"           ~ Value.Fn::Sub: Stram (expected: a parameter
                !Cidr [a, b]              ~ Value.Fn::Cidr: Fn::Cidr (expected: Ref, Fn::If
                !If [Nope, a, b]          ~ Value.Fn::If: Nope (expected: a condition of this template)
                !If [Never, a]            ~ Value.Fn::If: ["Never","a"] (expected: a condition and two values)
                !Select [2, [a, b]]       ~ Value.Fn::Select: 2 of ["a","b"] (expected: an index
                !FindInMap [M, a, b]      ~ Value.Fn::FindInMap: ["M","a","b"] (expected: a map of Mappings
                !Join [a, b]              ~ Value.Fn::Join: ["a","b"] (expected: a delimiter and a list)
                {Ref: [a]}                ~ Value.Ref: ["a"] (expected: text)
                {"Fn::Sub": a, B: c}      ~ Value: Fn::Sub (expected: no key besides a function)
                """)
        void shouldSayWhereACallIsWrong(String expression, String message) {
            String template = """
                    Conditions: {Never: !Equals [a, b]}
                    Resources:
                      Stream: {Type: AWS::Kinesis::Stream}
                      Absent: {Type: AWS::SQS::Queue, Condition: Never}
                      It: {Type: Custom::It, Properties: {Value: %s}}
                    """.formatted(expression);

            assertThatThrownBy(() -> read(template, Map.of()))
                    .isInstanceOf(TemplateException.class)
                    .hasMessageStartingWith("template.yaml: Resources.It.Properties." + message);
        }

        @Test
        void shouldRefuseCircles() {
            assertThatThrownBy(() -> read("""
                            Resources:
                              A: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub "${B}-a"}}
                              B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "${A}-b"}}
                            """, Map.of()))
                    .hasMessage("template.yaml: Resources.A.Properties.QueueName: refers to itself by [A, B]"
                            + " (expected: a name without a circle)");
            assertThatThrownBy(() -> read("""
                            Conditions: {A: !Not [!Condition B], B: !Not [!Condition A]}
                            Resources: {Q: {Type: AWS::SQS::Queue, Condition: A}}
                            """, Map.of()))
                    .hasMessageContaining("Conditions.B.Fn::Not.Condition: refers to itself by [A, B]");
        }
    }

    @Nested
    class ParameterValues {

        private static final String DECLARED = """
                Parameters:
                  Shards: {Type: Number, Default: 2, MinValue: 1, MaxValue: 10}
                  Mode: {Type: String, Default: A, AllowedValues: [A, B]}
                  Prefix: {Type: String, Default: lake, AllowedPattern: "[a-z]+", MaxLength: 8}
                  Owner: {Type: String}
                Resources: {It: {Type: Custom::It, Properties: {Shards: !Ref Shards, Owner: !Ref Owner}}}
                """;

        @Test
        void shouldNameEveryValueThatIsNotAllowed() {
            Map<String, String> given = Map.of("Shards", "11", "Mode", "C", "Prefix", "Lake-of-tears", "Colour", "red");

            assertThatThrownBy(() -> read(DECLARED, given)).hasMessage("""
                            template.yaml: Parameters.Colour: unknown (expected: one of [Shards, Mode, Prefix, Owner])
                            template.yaml: Parameters.Shards: 11 (expected: at most 10)
                            template.yaml: Parameters.Mode: C (expected: one of [A, B])
                            template.yaml: Parameters.Prefix: Lake-of-tears (expected: text that matches [a-z]+)
                            template.yaml: Parameters.Prefix: Lake-of-tears (expected: at most 8 characters)
                            template.yaml: Parameters.Owner: missing (expected: a value, since it has no default)""");
        }

        @Test
        void shouldRefuseTextAsNumber() {
            assertThatThrownBy(() -> read(DECLARED, Map.of("Shards", "two", "Owner", "me")))
                    .hasMessage("template.yaml: Parameters.Shards: two (expected: a number)");
        }

        @Test
        void shouldTakeWhatIsGiven() throws IOException {
            assertThat(properties(DECLARED, Map.of("Shards", "4", "Owner", "me"), "It"))
                    .hasToString("{\"Shards\":4,\"Owner\":\"me\"}");
        }
    }

    @Nested
    class RulesOfParameters {

        private static final String RULED = """
                Parameters:
                  Secret: {Type: String, Default: ""}
                  Hidden: {Type: String, Default: ""}
                  Left: {Type: String, Default: same}
                  Right: {Type: String, Default: same}
                Rules:
                  HiddenNeedsASecret:
                    RuleCondition: !Not [!Equals [!Ref Hidden, ""]]
                    Assertions:
                      - Assert: !Not [!Equals [!Ref Secret, ""]]
                        AssertDescription: Hidden needs a Secret
                      - Assert: !Not [!Equals [!Ref Secret, !Ref Hidden]]
                  SidesAreTheSame:
                    Assertions:
                      - {Assert: !Equals [!Ref Left, !Ref Right], AssertDescription: both sides the same}
                Resources: {It: {Type: Custom::It, Properties: {Hidden: !Ref Hidden}}}
                """;

        @Test
        void shouldNameEveryRuleThatDoesNotHold() {
            assertThatThrownBy(() -> read(RULED, Map.of("Hidden", "names", "Left", "other")))
                    .isInstanceOf(TemplateException.class)
                    .hasMessage("""
                            template.yaml: Rules.HiddenNeedsASecret.Assertions[0]: Hidden needs a Secret
                            template.yaml: Rules.SidesAreTheSame.Assertions[0]: both sides the same""");
            assertThatThrownBy(() -> read(RULED, Map.of("Hidden", "names", "Secret", "names")))
                    .hasMessage("template.yaml: Rules.HiddenNeedsASecret.Assertions[1]: does not hold");
        }

        @Test
        void shouldAskNothingWhereTheConditionOfARuleDoesNotHold() throws IOException {
            assertThat(properties(RULED, Map.of(), "It")).hasToString("{\"Hidden\":\"\"}");
            assertThat(properties(RULED, Map.of("Hidden", "names", "Secret", "s"), "It"))
                    .hasToString("{\"Hidden\":\"names\"}");
        }

        @Test
        void shouldSayWhereARuleIsWrong() {
            assertThatThrownBy(() ->
                            read(RULED.replace("!Equals [!Ref Left, !Ref Right]", "!Contains [[a], b]"), Map.of()))
                    .hasMessageStartingWith(
                            "template.yaml: Rules.SidesAreTheSame.Assertions[0].Assert.Fn::Contains: Fn::Contains (expected: ");
        }
    }

    @Nested
    class Reading {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "- a",
                    "a: [",
                    "a: &x [1]\nb: *x",
                    "Resources: {A: {Properties: {}}}",
                    "a: 1\na: 2",
                    "? [a]\n: b",
                    "a: !!java.net.URL [x]\nResources: {A: 1}"
                })
        void shouldRefuseWhatIsNoTemplate(String content) {
            assertThatThrownBy(() -> read(content, Map.of()))
                    .isInstanceOf(TemplateException.class)
                    .hasMessageStartingWith("template.yaml: ");
        }

        @Test
        void shouldRefuseAFileThatIsTooLargeOrTooDeepOrAbsent() {
            assertThatThrownBy(() -> read("a: " + "x".repeat(1_000_001), Map.of()))
                    .hasMessageContaining("(expected: at most 1000000)");
            assertThatThrownBy(() -> read("a: " + "[".repeat(100) + "]".repeat(100), Map.of()))
                    .isInstanceOf(TemplateException.class);
            assertThatThrownBy(() -> Template.read(folder.resolve("none.yaml"), Map.of()))
                    .isInstanceOf(TemplateException.class)
                    .hasMessageContaining("none.yaml");
        }
    }

    @Nested
    class Functions {

        @ParameterizedTest
        @CsvSource(delimiter = '~', textBlock = """
                {}                                                           ~ Handler: missing
                {Handler: a.B::c, Timeout: 901}                              ~ Timeout: 901 (expected: 1-900)
                {Handler: a.B::c, MemorySize: lots}                          ~ MemorySize: "lots" (expected: 128-10240)
                {Handler: a.B::c, Environment: {Variables: {A: [1]}}}        ~ Environment.Variables.A: [1] (expected: text)
                {Handler: a.B::c, Events: {E: {Properties: {}}}}             ~ Events.E.Type:
                """)
        void shouldSayWhatIsWrongWithAFunction(String properties, String message) throws IOException {
            Template template =
                    read("Resources: {F: {Type: AWS::Serverless::Function, Properties: " + properties + "}}", Map.of());

            assertThatThrownBy(template::functions)
                    .hasMessageStartingWith("template.yaml: Resources.F.Properties." + message);
        }

        @Test
        void shouldReadAFunctionWithLayers() throws IOException {
            Template template = read("""
                    Resources:
                      Runtime: {Type: AWS::Serverless::LayerVersion, Properties: {LayerName: runtime, ContentUri: layer}}
                      Other: {Type: AWS::Lambda::LayerVersion, Properties: {Content: {S3Bucket: b, S3Key: k}}}
                      F:
                        Type: AWS::Serverless::Function
                        Properties: {Handler: a.B::c, Layers: [!Ref Runtime, !Ref Other]}
                    """, Map.of());

            assertThat(template.functions())
                    .extracting(FunctionDefinition::handler)
                    .containsExactly("a.B::c");
            assertThat(template.resources().get(2).properties().path("Layers"))
                    .hasToString("[\"arn:aws:lambda:us-east-1:000000000000:layer:runtime:1\","
                            + "\"arn:aws:lambda:us-east-1:000000000000:layer:tributary-Other:1\"]");
        }

        @Test
        void shouldAppendListsToThoseOfTheGlobals() throws IOException {
            assertThat(properties("""
                                    Globals: {Function: {Layers: [a], Tracing: Active, Environment: !Ref AWS::NoValue}}
                                    Resources:
                                      F: {Type: AWS::Serverless::Function, Properties: {Layers: [b], Environment: {Variables: {}}}}
                                    """, Map.of(), "F"))
                    .hasToString(
                            "{\"Layers\":[\"a\",\"b\"],\"Tracing\":\"Active\",\"Environment\":{\"Variables\":{}}}");
        }
    }

    private Template read(String yaml, Map<String, String> parameters) throws IOException {
        return Template.read(file(yaml), parameters);
    }

    private JsonNode properties(String yaml, Map<String, String> parameters, String logicalId) throws IOException {
        return read(yaml, parameters).resources().stream()
                .filter(resource -> resource.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow()
                .properties();
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("template.yaml"), yaml);
    }
}
