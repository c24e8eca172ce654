package dev.tributary.contract;

import java.util.ArrayList;
import java.util.List;

/** What makes {@code invoices} a fourth type of event: these lines, its schema, and a class of its own. */
public final class FourthType {

    static final String PROCESSOR = "dev.tributary.scenarios.Invoices";

    private static final String BLOCK = """
              InvoicesFlow:
                Type: AWS::Serverless::Application
                Condition: IsIngestionWanted
                Properties:
                  Location: infrastructure/event-flow.yaml
                  Parameters:
                    { EventType: invoices, EntityField: invoice_id, Processor: %s,
                      Environment: !Ref Environment, Architecture: !Ref Architecture, LogLevel: !Ref LogLevel,
                      LakeBucket: !Ref LakeBucket, FailureBucket: !Ref FailureBucket, PipelineKeyArn: !GetAtt PipelineKey.Arn,
                      EventAlertsTopicArn: !Ref EventAlertsTopic, AlertsTopicArn: !Ref AlertsTopicArn,
                      LogRetentionDays: !Ref LogRetentionDays, MaxEventBytes: !Ref EventMaxBytes }

            """.formatted(PROCESSOR);

    private FourthType() {}

    /** The template with the block before the API, and in each list of the API a line like that of payments. */
    public static List<String> addTo(List<String> template) {
        List<String> lines = new ArrayList<>();
        for (String line : template) {
            if (line.equals("  EventApi:")) { // under a heading
                lines.addAll(lines.size() - 1, BLOCK.lines().toList());
            }
            lines.add(line);
            if (line.matches(" +- !GetAtt PaymentsFlow\\.Outputs\\..*")) {
                lines.add(line.replace("PaymentsFlow", "InvoicesFlow"));
            }
        }
        return lines;
    }
}
