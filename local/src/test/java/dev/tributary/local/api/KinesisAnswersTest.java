package dev.tributary.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.api.ApiFixture.Answer;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients are told of what Kinesis answers. Nothing but a sequence number may make it a success. */
class KinesisAnswersTest {

    private static final String EVENT = "{\"order_id\":\"o\"}";
    private static final String BATCH =
            "{\"records\":[{\"data\":\"{}\",\"partitionKey\":\"a\"},{\"data\":\"{}\",\"partitionKey\":\"b\"}]}";

    @ParameterizedTest
    @CsvSource({
        "ProvisionedThroughputExceededException, 400, 429",
        "LimitExceededException,                 400, 429",
        "KMSThrottlingException,                 400, 429",
        "ThrottlingException,                    400, 429",
        "com.amazonaws.kinesis.v20131202#ProvisionedThroughputExceededException, 400, 429",
        "ResourceNotFoundException,              400, 502",
        "AccessDeniedException,                  400, 502",
        "KMSAccessDeniedException,               400, 502",
        "KMSDisabledException,                   400, 502",
        "ExpiredTokenException,                  400, 502",
        "UnknownOperationException,              404, 502",
        "SomethingNewException,                  403, 502",
        "ValidationException,                    400, 400",
        "SerializationException,                 400, 400",
        "InvalidArgumentException,               400, 413",
        "RequestEntityTooLargeException,         413, 413",
        "InternalFailureException,               500, 503",
        "ServiceUnavailable,                     503, 503"
    })
    void shouldMapEveryError(String type, int kinesis, int expected) {
        KinesisCall failing = (action, request, subject) -> KinesisCall.refusal(kinesis, type);
        try (ApiFixture api = ApiFixture.over(failing)) {
            for (Answer answer :
                    new Answer[] {api.post("/events/orders", EVENT), api.post("/events/batch/orders", BATCH)}) {
                assertThat(answer.status()).isEqualTo(expected);
                assertThat(answer.error()).matches("(Kinesis|body): .* \\(expected: .*\\)");
                assertThat(answer.header("Retry-After")).isEqualTo(expected == 429 ? "1" : "");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "", "{\"ShardId\":\"s\"}", "{\"SequenceNumber\":\"\"}", "{\"SequenceNumber\":null}", "[]"})
    void shouldNotCallAcceptedWhatHasNoSequenceNumber(String answer) {
        for (int status : new int[] {200, 202, 204, 301}) {
            try (ApiFixture api =
                    ApiFixture.over((action, request, subject) -> new KinesisCall.Answer(status, answer))) {
                assertThat(api.post("/events/orders", EVENT).status()).isEqualTo(502);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "{\"Records\":[]}", "{\"Records\":null}", "{\"FailedRecordCount\":0}"})
    void shouldNotCallABatchAcceptedWithoutRecords(String answer) {
        try (ApiFixture api = ApiFixture.over((action, request, subject) -> new KinesisCall.Answer(200, answer))) {
            assertThat(api.post("/events/batch/orders", BATCH).status()).isEqualTo(502);
        }
    }

    @Test
    void shouldTellThrottledRecordsFromFailedOnes() {
        String answer = """
                {"FailedRecordCount": 0, "Records": [
                  {"SequenceNumber": "1", "ShardId": "s"},
                  {"ErrorCode": "InternalFailure", "ErrorMessage": "Internal \\"service\\" failure."},
                  {"ErrorCode": "ProvisionedThroughputExceededException", "ErrorMessage": "Rate exceeded"},
                  {"SequenceNumber": null, "ShardId": null, "ErrorCode": null, "ErrorMessage": null}]}""";
        try (ApiFixture api = ApiFixture.over((action, request, subject) -> new KinesisCall.Answer(200, answer))) {
            Answer told = api.post("/events/batch/orders", BATCH);

            assertThat(told.status()).isEqualTo(207);
            assertThat(told.json().path("accepted").asInt()).isEqualTo(1);
            assertThat(told.json().path("failed").asInt()).isEqualTo(3);
            assertThat(told.json().findValuesAsText("status")).containsExactly("202", "503", "429", "503");
        }
    }

    @Test
    void shouldSayThatABatchFailedAltogether() {
        String answer = "{\"Records\":[{\"ErrorCode\":\"InternalFailure\"},{\"ErrorCode\":\"InternalFailure\"}]}";
        try (ApiFixture api = ApiFixture.over((action, request, subject) -> new KinesisCall.Answer(200, answer))) {
            Answer told = api.post("/events/batch/orders", BATCH);

            assertThat(told.status()).isEqualTo(503);
            assertThat(told.header("Retry-After")).isEmpty();
        }
    }

    @Test
    void shouldSayThatTheOutcomeIsUnknownWithoutAnAnswer() {
        Map<IOException, Integer> failures =
                Map.of(new IOException("gone"), 502, new HttpTimeoutException("too late"), 503);
        failures.forEach((failure, status) -> {
            KinesisCall silent = (action, request, subject) -> {
                throw failure;
            };
            try (ApiFixture api = ApiFixture.over(silent)) {
                Answer answer = api.post("/events/orders", EVENT);

                assertThat(answer.status()).isEqualTo(status);
                assertThat(answer.error()).contains("may have been accepted");
            }
        });
    }

    @Test
    void shouldAnswerInItsOwnFormWhatItsTemplatesCannotRead() {
        for (int status : new int[] {200, 400}) {
            try (ApiFixture api =
                    ApiFixture.over((action, request, subject) -> new KinesisCall.Answer(status, "<html>"))) {
                Answer answer = api.post("/events/orders", EVENT);

                assertThat(answer.status()).isEqualTo(500);
                assertThat(answer.error()).startsWith("API: failed");
                assertThat(answer.json().path("requestId").asText()).isEqualTo(answer.header("x-amzn-RequestId"));
            }
        }
    }

    @Test
    void shouldReadARefusalWhateverStandsAroundIt() {
        String message = "Der Wert \\\"refused<413|records[3].data: 9 bytes (expected: at most 1)>\\\" geht nicht";
        KinesisCall other = (action, request, subject) ->
                new KinesisCall.Answer(400, "{\"__type\":\"Other\",\"message\":\"" + message + "\"}");
        try (ApiFixture api = ApiFixture.over(other)) {
            Answer answer = api.post("/events/batch/orders", BATCH);

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.error()).isEqualTo("records[3].data: 9 bytes (expected: at most 1)");
        }
    }

    @Test
    void shouldLetNoRefusalIntoAStreamAndNoTextOfTheClientIntoAReason() {
        KinesisCall look = (action, request, subject) -> {
            assertThat(request).contains("\"ExplicitHashKey\": \"refused<4").doesNotContain("evil");
            return KinesisCall.refusal(400, "ValidationException");
        };
        try (ApiFixture api = ApiFixture.over(look)) {
            assertThat(api.post("/events/orders", "{\"order_id\":{\"evil\":\"evil\"}}")
                            .status())
                    .isEqualTo(400);
            assertThat(api.post("/events/evil", "{\"order_id\":\"evil\"}").status())
                    .isEqualTo(400);
            assertThat(api.post("/events/batch/orders", "{\"records\":[{\"data\":7,\"partitionKey\":\"evil\"}]}")
                            .status())
                    .isEqualTo(400);
        }
    }
}
