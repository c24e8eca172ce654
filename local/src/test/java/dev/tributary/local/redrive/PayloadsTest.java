package dev.tributary.local.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.local.redrive.Failure.Payload;
import dev.tributary.local.redrive.Payloads.LostPayloadException;
import dev.tributary.testing.AwsFailures;
import dev.tributary.testing.FakeS3;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

class PayloadsTest {

    private static final Payload REFERENCE =
            new Payload(Optional.empty(), Optional.of("s3://failures/dead-letters/f/id"), Letters.sha256("{}"));

    private final FakeS3 s3 = new FakeS3("failures");
    private final Payloads payloads = new Payloads(s3);

    @Test
    void shouldTakeThemFromTheMessageOrFromWhereItPointsTo() throws Exception {
        s3.place("failures", "dead-letters/f/id", "{}".getBytes(UTF_8));

        assertThat(payloads.of(REFERENCE)).isEqualTo("{}".getBytes(UTF_8));
        assertThat(payloads.of(new Payload(Optional.of("e30="), Optional.empty(), Letters.sha256("{}"))))
                .isEqualTo("{}".getBytes(UTF_8));
    }

    @Test
    void shouldTellOfOthersThanWereSetAside() {
        s3.place("failures", "dead-letters/f/id", "[]".getBytes(UTF_8));

        assertThat(lost(REFERENCE).reason()).isEqualTo("PAYLOAD_CHANGED");
        assertThat(lost(new Payload(Optional.of("!"), Optional.empty(), "")).reason())
                .isEqualTo("PAYLOAD_CHANGED");
    }

    @Test
    void shouldTellOfOneThatIsGoneOrNowhere() {
        assertThat(lost(REFERENCE)).hasMessageContaining("s3://failures/dead-letters/f/id is not there (expected: ");
        assertThat(lost(REFERENCE).reason()).isEqualTo("PAYLOAD_GONE");
        assertThat(lost(new Payload(Optional.empty(), Optional.of("s3://failures"), "")))
                .hasMessage("payloadRef: \"s3://failures\" (expected: s3://<bucket>/<key>)");
        assertThat(lost(new Payload(Optional.empty(), Optional.empty(), "")).reason())
                .isEqualTo("PAYLOAD_GONE");
    }

    @Test
    void shouldTellOfOneThatMayNotBeRead() {
        s3.faults().failAll(FakeS3.GET, AwsFailures.s3(403, "AccessDenied"));

        assertThat(lost(REFERENCE).reason()).isEqualTo("PAYLOAD_DENIED");
    }

    @Test
    void shouldNotTakeAnOutageForALoss() {
        s3.faults().failAll(FakeS3.GET, AwsFailures.s3(503, "SlowDown"));

        assertThatThrownBy(() -> payloads.of(REFERENCE)).isInstanceOf(S3Exception.class);
    }

    private LostPayloadException lost(Payload payload) {
        return catchThrowableOfType(LostPayloadException.class, () -> payloads.of(payload));
    }
}
