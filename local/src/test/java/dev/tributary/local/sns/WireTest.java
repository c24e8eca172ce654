package dev.tributary.local.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** What no SDK would send, and what bytes go over the wire. */
class WireTest extends SnsServerContract {

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void shouldAnswerInTheNamespaceOfTheService() throws Exception {
        HttpResponse<String> answer = post("Action=CreateTopic&Name=audit&Version=2010-03-31");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/xml");
        assertThat(answer.body())
                .matches("<CreateTopicResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">"
                        + "<CreateTopicResult><TopicArn>" + ARN_PREFIX + "audit</TopicArn></CreateTopicResult>"
                        + "<ResponseMetadata><RequestId>[0-9a-f-]{36}</RequestId></ResponseMetadata>"
                        + "</CreateTopicResponse>");
    }

    @Test
    void shouldAnswerEmptyLists() throws Exception {
        assertThat(post("Action=ListTopics").body()).contains("<ListTopicsResult><Topics></Topics></ListTopicsResult>");
    }

    @Test
    void shouldEscapeWhatXmlCannotHold() throws Exception {
        assertThat(post("Action=CreateTopic&Name=%3Ca%3E%26%01").body())
                .contains("<Type>Sender</Type><Code>InvalidParameter</Code>", "Name: &lt;a&gt;&amp;? (expected");
    }

    @Test
    void shouldRefuseWhatItCannotRead() throws Exception {
        assertThat(post("Action=Dance").body())
                .contains("<Code>InvalidAction</Code>", "Action: Dance (expected: one of");
        assertThat(post("").body()).contains("<Code>InvalidAction</Code>", "Action: none");
        assertThat(post("Action=CreateTopic").body()).contains("Name: missing (expected: a value)");
        HttpResponse<String> badEncoding = post("Action=CreateTopic&Name=%ZZ");
        assertThat(badEncoding.statusCode()).isEqualTo(400);
        assertThat(badEncoding.body()).contains("%ZZ (expected: URL encoding)");
        HttpResponse<String> tooLarge = post("Action=CreateTopic&Name=" + "x".repeat(16 << 20));
        assertThat(tooLarge.statusCode()).isEqualTo(413);
    }

    @Test
    void shouldSayThatAPortIsTaken() {
        int port = server.endpoint().getPort();

        assertThatThrownBy(() -> SnsServer.start(port, () -> queues, Clock.systemUTC()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("port: " + port + " (expected: one that is free)");
    }

    private HttpResponse<String> post(String form) throws Exception {
        return http.send(
                HttpRequest.newBuilder(server.endpoint())
                        .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }
}
