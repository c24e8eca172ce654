package dev.tributary.local.demo.ingestion;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A request that the API must refuse, and nothing of which may get into a stream.
 *
 * @param reason what the answer's error must begin with
 */
record BadRequest(String path, String contentType, String body, int status, String reason) {

    private static final int MOST_RECORDS = 500;
    private static final int LONGEST_KEY = 256;
    private static final int MOST_REPEATS = 100;

    /**
     * Bad requests of every kind that there is.
     *
     * @param largest bytes that an event may have
     */
    static List<BadRequest> all(EventType type, int largest) {
        String one = "/events/" + type.name();
        String batch = "/events/batch/" + type.name();
        String field = type.entityField();
        String good = "{\"" + field + "\":\"refused\"}";
        String record = record("\"partitionKey\":\"refused\",\"data\":" + good);
        List<BadRequest> all = new ArrayList<>();
        all.add(bad(one, "", 400, "body: "));
        all.add(bad(one, good.substring(0, good.length() - 1), 400, "body: "));
        all.add(bad(one, "[" + good + "]", 400, "body: "));
        all.add(bad(one, "{\"refused\":true}", 400, field + ": missing"));
        all.add(bad(one, "{\"" + field + "\":\"\"}", 400, field + ": missing or empty"));
        all.add(bad(one, "{\"" + field + "\":7}", 400, field + ": not a string"));
        all.add(bad(one, "{\"" + field + "\":\"" + "x".repeat(LONGEST_KEY + 1) + "\"}", 400, field + ": 257 "));
        all.add(bad("/events/unheard_of", good, 404, "type: unknown"));
        all.add(bad(one, good.replace("}", ",\"note\":\"" + "x".repeat(largest) + "\"}"), 413, "body: "));
        all.add(new BadRequest(one, "text/plain", good, 415, "Content-Type: "));
        all.add(bad(batch, "{}", 400, "body: "));
        all.add(bad(batch, batch(List.of()), 400, "records: 0 "));
        all.add(bad(batch, batch(Collections.nCopies(MOST_RECORDS + 1, record)), 400, "records: 501 "));
        all.add(bad(
                batch, batch(List.of(record, record, record("\"data\":" + good))), 400, "records[2].partitionKey: "));
        all.add(bad(batch, batch(List.of(record, record("\"partitionKey\":\"refused\""))), 400, "records[1].data: "));
        all.add(bad(
                batch,
                batch(List.of(record, record("\"partitionKey\":\"refused\",\"data\":7"))),
                400,
                "records[1].data: "));
        all.add(bad(
                batch,
                batch(List.of(
                        record, record("\"partitionKey\":\"refused\",\"data\":\"" + "x".repeat(largest + 1) + "\""))),
                413,
                "records[1].data: "));
        all.add(bad("/events/batch/unheard_of", batch(List.of(record)), 404, "type: unknown"));
        all.add(new BadRequest(batch, "text/plain", batch(List.of(record)), 415, "Content-Type: "));
        return all;
    }

    private static BadRequest bad(String path, String body, int status, String reason) {
        return new BadRequest(path, ApiClient.JSON, body, status, reason);
    }

    private static String record(String fields) {
        return "{" + fields + "}";
    }

    private static String batch(List<String> records) {
        return "{\"records\":[" + String.join(",", records) + "]}";
    }

    /** Sends it, and notes whether it was refused as it must be. */
    void send(ApiClient api, Sendings sendings) {
        Answer answer = post(api, sendings);
        for (int i = 0; i < MOST_REPEATS && answer.asksForAnother(); i++) {
            answer = post(api, sendings);
        }
        String error = answer.body().path("error").asText();
        if (answer.status() == status && error.startsWith(reason) && error.contains("(expected: ")) {
            sendings.refusal();
        } else {
            sendings.problem("POST " + path + " of " + excerpt() + " was answered with " + answer.status() + " \""
                    + error + "\" (expected: " + status + " \"" + reason + "… (expected: …)\")");
        }
    }

    private Answer post(ApiClient api, Sendings sendings) {
        sendings.request();
        return api.post(path, contentType, body);
    }

    private String excerpt() {
        int most = 60;
        return body.length() <= most ? body : body.substring(0, most) + "…";
    }
}
