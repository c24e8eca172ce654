package dev.tributary.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The JDK's connections, on which all clients stand, fail as no connection should when the time limit of an attempt closes them from
 * another thread. The SDK must know that for a broken connection: anything else would be a fault of the code, and is set aside.
 */
class BrokenConnectionTest {

    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void shouldTryAgainWhenAConnectionIsClosedWhileItsAnswerIsRead() {
        try (SqsClient sqs = SqsClient.builder()
                .httpClient(UrlConnectionHttpClient.create(this::closedWhileRead))
                .region(Region.EU_WEST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD))
                .build()) {
            Throwable failure = catchThrowable(sqs::listQueues);

            assertThat(FailureClassifier.classify(failure)).as("%s", failure).isEqualTo(FailureKind.IO);
            assertThat(attempts).hasValue(3);
        }
    }

    private HttpURLConnection closedWhileRead(URI uri) {
        try {
            return new HttpURLConnection(uri.toURL()) {

                @Override
                public int getResponseCode() {
                    attempts.incrementAndGet();
                    throw new RuntimeException(new NullPointerException("this.http is null"));
                }

                @Override
                public OutputStream getOutputStream() {
                    return new ByteArrayOutputStream();
                }

                @Override
                public void connect() {}

                @Override
                public void disconnect() {}

                @Override
                public boolean usingProxy() {
                    return false;
                }
            };
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
