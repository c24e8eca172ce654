package dev.tributary.local.demo;

import dev.tributary.local.template.PhysicalIds;
import dev.tributary.local.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the demo reads of a template, in few lines; each system can be left out. */
final class SmallTemplate {

    static final String SHARED = """
            Resources:
              LakeBucket: { Type: AWS::S3::Bucket, Properties: { BucketName: lake } }
              FailureBucket: { Type: AWS::S3::Bucket, Properties: { BucketName: failures } }
              DeadLetterQueue: { Type: AWS::SQS::Queue, Properties: { QueueName: dead-letters } }
            """;

    static final String USER_EVENTS = """
              EventStream: { Type: AWS::Kinesis::Stream, Properties: { Name: events, ShardCount: 1 } }
              SampleUserProfiles:
                Type: Custom::SampleData
                Properties: { Items: [{ user_id: user1, name: Jo }, { user_id: { S: user2 }, age: { N: "7.50" } }] }
              EnrichmentFunction:
                Type: AWS::Serverless::Function
                Properties:
                  FunctionName: users
                  Handler: a.B::c
                  Environment:
                    Variables:
                      LAKE_DATASET: visits
                      DEAD_LETTER_BUCKET: !Ref FailureBucket
                      DEAD_LETTER_QUEUE_URL: !Ref DeadLetterQueue
            """;

    static final String PRODUCT_EVENTS = """
              ProductEventStream: { Type: AWS::Kinesis::Stream, Properties: { Name: product-events, ShardCount: 1 } }
              SampleProducts:
                Type: Custom::SampleData
                Properties: { Items: [{ productId: { S: PROD-001 }, price: { N: "49.99" } }] }
              PipeDeadLetterQueue: { Type: AWS::SQS::Queue, Properties: { QueueName: pipe-dead-letters } }
              ProductDelivery:
                Type: AWS::KinesisFirehose::DeliveryStream
                Properties:
                  ExtendedS3DestinationConfiguration:
                    Prefix: enriched-data/products/year=!{timestamp:yyyy}/month=!{timestamp:MM}/
              PipesEnrichmentFunction:
                Type: AWS::Serverless::Function
                Properties:
                  FunctionName: products
                  Handler: a.B::c
                  Environment:
                    Variables:
                      DEAD_LETTER_BUCKET: !Ref FailureBucket
                      DEAD_LETTER_QUEUE_URL: !Ref DeadLetterQueue
            """;

    static final String TABLE_AUDIT = """
              UserActivitiesTable: { Type: AWS::DynamoDB::Table, Properties: { TableName: activities } }
              AuditTopic: { Type: AWS::SNS::Topic, Properties: { TopicName: changes } }
              AuditFunction:
                Type: AWS::Serverless::Function
                Properties:
                  FunctionName: audit
                  Handler: a.B::c
                  Environment: { Variables: { LAKE_BUCKET: trail, TOPIC_ARN: !Ref AuditTopic } }
            """;

    private SmallTemplate() {}

    static Template read(Path folder, String text, PhysicalIds ids) {
        try {
            return Template.read(Files.writeString(folder.resolve("template.yaml"), text), Map.of(), ids);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + folder, e);
        }
    }
}
