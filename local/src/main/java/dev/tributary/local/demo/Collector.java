package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tributary.local.demo.Findings.Letter;
import dev.tributary.local.demo.SentRecord.Position;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Gathers what a run left behind: every object of the lake and of the failure bucket, copied to a folder to look at, and
 * every message of the dead-letter queue. It reads S3 and SQS alone, with a reader of its own: a fault of the functions'
 * code cannot hide behind the same fault here.
 */
final class Collector {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // 1.50 must not be taken for 1.5.
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final Pattern RECORD_ID = Pattern.compile(".+\\.([^.]+)\\.([0-9]+)\\.[0-9]+");

    private final S3Client s3;
    private final SqsClient sqs;
    private final Path copies;
    private final Findings findings = new Findings();

    Collector(S3Client s3, SqsClient sqs, Path copies) {
        this.s3 = s3;
        this.sqs = sqs;
        this.copies = copies;
    }

    Findings findings() {
        return findings;
    }

    /** Reads the lines of every object of the lake's bucket. */
    void collectLake(String bucket) {
        for (String key : copyAll(bucket)) {
            readLines(copies.resolve(bucket).resolve(key));
        }
    }

    /** Reads what the event source mapping gave up: whole events, in Lambda's own form. */
    void collectGivenUp(String bucket) {
        for (String key : copyAll(bucket)) {
            if (key.startsWith("aws/lambda/")) {
                JsonNode payload = read(copies.resolve(bucket).resolve(key)).path("payload");
                JsonNode event = payload.isTextual() ? parse(payload.textValue()) : payload;
                event.path("Records").forEach(this::addGivenUp);
            }
        }
    }

    /** Takes every message out of the dead-letter queue. */
    void collectDeadLetters(String queueUrl) {
        while (true) {
            List<Message> messages = sqs.receiveMessage(call ->
                            call.queueUrl(queueUrl).maxNumberOfMessages(10).visibilityTimeout(600))
                    .messages();
            if (messages.isEmpty()) {
                return;
            }
            messages.forEach(message -> addLetter(parse(message.body())));
        }
    }

    private void addLetter(JsonNode letter) {
        JsonNode source = letter.path("source");
        byte[] payload = letter.has("payload")
                ? Base64.getDecoder().decode(letter.path("payload").textValue())
                : fetch(letter.path("payloadRef").asText());
        findings.addLetter(
                new Position(
                        source.path("shard").asText(), source.path("sequence").asText()),
                new Letter(letter.path("reason").asText(), payload));
    }

    private void addGivenUp(JsonNode record) {
        JsonNode kinesis = record.path("kinesis");
        String shard = record.path("eventID").asText().split(":", 2)[0];
        findings.addGivenUp(
                new Position(shard, kinesis.path("sequenceNumber").asText()),
                Base64.getDecoder().decode(kinesis.path("data").asText()));
    }

    private byte[] fetch(String uri) {
        String[] parts = uri.replaceFirst("^s3://", "").split("/", 2);
        return s3.getObjectAsBytes(call -> call.bucket(parts[0]).key(parts[1])).asByteArray();
    }

    private List<String> copyAll(String bucket) {
        List<String> keys = s3.listObjectsV2Paginator(call -> call.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
        for (String key : keys) {
            Path copy = copies.resolve(bucket).resolve(key);
            try {
                Files.createDirectories(copy.getParent());
                Files.write(
                        copy,
                        s3.getObjectAsBytes(call -> call.bucket(bucket).key(key))
                                .asByteArray());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + copy, e);
            }
        }
        return keys;
    }

    private void readLines(Path file) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                JsonNode line = parse(text);
                findings.addLine(
                        copies.relativize(file).toString(),
                        position(line.path("enrichment").path("recordId").asText()),
                        line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** The shard and sequence number of {@code <stream>.<shard>.<sequence number>.<sub-sequence>}. */
    private static Position position(String recordId) {
        Matcher parts = RECORD_ID.matcher(recordId);
        if (!parts.matches()) {
            throw new IllegalStateException("record id in the lake: " + recordId
                    + " (expected: <stream>.<shard>.<sequence number>.<sub-sequence>)");
        }
        return new Position(parts.group(1), parts.group(2));
    }

    private static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + json, e);
        }
    }
}
