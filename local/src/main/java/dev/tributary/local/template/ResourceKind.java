package dev.tributary.local.template;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How one type of resource is named, and what {@code Ref} and {@code Fn::GetAtt} give for it, after the return values in the
 * CloudFormation reference. Patterns hold {@code {name}}, the physical name, {@code {url}}, a queue's URL, and {@code {stream}},
 * the ARN of the stream that a consumer reads. The label in the ARN of a table's stream stands for whichever stream the table
 * has: it is made with the table, after this. So does the time in that of a consumer.
 *
 * @param nameProperty the property with the physical name, empty if there is none
 * @param attributes the attributes by name; empty if the type is not known, and any attribute gets a placeholder
 */
record ResourceKind(String nameProperty, String ref, Map<String, String> attributes) {

    private static final String HERE = PseudoParameters.REGION + ":" + PseudoParameters.ACCOUNT;
    static final String STACK_ARN = "arn:aws:cloudformation:" + HERE + ":stack/{name}/local";
    private static final String ALARM_ARN = "arn:aws:cloudwatch:" + HERE + ":alarm:{name}";
    private static final String FUNCTION_ARN = "arn:aws:lambda:" + HERE + ":function:{name}";
    private static final String CONSUMER_ARN = "{stream}/consumer/{name}:0";
    private static final String LAYER_ARN = "arn:aws:lambda:" + HERE + ":layer:{name}:1";

