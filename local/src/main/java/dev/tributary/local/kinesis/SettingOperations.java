package dev.tributary.local.kinesis;

import static dev.tributary.local.kinesis.Limits.MAX_RETENTION_HOURS;
import static dev.tributary.local.kinesis.Limits.MIN_RETENTION_HOURS;

import java.util.Map;
import java.util.function.Function;

/** Changes a stream's retention, encryption and tags. Encryption is recorded and reported; nothing is encrypted. */
final class SettingOperations {

    private final Account account;

    SettingOperations(Account account) {
        this.account = account;
    }

    Map<String, Function<Request, Map<String, Object>>> byName() {
        return Map.of(
                "IncreaseStreamRetentionPeriod", this::increaseRetention,
                "DecreaseStreamRetentionPeriod", this::decreaseRetention,
                "StartStreamEncryption", this::startEncryption,
                "StopStreamEncryption", this::stopEncryption,
                "AddTagsToStream", this::addTags,
                "RemoveTagsFromStream", this::removeTags,
                "ListTagsForStream", this::listTags);
    }

    private Map<String, Object> increaseRetention(Request request) {
        DataStream stream = account.stream(request);
        return retain(request, stream, stream.settings().retentionHours(), MAX_RETENTION_HOURS);
    }

    private Map<String, Object> decreaseRetention(Request request) {
        DataStream stream = account.stream(request);
        return retain(request, stream, MIN_RETENTION_HOURS, stream.settings().retentionHours());
    }

    private static Map<String, Object> retain(Request request, DataStream stream, int min, int max) {
        int hours = request.integer("RetentionPeriodHours", Integer.MIN_VALUE, Integer.MAX_VALUE);
        if (hours < min || hours > max) {
            throw KinesisException.invalidArgument(
                    "RetentionPeriodHours: %d (expected: %d-%d)".formatted(hours, min, max));
        }
        stream.retain(hours);
        return Map.of();
    }

    private Map<String, Object> startEncryption(Request request) {
        DataStream stream = account.stream(request);
        requireKms(request);
        stream.settings().encrypt(request.string("KeyId", 2048));
        return Map.of();
    }

    private Map<String, Object> stopEncryption(Request request) {
        DataStream stream = account.stream(request);
        requireKms(request);
        request.string("KeyId", 2048);
        stream.settings().encrypt(null);
        return Map.of();
    }

    private static void requireKms(Request request) {
        String type = request.string("EncryptionType");
        if (!type.equals("KMS")) {
            throw KinesisException.validation("EncryptionType: %s (expected: KMS)".formatted(type));
        }
    }

    private Map<String, Object> addTags(Request request) {
        account.stream(request).settings().tag(request.tags("Tags"));
        return Map.of();
    }

    private Map<String, Object> removeTags(Request request) {
        account.stream(request).settings().untag(request.strings("TagKeys", 1, Limits.TAGS));
        return Map.of();
    }

    private Map<String, Object> listTags(Request request) {
        Page<Map.Entry<String, String>> page = Page.of(
                account.stream(request).settings().tags().entrySet(),
                Map.Entry::getKey,
                request.optionalString("ExclusiveStartTagKey"),
                request.integer("Limit", 1, Limits.TAGS, Limits.TAGS));
        return Map.of(
                "Tags",
                page.items().stream()
                        .map(tag -> Map.of("Key", tag.getKey(), "Value", tag.getValue()))
                        .toList(),
                "HasMoreTags",
                page.hasMore());
    }
}
