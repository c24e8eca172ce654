package dev.tributary.local.redrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.local.redrive.Attempt.Status;
import dev.tributary.local.redrive.Failure.PieceLetter;
import dev.tributary.local.redrive.Failure.RecordLetter;
import dev.tributary.local.redrive.FailureStore.Found;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a redrive tells, for people and for programs. */
final class RedriveText {

    /** Of failures, so many are told of one by one. */
    private static final int DETAILS = 20;

    private RedriveText() {}

    static String table(Survey survey, Instant now) {
        if (survey.meant().isEmpty()) {
            return "nothing to send back" + unreadable(survey);
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("function", "stage", "reason", "count", "oldest", "newest"));
        for (Survey.Group group : survey.groups()) {
            rows.add(List.of(
                    group.function(),
                    group.stage(),
                    group.reason(),
                    Integer.toString(group.count()),
                    age(group.oldest(), now),
                    age(group.newest(), now)));
        }
        return aligned(rows) + System.lineSeparator() + survey.meant().size() + " in all" + unreadable(survey);
    }

    /** The ids of what would be sent back, in that order. */
    static String ids(Survey survey, long limit) {
        StringBuilder text = new StringBuilder();
        long shown = Math.min(limit, Math.min(DETAILS, survey.meant().size()));
        survey.meant().stream().limit(shown).forEach(one -> text.append("  ")
                .append(one.id())
                .append("  ")
                .append(one.reason())
                .append(": ")
                .append(one.message())
                .append(System.lineSeparator()));
        long more = Math.min(limit, survey.meant().size()) - shown;
        return text + (more > 0 ? "  and " + more + " more" : "").stripTrailing();
    }

    static String json(Survey survey) {
        ObjectNode json = FailureReader.JSON.createObjectNode();
        ArrayNode groups = json.putArray("groups");
        for (Survey.Group group : survey.groups()) {
            groups.addObject()
                    .put("function", group.function())
                    .put("stage", group.stage())
                    .put("reason", group.reason())
                    .put("count", group.count())
                    .put("oldest", group.oldest().toString())
                    .put("newest", group.newest().toString());
        }
        ArrayNode failures = json.putArray("failures");
        survey.meant().forEach(one -> failures.addObject()
                .put("id", one.id())
                .put("function", one.function())
                .put("stage", one.stage())
                .put("reason", one.reason())
                .put("message", one.message())
                .put("failedAt", one.at().toString()));
        ArrayNode unreadable = json.putArray("unreadable");
        survey.unreadable()
                .forEach(one -> unreadable.addObject().put("place", one.id()).put("message", one.message()));
        return json.toPrettyString();
    }

    static String table(RedriveResult result) {
        if (result.attempts().isEmpty() && result.problem().isEmpty()) {
            return "nothing to send back";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("stage", "reason", "sent back", "through", "set aside again", "failed", "left"));
        Map<String, List<Attempt>> groups = new TreeMap<>();
        result.attempts()
                .forEach(one -> groups.computeIfAbsent(one.stage() + "\n" + one.reason(), key -> new ArrayList<>())
                        .add(one));
        groups.values()
                .forEach(group -> rows.add(row(
                        group.get(0).stage(),
                        group.get(0).reason(),
                        new RedriveResult(group, result.duration(), result.problem()))));
        rows.add(row("in all", "", result));
        StringBuilder text = new StringBuilder(aligned(rows));
        List<Attempt> notThrough = result.attempts().stream()
                .filter(one -> one.status() != Status.THROUGH)
                .toList();
        for (Attempt one : notThrough.subList(0, Math.min(DETAILS, notThrough.size()))) {
            text.append(System.lineSeparator())
                    .append("  ")
                    .append(one.id())
                    .append("  ")
                    .append(words(one.status()))
                    .append(", ")
                    .append(one.whyReason())
                    .append(": ")
                    .append(one.why());
        }
        if (notThrough.size() > DETAILS) {
            text.append(System.lineSeparator())
                    .append("  and ")
                    .append(notThrough.size() - DETAILS)
                    .append(" more");
        }
        return text.append(System.lineSeparator())
                .append(String.format(Locale.ROOT, "%.1f s", result.duration().toMillis() / 1000.0))
                .toString();
    }

