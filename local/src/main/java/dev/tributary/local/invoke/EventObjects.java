package dev.tributary.local.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * The objects that an event of S3 tells of. A sample event cannot know which version an object will be; so where it names none, and
 * there is a file of the object's key beside it, {@code <folder of the event>/<key>}, the file is put into the bucket, and the event
 * gets the version that S3 makes of it. All other events stay as they are.
 */
public final class EventObjects {

    /** An object as the event tells of it, and what the event calls version and ETag. */
    private record Told(String bucket, String key, ObjectNode object, String versionField, String tagField) {

        boolean hasVersion() {
            return object.has(versionField) || object.has(tagField);
        }
    }

    private final ObjectMapper mapper;
    private final Path folder;
    private final S3Client s3;
    private final Consumer<String> tell;

    /**
     * For events that lie in this folder.
     *
     * @param tell told of each object that is put
     */
    public EventObjects(ObjectMapper mapper, Path folder, S3Client s3, Consumer<String> tell) {
        this.mapper = mapper;
        this.folder = folder.toAbsolutePath().normalize();
        this.s3 = s3;
        this.tell = tell;
    }

    /**
     * Puts what the event tells of and what lies beside it; gives back the event with the versions.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException if an object cannot be put, such as into a bucket that is not there
     */
    public byte[] put(byte[] event) throws IOException {
        JsonNode document = mapper.readTree(event);
        boolean isPut = false;
        for (Told told : told(document)) {
            Optional<Path> file = told.hasVersion() ? Optional.empty() : file(told.key);
            if (file.isPresent()) {
                put(told, file.get());
                isPut = true;
            }
        }
        return isPut ? mapper.writeValueAsBytes(document) : event;
    }

    private static List<Told> told(JsonNode event) {
        List<Told> told = new ArrayList<>();
        for (JsonNode record : event.path("Records")) {
            if (record.at("/s3/object") instanceof ObjectNode object) {
                // As in a form, where a space is a plus.
                String key = URLDecoder.decode(object.path("key").asText(), StandardCharsets.UTF_8);
                told.add(new Told(record.at("/s3/bucket/name").asText(), key, object, "versionId", "eTag"));
            }
        }
        if (event.at("/detail/object") instanceof ObjectNode object) {
            String bucket = event.at("/detail/bucket/name").asText();
            told.add(new Told(bucket, object.path("key").asText(), object, "version-id", "etag"));
        }
        return told;
    }

    /** The file of a key; none outside of the event's folder. */
    private Optional<Path> file(String key) {
        try {
            Path file = folder.resolve(key).normalize();
            return file.startsWith(folder) && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private void put(Told told, Path file) {
        PutObjectResponse put =
                s3.putObject(request -> request.bucket(told.bucket).key(told.key), RequestBody.fromFile(file));
        if (put.versionId() != null) {
            told.object.put(told.versionField, put.versionId());
        }
        // Its quotes belong to the header, and events have none.
        told.object.put(told.tagField, put.eTag().replace("\"", ""));
        tell.accept("put s3://" + told.bucket + "/" + told.key);
    }
}
