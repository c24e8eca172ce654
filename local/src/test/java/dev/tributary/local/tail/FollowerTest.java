package dev.tributary.local.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.backend.EmbeddedBackend;
import dev.tributary.local.provision.Provisioner;
import dev.tributary.local.template.Template;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

@Timeout(60)
class FollowerTest {

    private static final String TEMPLATE = """
            Resources:
              Lake: {Type: AWS::S3::Bucket, Properties: {BucketName: lake}}
              Letters: {Type: AWS::SQS::Queue, Properties: {QueueName: letters, VisibilityTimeout: 900}}
              Work:
                Type: AWS::SQS::Queue
                Properties:
                  QueueName: work
                  RedrivePolicy: {deadLetterTargetArn: !GetAtt Letters.Arn, maxReceiveCount: 1}
            """;

    private static final String KEY = "enriched-data/events/year=2026/month=11/a.jsonl.gz";

    @TempDir
    Path folder;

    private EmbeddedBackend backend;
    private Follower follower;

    @BeforeEach
    void start() throws IOException {
        backend = EmbeddedBackend.start();
        Template template = Template.read(
                Files.writeString(folder.resolve("template.yaml"), TEMPLATE), Map.of(), backend::queueUrl);
        new Provisioner(backend).provision(template);
        follower = Follower.of(template, backend);
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void shouldTellOfEachLineOnceAlsoWhenItsObjectIsReplaced() throws IOException {
        put(KEY, gzip("a.s.1.0", "a.s.2.0"));
        assertThat(recordIds()).containsExactly("a.s.1.0", "a.s.2.0");
        assertThat(recordIds()).isEmpty();

        put(KEY, gzip("a.s.1.0", "a.s.2.0", "a.s.3.0"));
        assertThat(recordIds()).containsExactly("a.s.3.0");
    }

    @Test
    void shouldNameThePlaceWithoutPartitions() throws IOException {
        put(KEY, gzip("a.s.1.0"));

        assertThat(follower.look()).extracting(Finding::place).containsExactly("enriched-data/events");
    }

    @Test
    void shouldTellOfTheZonesOfChangeData() {
        put("raw/year=2026/a.gz", "{\n \"data\": {}\n}".getBytes(UTF_8));
        put("quarantine/public/employees/year=2026/a", "{\"violations\":[{\"rule\":\"type\"}]}".getBytes(UTF_8));
        put("trusted/public/employees/year=2026/a", "{\"_op\":\"insert\"}\n{\"_op\":\"delete\"}\n".getBytes(UTF_8));

        assertThat(follower.look())
                .extracting(finding -> finding.place() + " " + finding.status())
                .containsExactlyInAnyOrder(
                        "raw -",
                        "quarantine/public/employees type",
                        "trusted/public/employees insert",
                        "trusted/public/employees delete");
    }

    @Test
    void shouldTellOfObjectsOfOtherFormsInALine() {
        put("x/picture.png", new byte[] {0x1f, (byte) 0x8b, '\n', '\n'});
        put("dead-letters/payload", "any".getBytes(UTF_8));
        put("x/empty", new byte[0]);

        assertThat(follower.look()).singleElement().satisfies(finding -> assertThat(finding.message())
                .isEqualTo("x/picture.png, 4 bytes"));
    }

    @Test
    void shouldLookAtAllMessagesAndTakeNone() {
        send("letters", 0, 35);
        assertThat(statuses()).hasSize(35).doesNotHaveDuplicates();

        send("letters", 35, 2);
        assertThat(statuses()).containsExactlyInAnyOrder("R35", "R36");
        assertThat(statuses()).isEmpty();
        assertThat(visible("letters")).isEqualTo("37");
    }

    @Test
    void shouldLeaveQueuesAloneThatCountReceives() {
        send("work", 0, 1);

        assertThat(follower.look()).isEmpty();
        assertThat(follower.look()).isEmpty();
        assertThat(visible("work")).isEqualTo("1");
    }

    @Test
    void shouldBeginWithWhatComes() throws IOException {
        put(KEY, gzip("a.s.1.0"));
        send("letters", 0, 1);
        follower.skip();
        send("letters", 1, 1);

        assertThat(follower.look()).extracting(Finding::status).containsExactly("R1");
    }

    private List<String> recordIds() {
        return follower.look().stream().map(Finding::recordId).toList();
    }

    private List<String> statuses() {
        return follower.look().stream().map(Finding::status).toList();
    }

    private void put(String key, byte[] content) {
        backend.clients().s3().putObject(call -> call.bucket("lake").key(key), RequestBody.fromBytes(content));
    }

    private static byte[] gzip(String... recordIds) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            for (String id : recordIds) {
                out.write(
                        "{\"enrichment\":{\"recordId\":\"%s\"}}\n".formatted(id).getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private void send(String queue, int first, int count) {
        IntStream.range(first, first + count)
                .forEach(i -> backend.clients().sqs().sendMessage(call -> call.queueUrl(backend.queueUrl(queue))
                        .messageBody("{\"reason\":\"R" + i + "\"}")));
    }

    private String visible(String queue) {
        return String.valueOf(backend.clients()
                .sqs()
                .getQueueAttributes(call ->
                        call.queueUrl(backend.queueUrl(queue)).attributeNamesWithStrings("ApproximateNumberOfMessages"))
                .attributesAsStrings()
                .get("ApproximateNumberOfMessages"));
    }
}