    static String json(RedriveResult result) {
        ObjectNode json = FailureReader.JSON
                .createObjectNode()
                .put("sentBack", result.attempts().size());
        for (Status status : Status.values()) {
            json.put(camel(status), result.count(status));
        }
        ArrayNode attempts = json.put("durationMs", result.duration().toMillis())
                .put("ok", result.isComplete())
                .putArray("failures");
        for (Attempt one : result.attempts()) {
            ObjectNode node = attempts.addObject()
                    .put("id", one.id())
                    .put("function", one.function())
                    .put("stage", one.stage())
                    .put("reason", one.reason())
                    .put("failedAt", one.at().toString())
                    .put("status", camel(one.status()));
            if (one.status() != Status.THROUGH) {
                node.put("newReason", one.whyReason()).put("message", one.why());
            }
        }
        result.problem().ifPresent(problem -> json.put("problem", problem));
        return json.toPrettyString();
    }

    static String progress(RedriveResult so) {
        return String.format(
                Locale.ROOT,
                "%,d sent back: %,d through, %,d set aside again, %,d failed, %,d left",
                so.attempts().size(),
                so.count(Status.THROUGH),
                so.count(Status.SET_ASIDE_AGAIN),
                so.count(Status.FAILED),
                so.count(Status.LEFT));
    }

    /** One of them whole, its payload readable where it is text. */
    static String whole(Found found, byte[] payload) {
        Failure failure = found.failure();
        ObjectNode json = FailureReader.JSON
                .createObjectNode()
                .put("id", failure.id())
                .put("place", found.place())
                .put("function", failure.function())
                .put("stage", failure.stage())
                .put("reason", failure.reason())
                .put("message", failure.message())
                .put("requestId", failure.requestId())
                .put("failedAt", failure.at().toString())
                .put("source", failure.source());
        if (failure instanceof RecordLetter letter) {
            json.put("partitionKey", letter.partitionKey())
                    .put("arrivalTime", letter.arrival().toString());
        } else if (failure instanceof PieceLetter letter) {
            json.put("arrivalTime", letter.arrival().toString());
        }
        json.set("payload", readable(payload));
        return json.toPrettyString();
    }

    private static JsonNode readable(byte[] payload) {
        try {
            JsonNode parsed = FailureReader.JSON.readTree(payload);
            if (parsed.isContainerNode()) {
                return parsed;
            }
        } catch (IOException e) {
            // A reason to be here.
        }
        try {
            return FailureReader.JSON
                    .getNodeFactory()
                    .textNode(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(payload))
                            .toString());
        } catch (CharacterCodingException e) {
            return FailureReader.JSON
                    .createObjectNode()
                    .put("base64", Base64.getEncoder().encodeToString(payload));
        }
    }

    private static List<String> row(String stage, String reason, RedriveResult counts) {
        return List.of(
                stage,
                reason,
                Integer.toString(counts.attempts().size()),
                Long.toString(counts.count(Status.THROUGH)),
                Long.toString(counts.count(Status.SET_ASIDE_AGAIN)),
                Long.toString(counts.count(Status.FAILED)),
                Long.toString(counts.count(Status.LEFT)));
    }

    private static String aligned(List<List<String>> rows) {
        int columns = rows.get(0).size();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(one -> one.get(column).length())
                        .max()
                        .orElse(0);
                line.append(row.get(i)).append(" ".repeat(width - row.get(i).length() + 2));
            }
            text.append(text.isEmpty() ? "" : System.lineSeparator())
                    .append(line.toString().stripTrailing());
        }
        return text.toString();
    }

    private static String unreadable(Survey survey) {
        StringBuilder text = new StringBuilder();
        survey.unreadable().stream().limit(DETAILS).forEach(one -> text.append(System.lineSeparator())
                .append("not to be sent back: ")
                .append(one.id())
                .append(": ")
                .append(one.message()));
        return text.toString();
    }

    private static String age(Instant at, Instant now) {
        Duration age = Duration.between(at, now);
        if (age.toMinutes() < 1) {
            return Math.max(0, age.toSeconds()) + " s ago";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + " min ago";
        }
        return age.toDays() < 2 ? age.toHours() + " h ago" : age.toDays() + " days ago";
    }

    private static String words(Status status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String camel(Status status) {
        return switch (status) {
            case THROUGH -> "through";
            case SET_ASIDE_AGAIN -> "setAsideAgain";
            case FAILED -> "failed";
            case LEFT -> "left";
        };
    }
}
