package dev.tributary.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NestedTemplateTest {

    private static final String FLOW = """
            Globals: {Function: {Timeout: 60}}
            Parameters:
              Kind: {Type: String}
              Shards: {Type: Number, Default: 1, MaxValue: 4}
              Alerts: {Type: String, Default: ""}
            Conditions: {HasAlerts: !Not [!Equals [!Ref Alerts, ""]]}
            Resources:
              Stream: {Type: AWS::Kinesis::Stream, Properties: {Name: !Sub "in-${Kind}", ShardCount: !Ref Shards}}
              Letters: {Type: AWS::SQS::Queue}
              Alarm: {Type: AWS::CloudWatch::Alarm, Condition: HasAlerts, Properties: {To: !Ref Alerts}}
              Function:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: a.B::c
                  AutoPublishAlias: live
                  Environment: {Variables: {LETTERS: !Ref Letters, STACK: !Ref AWS::StackName}}
                  Events: {Typed: {Type: Kinesis, Properties: {Stream: !GetAtt Stream.Arn}}}
              Watch: {Type: Custom::Watch, Properties: {Mapping: !Ref FunctionTyped, Alias: !Ref Function.Alias}}
            Outputs:
              StreamArn: {Value: !GetAtt Stream.Arn}
              Shards: {Value: !Ref Shards}
              Alarm: {Condition: HasAlerts, Value: !Ref Alarm}
              All: {Value: [a]}
            """;

    private static final String API = """
            Parameters: {Arns: {Type: CommaDelimitedList}, Text: {Type: String, Default: none}}
            Resources: {Api: {Type: Custom::Api, Properties: {Arns: !Ref Arns, Text: !Ref Text}}}
            Outputs: {Url: {Value: !Sub "https://${Api}/"}}
            """;

    private static final String TEMPLATE = """
            Parameters: {Kind: {Type: String, Default: orders}, Wanted: {Type: String, Default: "yes"}}
            Conditions: {IsWanted: !Equals [!Ref Wanted, "yes"]}
            Resources:
              Api:
                Type: AWS::Serverless::Application
                Condition: IsWanted
                Properties:
                  Location: parts/api.yaml
                  Parameters:
                    Arns: !Join [",", [!GetAtt Orders.Outputs.StreamArn, !Sub "${Visits.Outputs.StreamArn}"]]
                    Text: !Select [1, !Split ["/", !GetAtt Visits.Outputs.StreamArn]]
              Topic: {Type: AWS::SNS::Topic}
              Orders:
                Type: AWS::Serverless::Application
                Properties: {Location: parts/flow.yaml, Parameters: {Kind: !Ref Kind, Shards: 2, Alerts: !Ref Topic}}
              Visits:
                Type: AWS::CloudFormation::Stack
                Properties: {TemplateURL: ./parts/flow.yaml, Parameters: {Kind: visits}}
              Seen: {Type: Custom::Seen, Properties: {Stack: !Ref Orders, Shards: !GetAtt [Orders, Outputs.Shards]}}
            Outputs:
              Url: {Condition: IsWanted, Value: !GetAtt Api.Outputs.Url}
              Shards: {Value: !GetAtt Orders.Outputs.Shards}
            """;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void writeParts() throws IOException {
        Files.createDirectory(folder.resolve("parts"));
        Files.writeString(folder.resolve("parts/flow.yaml"), FLOW);
        Files.writeString(folder.resolve("parts/api.yaml"), API);
    }

    @Test
    void shouldNameResourcesOfAStackByItsPath() throws IOException {
        assertThat(read(TEMPLATE).resources())
                .extracting(Resource::logicalId)
                .containsExactly(
                        "Api",
                        "Api/Api",
                        "Topic",
                        "Orders",
                        "Orders/Stream",
                        "Orders/Letters",
                        "Orders/Alarm",
                        "Orders/Function",
                        "Orders/Watch",
                        "Visits",
                        "Visits/Stream",
                        "Visits/Letters",
                        "Visits/Function",
                        "Visits/Watch",
                        "Seen");
    }

    @Test
    void shouldResolveReferencesWithinTheirOwnStack() throws IOException {
        Template template = read(TEMPLATE);

        FunctionDefinition function = template.functions().get(0);
        assertThat(function.logicalId()).isEqualTo("Orders/Function");
        assertThat(function.name()).isEqualTo("tributary-Orders-Function");
        assertThat(function.timeout()).hasSeconds(60);
        assertThat(function.environment())
                .isEqualTo(Map.of(
                        "LETTERS", PhysicalIds.AWS.queueUrl("tributary-Orders-Letters"), "STACK", "tributary-Orders"));
        assertThat(function.events().get(0).properties())
                .hasToString("{\"Stream\":\"arn:aws:kinesis:us-east-1:000000000000:stream/in-orders\"}");
        assertThat(properties(template, "Orders/Watch"))
                .hasToString("{\"Mapping\":\"tributary-Orders-FunctionTyped\",\"Alias\":"
                        + "\"arn:aws:lambda:us-east-1:000000000000:function:tributary-Orders-Function:live\"}");
        assertThat(properties(template, "Orders/Alarm"))
                .hasToString("{\"To\":\"arn:aws:sns:us-east-1:000000000000:tributary-Topic\"}");
        assertThat(properties(template, "Visits/Stream")).hasToString("{\"Name\":\"in-visits\",\"ShardCount\":1}");
    }

    @Test
    void shouldHandOutputsOfOneStackToAnotherThatStandsBeforeIt() throws IOException {
        Template template = read(TEMPLATE);

        assertThat(properties(template, "Api/Api"))
                .hasToString("{\"Arns\":[\"arn:aws:kinesis:us-east-1:000000000000:stream/in-orders\","
                        + "\"arn:aws:kinesis:us-east-1:000000000000:stream/in-visits\"],\"Text\":\"in-visits\"}");
        assertThat(properties(template, "Seen"))
                .hasToString(
                        "{\"Stack\":\"arn:aws:cloudformation:us-east-1:000000000000:stack/tributary-Orders/local\","
                                + "\"Shards\":\"2\"}");
        assertThat(template.outputs()).isEqualTo(Map.of("Url", "https://tributary-Api-Api/", "Shards", "2"));
    }

    @Test
    void shouldLeaveOutAStackWhoseConditionDoesNotHold() throws IOException {
        Template template = Template.read(file(TEMPLATE), Map.of("Wanted", "no"));

        assertThat(template.resources())
                .extracting(Resource::logicalId)
                .doesNotContain("Api", "Api/Api")
                .contains("Orders/Stream");
        assertThat(template.outputs()).isEqualTo(Map.of("Shards", "2"));
    }

    @Test
    void shouldReadStacksWithinStacks() throws IOException {
        Files.writeString(folder.resolve("parts/both.yaml"), """
                Resources:
                  Inner:
                    Type: AWS::Serverless::Application
                    Properties: {Location: flow.yaml, Parameters: {Kind: deep}}
                Outputs: {Arn: {Value: !GetAtt Inner.Outputs.StreamArn}}
                """);

        Template template = read("""
                Resources:
                  Outer: {Type: AWS::Serverless::Application, Properties: {Location: parts/both.yaml}}
                Outputs: {Arn: {Value: !GetAtt Outer.Outputs.Arn}}
                """);

        assertThat(template.functions()).singleElement().satisfies(function -> {
            assertThat(function.logicalId()).isEqualTo("Outer/Inner/Function");
            assertThat(function.name()).isEqualTo("tributary-Outer-Inner-Function");
        });
        assertThat(template.outputs())
                .isEqualTo(Map.of("Arn", "arn:aws:kinesis:us-east-1:000000000000:stream/in-deep"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            Parameters: {Kind: a, Colour: red}          ~ Parameters.Colour: unknown (expected: one of [Kind, Shards, Alerts])
            Parameters: {Shards: 1}                     ~ Parameters.Kind: missing (expected: a value, since it has no default)
            Parameters: {Kind: a, Shards: 5}            ~ Parameters.Shards: 5 (expected: at most 4)
            Parameters: {Kind: [a]}                     ~ Parameters.Kind: ["a"] (expected: text, a list joined by commas)
            Parameters: {Kind: !Ref Nope}               ~ Parameters.Kind.Ref: Nope (expected: a parameter
            Parameters: {Kind: !GetAtt It.Outputs.A}    ~ Parameters: need their own stack by [It] (expected: parameters without
            Location: parts/none.yaml                   ~ Location: "parts/none.yaml" (expected: a file, relative to this template)
            Location: {ApplicationId: "arn:x"}          ~ Location: {"ApplicationId":"arn:x"} (expected: a file
            Location: !Ref AWS::NoValue                 ~ Location: missing (expected: a file
            """)
    void shouldSayWhatIsWrongWithAStack(String property, String message) {
        String location = property.startsWith("Location") ? "" : ", Location: parts/flow.yaml";
        String template =
                "Resources: {It: {Type: AWS::Serverless::Application, Properties: {" + property + location + "}}}";

        assertThatThrownBy(() -> read(template))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("template.yaml: Resources.It.Properties." + message);
    }

    @Test
    void shouldRefuseStacksThatNeedEachOther() {
        assertThatThrownBy(() -> read("""
                        Resources:
                          A:
                            Type: AWS::Serverless::Application
                            Properties: {Location: parts/flow.yaml, Parameters: {Kind: !GetAtt B.Outputs.StreamArn}}
                          B:
                            Type: AWS::Serverless::Application
                            Properties: {Location: parts/flow.yaml, Parameters: {Kind: !GetAtt A.Outputs.StreamArn}}
                        """))
                .hasMessage("template.yaml: Resources.B.Properties.Parameters: need their own stack by [B, A]"
                        + " (expected: parameters without a circle)");
    }

    @Test
    void shouldRefuseATemplateThatHoldsItself() {
        assertThatThrownBy(() -> read(
                        "Resources: {It: {Type: AWS::Serverless::Application, Properties: {Location: template.yaml}}}"))
                .hasMessage("template.yaml (It/It/It/It/It): Resources.It.Properties.Location: \"template.yaml\""
                        + " (expected: at most 5 stacks within each other)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            Outputs.Nope ~ Orders.Outputs.Nope (expected: Outputs. and one of [StreamArn, Shards, All])
            Outputs.Alarm ~ Orders.Outputs.Alarm (expected: Outputs. and one of
            StreamArn    ~ Orders.StreamArn (expected: Outputs. and one of
            """)
    void shouldRefuseAnOutputThatAStackLacks(String attribute, String message) {
        assertThatThrownBy(() -> read(seen(attribute)))
                .hasMessageStartingWith("template.yaml: Resources.Seen.Properties.Value.Fn::GetAtt: " + message);
    }

    @Test
    void shouldNameTheFileAndTheStackOfAMistakeWithin() throws IOException {
        assertThatThrownBy(() -> read(seen("Outputs.All")))
                .hasMessage("parts/flow.yaml (Orders): Outputs.All.Value: [\"a\"] (expected: text)");

        Files.writeString(
                folder.resolve("parts/flow.yaml"), FLOW.replace("ShardCount: !Ref Shards", "ShardCount: !Ref Shard"));
        assertThatThrownBy(() -> read(seen("Outputs.StreamArn")))
                .hasMessageStartingWith(
                        "parts/flow.yaml (Orders): Resources.Stream.Properties.ShardCount.Ref: Shard (");

        Files.writeString(folder.resolve("parts/flow.yaml"), "- a");
        assertThatThrownBy(() -> read(seen("Outputs.StreamArn"))).hasMessageStartingWith("parts/flow.yaml (Orders): ");
    }

    private static String seen(String attribute) {
        return """
                Resources:
                  Seen: {Type: Custom::Seen, Properties: {Value: !GetAtt Orders.%s}}
                  Orders:
                    Type: AWS::Serverless::Application
                    Properties: {Location: parts/flow.yaml, Parameters: {Kind: orders}}
                """.formatted(attribute);
    }

    private Template read(String yaml) throws IOException {
        return Template.read(file(yaml), Map.of());
    }

    private static JsonNode properties(Template template, String logicalId) {
        return template.resources().stream()
                .filter(resource -> resource.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow()
                .properties();
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("template.yaml"), yaml);
    }
}
