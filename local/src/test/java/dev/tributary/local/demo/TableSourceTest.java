package dev.tributary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.backend.EmbeddedBackend;
import dev.tributary.local.demo.account.ExactJson;
import dev.tributary.local.demo.account.Notice;
import dev.tributary.local.demo.account.Notices;
import dev.tributary.local.demo.account.SentRecord;
import dev.tributary.local.provision.Provisioner;
import dev.tributary.local.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** On the real table, topic and queue of a backend. */
class TableSourceTest {

    private static final String TEMPLATE = """
            Resources:
              Topic: { Type: AWS::SNS::Topic, Properties: { TopicName: changes } }
              Table:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: activities
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions:
                    - { AttributeName: UserId, AttributeType: S }
                    - { AttributeName: ActivityId, AttributeType: S }
                  KeySchema:
                    - { AttributeName: UserId, KeyType: HASH }
                    - { AttributeName: ActivityId, KeyType: RANGE }
                  StreamSpecification: { StreamViewType: NEW_AND_OLD_IMAGES }
            """;

    private static final String TOPIC = "arn:aws:sns:" + Backend.REGION + ":" + Backend.ACCOUNT + ":changes";

    private static Backend backend;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        backend = EmbeddedBackend.start();
        new Provisioner(backend)
                .provision(Template.read(Files.writeString(folder.resolve("template.yaml"), TEMPLATE), Map.of()));
    }

    @AfterAll
    static void stop() {
        backend.close();
    }

    @Test
    void shouldMakeEveryChangeAndKnowItsPlace() {
        List<Integer> progress = new CopyOnWriteArrayList<>();

        List<SentRecord> sent = new TableSource("activities", TOPIC)
                .send(backend, 995, progress::add)
                .records();

        assertThat(sent).hasSize(100).extracting(SentRecord::position).doesNotHaveDuplicates();
        assertThat(progress).hasSize(100).contains(100);
        Map<JsonNode, JsonNode> last = new LinkedHashMap<>();
        for (SentRecord record : sent) {
            JsonNode change = ExactJson.parse(record.event().bytes());
            last.put(change.path("keys"), change.path("newImage"));
        }
        assertThat(backend.clients()
                        .dynamoDb()
                        .scan(call -> call.tableName("activities"))
                        .items())
                .extracting(item -> item.get("Version"))
                .containsExactlyInAnyOrderElementsOf(last.values().stream()
                        .filter(JsonNode::isObject)
                        .map(item -> AttributeValue.fromN(item.path("Version").asText()))
                        .toList());
    }

    @Test
    void shouldHearWhatATopicTells() {
        Notices notices = Notices.subscribe(backend, TOPIC);
        backend.clients().sns().publish(call -> call.topicArn(TOPIC)
                .message("Keys: …")
                .messageAttributes(Map.of("recordId", text("t.e.1.0"), "eventName", text("INSERT"))));

        assertThat(notices.drain())
                .containsExactly(new Notice(Map.of("recordId", "t.e.1.0", "eventName", "INSERT"), "Keys: …"));
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
