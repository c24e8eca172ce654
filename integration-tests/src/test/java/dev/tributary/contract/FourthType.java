package dev.tributary.contract;

import java.util.ArrayList;
import java.util.List;

/**
 * What makes {@code contract_probe} a type of event beside those that the template has: these lines, its schema, and a class
 * of its own. The name is one that nobody gives a type: the template may have had a further one added already.
 */
public final class FourthType {

    /** Its flow. */
    public static final String FLOW = "ContractProbeFlow";

    static final String TYPE = "contract_probe";
    static final String ENTITY_FIELD = "probe_id";
    static final String PROCESSOR = "dev.tributary.scenarios.ContractProbe";

    private static final String BLOCK = """
              %s:
                Type: AWS::Serverless::Application
                Condition: IsIngestionWanted
                Properties:
                  Location: infrastructure/event-flow.yaml
                  Parameters:
                    { EventType: %s, EntityField: %s, Processor: %s,
                      Environment: !Ref Environment, Architecture: !Ref Architecture, LogLevel: !Ref LogLevel,
                      LakeBucket: !Ref LakeBucket, FailureBucket: !Ref FailureBucket, PipelineKeyArn: !GetAtt PipelineKey.Arn,
                      EventAlertsTopicArn: !Ref EventAlertsTopic, SubnetIds: !Ref SubnetIds, SecurityGroupIds: !Ref SecurityGroupIds,
                      NetworkPolicyArn: !If [IsInNetwork, !Ref NetworkPolicy, ""], Tracing: !Ref Tracing,
                      NetworkPolicyId: !If [IsInNetwork, !GetAtt NetworkPolicy.PolicyId, ""], LogRetentionDays: !Ref LogRetentionDays,
                      AlertsTopicArn: !If [IsAlertsTopicOurs, !Ref AlertsTopic, !Ref AlertsTopicArn], MaxEventBytes: !Ref EventMaxBytes }

            """.formatted(FLOW, TYPE, ENTITY_FIELD, PROCESSOR);

    private FourthType() {}

    /** The template with the block before the API, and in each list of the API and of observability a line like that of payments. */
    public static List<String> addTo(List<String> template) {
        List<String> lines = new ArrayList<>();
        for (String line : template) {
            if (line.equals("  EventApi:")) { // under a heading
                lines.addAll(lines.size() - 1, BLOCK.lines().toList());
            }
            lines.add(line);
            if (line.matches(" +- !GetAtt PaymentsFlow\\.Outputs\\..*")) {
                lines.add(line.replace("PaymentsFlow", FLOW));
            }
        }
        return lines;
    }
}
