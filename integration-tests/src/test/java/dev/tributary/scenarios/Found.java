package dev.tributary.scenarios;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tributary.local.backend.Clients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** What a system has written, read with plain clients and a reader of its own. */
final class Found {

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** An object of the lake, uncompressed. */
    record LakeObject(String key, GetObjectResponse head, String text) {

        List<JsonNode> lines() {
            return text.lines().map(Found::json).toList();
        }
    }

    /**
     * A message of the dead-letter queue.
     *
     * @param payload its original bytes, from the message or by its claim check
     */
    record Letter(JsonNode envelope, Map<String, String> attributes, byte[] payload) {

        String recordId() {
            return envelope.path("id").asText();
        }

        String reason() {
            return envelope.path("reason").asText();
        }
    }

    private final Clients clients;
    private final Deployed system;

    Found(Clients clients, Deployed system) {
        this.clients = clients;
        this.system = system;
    }

    /** In the order of their keys, which is not that of the records. */
    List<LakeObject> lake() {
        return objects("LakeBucket");
    }

    /** The objects of the audit trail, in the order of their keys, which is not that of the changes. */
    List<LakeObject> trail() {
        return objects("AuditBucket");
    }

    private List<LakeObject> objects(String logicalId) {
        return objects(logicalId, "");
    }

    /** The objects of a bucket whose keys begin so, in the order of their keys. */
    List<LakeObject> objects(String logicalId, String prefix) {
        String bucket = system.physicalName(logicalId);
        return keys(bucket)
                .filter(key -> key.startsWith(prefix))
                .map(key -> {
                    ResponseBytes<GetObjectResponse> object = object(bucket, key);
                    return new LakeObject(key, object.response(), gunzip(object.asByteArray()));
                })
                .toList();
    }

    List<JsonNode> lines() {
        return lake().stream().flatMap(object -> object.lines().stream()).toList();
    }

    /** The record ids of all lines. */
    List<String> writtenIds() {
        return lines().stream().map(Found::recordId).toList();
    }

    static String recordId(JsonNode line) {
        return line.path("enrichment").path("recordId").asText();
    }

    /**
     * Takes all letters out of the queue. A call that is answered too late goes out again, with the same bytes, down to the
     * nanosecond at which a record failed: such a copy is no letter more.
     */
    List<Letter> deadLetters() {
        Map<String, Message> byBody = new LinkedHashMap<>();
        messages(system.variable("DEAD_LETTER_QUEUE_URL")).forEach(one -> byBody.putIfAbsent(one.body(), one));
        return byBody.values().stream().map(this::letter).toList();
    }

    /** Takes out of its queue what the pipe told of records that it gave up. */
    List<JsonNode> givenUpByPipe() {
        String queue = system.physicalName("PipeDeadLetterQueue");
        return messages(clients.sqs().getQueueUrl(call -> call.queueName(queue)).queueUrl()).stream()
                .map(message -> json(message.body()))
                .toList();
    }

    /** Takes all messages out of a queue. */
    List<Message> messages(String queueUrl) {
        List<Message> all = new ArrayList<>();
        List<Message> some;
        do {
            some = clients.sqs()
                    .receiveMessage(call -> call.queueUrl(queueUrl)
                            .maxNumberOfMessages(10)
                            .waitTimeSeconds(1)
                            .messageAttributeNames("All"))
                    .messages();
            all.addAll(some);
        } while (!some.isEmpty());
        return all;
    }

    /** What Lambda put into the failure bucket. */
    List<JsonNode> givenUp() {
        String bucket = system.variable("DEAD_LETTER_BUCKET");
        return keys(bucket)
                .filter(key -> key.startsWith("aws/lambda/"))
                .map(key -> json(object(bucket, key).asUtf8String()))
                .toList();
    }

    /** The records of the stream from one sequence number to another, or the same. */
    List<Record> records(String shard, String from, String to) {
        String iterator = clients.kinesis()
                .getShardIterator(call -> call.streamName(system.stream())
                        .shardId(shard)
                        .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                        .startingSequenceNumber(from))
                .shardIterator();
        List<Record> read = clients.kinesis()
                .getRecords(call -> call.shardIterator(iterator))
                .records();
        for (int i = 0; i < read.size(); i++) {
            if (read.get(i).sequenceNumber().equals(to)) {
                return read.subList(0, i + 1);
            }
        }
        throw new AssertionError(to + " is not among the records from " + from);
    }

    private Letter letter(Message message) {
        JsonNode envelope = json(message.body());
        Map<String, String> attributes = message.messageAttributes().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Found::text));
        return new Letter(envelope, attributes, payload(envelope));
    }

    private static String text(Map.Entry<String, MessageAttributeValue> attribute) {
        return attribute.getValue().stringValue();
    }

    private byte[] payload(JsonNode envelope) {
        if (envelope.has("payload")) {
            return Base64.getDecoder().decode(envelope.path("payload").asText());
        }
        String[] place =
                envelope.path("payloadRef").asText().replaceFirst("^s3://", "").split("/", 2);
        return object(place[0], place[1]).asByteArray();
    }

    private Stream<String> keys(String bucket) {
        return clients.s3().listObjectsV2Paginator(call -> call.bucket(bucket)).contents().stream()
                .map(S3Object::key);
    }

    private ResponseBytes<GetObjectResponse> object(String bucket, String key) {
        return clients.s3().getObjectAsBytes(call -> call.bucket(bucket).key(key));
    }

    private static String gunzip(byte[] gzip) {
        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
