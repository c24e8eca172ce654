package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.backend.Backend;
import dev.tributary.local.demo.account.ExactJson;
import dev.tributary.local.demo.account.Findings;
import dev.tributary.local.demo.account.Findings.Letter;
import dev.tributary.local.demo.account.LineJudge;
import dev.tributary.local.demo.account.Position;
import dev.tributary.local.demo.account.Source;
import dev.tributary.local.demo.change.StoredObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Gathers what a run left behind of a system's records. It reads the services alone, with a reader of its own: a fault of
 * the functions' code cannot hide behind the same fault here.
 */
final class Collector {

    private final Backend backend;
    private final BucketCopies buckets;
    private final QueueMessages queues;

    /** A collector that copies all objects into this folder. */
    Collector(Backend backend, Path copies) {
        this.backend = backend;
        this.buckets = BucketCopies.into(copies, backend.clients().s3());
        this.queues = new QueueMessages(backend.clients().sqs());
    }

    /** All objects of a bucket, which must be compressed. */
    List<StoredObject> objects(String bucket) {
        return buckets.files(bucket, "").stream()
                .map(file -> StoredObject.unzip(bucket, buckets.key(file), read(file)))
                .toList();
    }

    /** All messages of a queue. */
    List<JsonNode> messages(String queueUrl) {
        return queues.of(queueUrl);
    }

    /** What a dead letter holds, or where it says that it is. */
    byte[] payload(JsonNode letter) {
        return letter.has("payload")
                ? Base64.getDecoder().decode(letter.path("payload").textValue())
                : buckets.fetch(letter.path("payloadRef").asText());
    }

    /** What a system left, read as the judge of its lines reads them. */
    Findings collect(RecordSystem system, LineJudge judge) {
        Findings findings = new Findings();
        LakeFolder lake = system.lake();
        buckets.files(lake.bucket(), lake.prefix()).forEach(file -> readLines(file, judge, findings));
        // Lambda's own place and form.
        buckets.files(system.variable("DEAD_LETTER_BUCKET"), "aws/lambda/")
                .forEach(file -> readGivenUp(file, system.source(), findings));
        queues.of(system.variable("DEAD_LETTER_QUEUE_URL")).stream()
                .filter(letter -> letter.path("function")
                        .asText()
                        .equals(system.function().name()))
                .forEach(letter -> addLetter(letter, system.source(), findings));
        system.pipeQueue().ifPresent(queue -> {
            PipeGiveUps giveUps =
                    new PipeGiveUps(backend.clients().kinesis(), system.source().name());
            queues.of(backend.queueUrl(queue)).forEach(message -> giveUps.collect(message, findings));
        });
        return findings;
    }

    private void readLines(Path file, LineJudge judge, Findings findings) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                JsonNode line = ExactJson.parse(text);
                findings.addLine(buckets.name(file), Position.parse(judge.recordId(line)), line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private void addLetter(JsonNode letter, Source source, Findings findings) {
        findings.addLetter(
                Position.parse(letter.path("id").asText()),
                new Letter(
                        letter.path("stage").asText(),
                        letter.path("reason").asText(),
                        source.content(payload(letter))));
    }

    /** What an event source mapping gave up: a whole event. */
    private static void readGivenUp(Path file, Source source, Findings findings) {
        JsonNode payload = ExactJson.parse(read(file)).path("payload");
        JsonNode event = payload.isTextual() ? ExactJson.parse(payload.textValue()) : payload;
        for (JsonNode record : event.path("Records")) {
            if (source.owns(record.path("eventSourceARN").asText())) {
                source.giveUp(record, findings);
            }
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
