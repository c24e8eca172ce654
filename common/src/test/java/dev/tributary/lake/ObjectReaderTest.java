package dev.tributary.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tributary.aws.Deadline;
import dev.tributary.aws.FailureClassifier;
import dev.tributary.aws.FailureKind;
import dev.tributary.record.ObjectVersion;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.FakeBody;
import dev.tributary.testing.FakeS3;
import dev.tributary.testing.FakeS3.StoredObject;
import dev.tributary.testing.Fault.Effect;
import dev.tributary.testing.ManualClock;
import dev.tributary.testing.Records;
import dev.tributary.testing.TestInvocations;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class ObjectReaderTest {

    private static final byte[] BYTES = "content".getBytes(UTF_8);

    private final ManualClock clock = new ManualClock(Records.ARRIVAL);
    private final Deadline deadline = TestInvocations.in(Duration.ofSeconds(10), clock);
    private final FakeS3 s3 = new FakeS3("lake");
    private final ObjectReader reader = new ObjectReader(s3);

    @Test
    void shouldReadTheVersionThatIsAskedFor() throws IOException {
        StoredObject first = s3.place("lake", "a b", BYTES);
        s3.place("lake", "a b", "newer".getBytes(UTF_8));

        try (ObjectStream stream = reader.open(version("a b", first.versionId(), first.eTag()), deadline)) {
            assertThat(stream.length()).isEqualTo(7);
            assertThat(stream.read()).isEqualTo('c');
            assertThat(stream.readAllBytes()).asString(UTF_8).isEqualTo("ontent");
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    @Test
    void shouldReadAnEmptyObject() throws IOException {
        StoredObject empty = s3.place("lake", "empty", new byte[0]);

        assertThat(reader.open(version("empty", empty.versionId(), ""), deadline)
                        .readAllBytes())
                .isEmpty();
    }

    @Test
    void shouldBePrimedByAnObjectThatIsNotThere() {
        reader.prime("lake", "raw/priming", deadline);

        assertThat(s3.faults().calls(FakeS3.GET)).isEqualTo(1);
        s3.faults().failNext(FakeS3.GET, AwsFailures.disconnected(), Effect.NONE);
        assertThatThrownBy(() -> reader.prime("lake", "raw/priming", deadline)).isInstanceOf(SdkClientException.class);
    }

    @Test
    void shouldHoldAnObjectWithoutVersionToItsETag() throws IOException {
        StoredObject first = s3.place("lake", "key", BYTES);
        ObjectVersion version = version("key", "", first.eTag());
        assertThat(reader.open(version, deadline).readAllBytes()).isEqualTo(BYTES);

        s3.place("lake", "key", "newer".getBytes(UTF_8));

        assertThatThrownBy(() -> reader.open(version, deadline))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
    }

    @Test
    void shouldFailWithoutTheObjectOrItsVersion() {
        s3.place("lake", "key", BYTES);

        assertThatThrownBy(() -> reader.open(version("none", "", "abc"), deadline))
                .extracting(FailureClassifier::classify)
                .isEqualTo(FailureKind.RESOURCE_MISSING);
        assertThatThrownBy(() -> reader.open(version("key", "none", ""), deadline))
                .extracting(FailureClassifier::classify)
                .isEqualTo(FailureKind.RESOURCE_MISSING);
    }

    @Test
    void shouldPassOnThatThereIsNoAnswer() {
        StoredObject object = s3.place("lake", "key", BYTES);
        s3.faults().failNext(FakeS3.GET, AwsFailures.disconnected(), Effect.NONE);

        assertThatThrownBy(() -> reader.open(version("key", object.versionId(), ""), deadline))
                .hasMessageContaining("Connection reset");
    }

    @Test
    void shouldTakeNoBrokenConnectionForTheEnd() throws IOException {
        StoredObject object = s3.place("lake", "key", BYTES);
        s3.breakNextBody(new FakeBody.End(3, null));
        ObjectStream stream = reader.open(version("key", object.versionId(), ""), deadline);

        assertThat(stream.read(new byte[10])).isEqualTo(3);
        assertThatThrownBy(stream::read)
                .isInstanceOf(EOFException.class)
                .hasMessage("an object that ends after 3 of 7 bytes")
                .extracting(FailureClassifier::classify)
                .isEqualTo(FailureKind.IO);
    }

    @Test
    void shouldPassOnThatTheConnectionFails() throws IOException {
        StoredObject object = s3.place("lake", "key", BYTES);
        IOException failure = new SocketException("Connection reset");
        s3.breakNextBody(new FakeBody.End(3, failure));

        assertThatThrownBy(() -> reader.open(version("key", object.versionId(), ""), deadline)
                        .readAllBytes())
                .isSameAs(failure);
    }

    @Test
    void shouldReadNothingPastTheDeadline() throws IOException {
        StoredObject object = s3.place("lake", "key", BYTES);
        ObjectStream stream = reader.open(version("key", object.versionId(), ""), deadline);
        assertThat(stream.read()).isEqualTo('c');

        clock.advance(Duration.ofSeconds(10));

        assertThatThrownBy(stream::read)
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("no time left to read an object, after 1 of 7 bytes")
                .extracting(FailureClassifier::classify)
                .isEqualTo(FailureKind.TIMED_OUT);
    }

    @Test
    void shouldBreakOffWhatIsNotReadToItsEnd() throws IOException {
        StoredObject object = s3.place("lake", "key", BYTES);
        try (ObjectStream stream = reader.open(version("key", object.versionId(), ""), deadline)) {
            assertThat(stream.read()).isEqualTo('c');
        }
        try (ObjectStream stream = reader.open(version("key", object.versionId(), ""), deadline)) {
            assertThat(stream.readNBytes(7)).hasSize(7);
        }

        assertThat(s3.bodies()).extracting(FakeBody::isAborted).containsExactly(true, false);
        assertThat(s3.bodies()).extracting(FakeBody::isClosed).containsExactly(true, true);
    }

    /** What the fake does, the real client does on a real connection. */
    @Test
    void shouldNoticeThatARealConnectionBreaksOff() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 1_000_000);
            exchange.getResponseBody().write(new byte[500_000]);
            exchange.close();
        });
        server.start();
        try (S3Client client = client(server)) {
            ObjectStream stream = new ObjectReader(client).open(version("key", "", "abc"), deadline);

            assertThatThrownBy(stream::readAllBytes).isInstanceOf(IOException.class);
        } finally {
            server.stop(0);
        }
    }

    private static S3Client client(HttpServer server) {
        return S3Client.builder()
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static ObjectVersion version(String key, String versionId, String eTag) {
        return new ObjectVersion("lake", key, Optional.of(versionId), Optional.of(eTag));
    }
}