    private static final Map<String, ResourceKind> KINDS = Map.ofEntries(
            kind("AWS::CloudFormation::Stack", "", STACK_ARN, Map.of()),
            kind("AWS::CloudWatch::Alarm", "AlarmName", "{name}", Map.of("Arn", ALARM_ARN)),
            kind("AWS::CloudWatch::CompositeAlarm", "AlarmName", "{name}", Map.of("Arn", ALARM_ARN)),
            kind(
                    "AWS::DMS::ReplicationInstance",
                    "ReplicationInstanceIdentifier",
                    "arn:aws:dms:" + HERE + ":rep:{name}",
                    Map.of()),
            kind("AWS::DMS::ReplicationTask", "ResourceIdentifier", "arn:aws:dms:" + HERE + ":task:{name}", Map.of()),
            kind(
                    "AWS::DynamoDB::Table",
                    "TableName",
                    "{name}",
                    Map.of(
                            "Arn", "arn:aws:dynamodb:" + HERE + ":table/{name}",
                            "StreamArn", "arn:aws:dynamodb:" + HERE + ":table/{name}/stream/1970-01-01T00:00:00.000")),
            kind(
                    "AWS::IAM::ManagedPolicy",
                    "ManagedPolicyName",
                    "arn:aws:iam::" + PseudoParameters.ACCOUNT + ":policy/{name}",
                    Map.of("PolicyId", "{name}")),
            kind(
                    "AWS::IAM::Role",
                    "RoleName",
                    "{name}",
                    Map.of("Arn", "arn:aws:iam::" + PseudoParameters.ACCOUNT + ":role/{name}", "RoleId", "{name}")),
            kind("AWS::Kinesis::Stream", "Name", "{name}", Map.of("Arn", "arn:aws:kinesis:" + HERE + ":stream/{name}")),
            kind("AWS::Kinesis::StreamConsumer", "ConsumerName", CONSUMER_ARN, Map.of("ConsumerARN", CONSUMER_ARN)),
            kind(
                    "AWS::KinesisFirehose::DeliveryStream",
                    "DeliveryStreamName",
                    "{name}",
                    Map.of("Arn", "arn:aws:firehose:" + HERE + ":deliverystream/{name}")),
            kind("AWS::KMS::Alias", "AliasName", "{name}", Map.of()),
            kind(
                    "AWS::KMS::Key",
                    "",
                    "{name}",
                    Map.of("Arn", "arn:aws:kms:" + HERE + ":key/{name}", "KeyId", "{name}")),
            kind("AWS::Lambda::Function", "FunctionName", "{name}", Map.of("Arn", FUNCTION_ARN)),
            kind("AWS::Lambda::LayerVersion", "LayerName", LAYER_ARN, Map.of("LayerVersionArn", LAYER_ARN)),
            kind(
                    "AWS::Logs::LogGroup",
                    "LogGroupName",
                    "{name}",
                    Map.of("Arn", "arn:aws:logs:" + HERE + ":log-group:{name}:*")),
            kind("AWS::Pipes::Pipe", "Name", "{name}", Map.of("Arn", "arn:aws:pipes:" + HERE + ":pipe/{name}")),
            kind(
                    "AWS::RDS::DBInstance",
                    "DBInstanceIdentifier",
                    "{name}",
                    Map.of(
                            "DBInstanceArn", "arn:aws:rds:" + HERE + ":db:{name}",
                            "Endpoint.Address", "{name}.local." + PseudoParameters.REGION + ".rds.amazonaws.com",
                            "Endpoint.Port", "5432",
                            "MasterUserSecret.SecretArn", "arn:aws:secretsmanager:" + HERE + ":secret:rds!{name}")),
            kind(
                    "AWS::S3::Bucket",
                    "BucketName",
                    "{name}",
                    Map.of(
                            "Arn", "arn:aws:s3:::{name}",
                            "DomainName", "{name}.s3.amazonaws.com",
                            "RegionalDomainName", "{name}.s3." + PseudoParameters.REGION + ".amazonaws.com")),
            kind(
                    "AWS::SecretsManager::Secret",
                    "Name",
                    "arn:aws:secretsmanager:" + HERE + ":secret:{name}",
                    Map.of("Id", "arn:aws:secretsmanager:" + HERE + ":secret:{name}")),
            kind("AWS::Serverless::Api", "Name", "{name}", Map.of("RootResourceId", "root")),
            kind("AWS::Serverless::Application", "", STACK_ARN, Map.of()),
            kind("AWS::Serverless::Function", "FunctionName", "{name}", Map.of("Arn", FUNCTION_ARN)),
            kind("AWS::Serverless::LayerVersion", "LayerName", LAYER_ARN, Map.of("LayerVersionArn", LAYER_ARN)),
            kind(
                    "AWS::SNS::Topic",
                    "TopicName",
                    "arn:aws:sns:" + HERE + ":{name}",
                    Map.of("TopicArn", "arn:aws:sns:" + HERE + ":{name}", "TopicName", "{name}")),
            kind(
                    "AWS::SQS::Queue",
                    "QueueName",
                    "{url}",
                    Map.of(
                            "Arn", "arn:aws:sqs:" + HERE + ":{name}",
                            "QueueName", "{name}",
                            "QueueUrl", "{url}")));

    private static Map.Entry<String, ResourceKind> kind(
            String type, String nameProperty, String ref, Map<String, String> attributes) {
        return Map.entry(type, new ResourceKind(nameProperty, ref, attributes));
    }

    static ResourceKind of(String type) {
        return KINDS.getOrDefault(type, new ResourceKind("", "{name}", Map.of()));
    }

    /** The name that a resource without one gets; CloudFormation would add random characters. */
    static String defaultName(String type, String stack, String logicalId, boolean fifo) {
        String name = stack + "-" + logicalId + (fifo ? ".fifo" : "");
        return type.equals("AWS::S3::Bucket") ? name.toLowerCase(Locale.ROOT) : name;
    }

    /** The value of an attribute of a resource of this kind, or empty if the kind has no such attribute. */
    Optional<String> attribute(String attribute) {
        String pattern = attributes.get(attribute);
        if (pattern != null || !attributes.isEmpty()) {
            return Optional.ofNullable(pattern);
        }
        return Optional.of(attribute.endsWith("Arn") ? "arn:aws:local:" + HERE + ":{name}" : "{name}." + attribute);
    }
}
