package dev.tributary.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.tributary.aws.Invocation;
import dev.tributary.testing.ManualClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InvocationsTest {

    @Test
    void shouldTakeNameIdAndDeadlinesFromTheContext() {
        Invocation invocation = Invocations.from(new SixtySeconds(), new ManualClock(Instant.EPOCH));

        assertThat(invocation.functionName()).isEqualTo("enrich");
        assertThat(invocation.requestId()).isEqualTo("request-1");
        assertThat(invocation.processing().remaining()).hasSeconds(54);
        assertThat(invocation.writing().remaining()).hasMillis(58_800);
    }

    /** A context that knows what an invocation is made of, and nothing else. */
    private static final class SixtySeconds implements Context {

        @Override
        public String getFunctionName() {
            return "enrich";
        }

        @Override
        public String getAwsRequestId() {
            return "request-1";
        }

        @Override
        public int getRemainingTimeInMillis() {
            return 60_000;
        }

        @Override
        public String getLogGroupName() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getLogStreamName() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getFunctionVersion() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getInvokedFunctionArn() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CognitoIdentity getIdentity() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClientContext getClientContext() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getMemoryLimitInMB() {
            throw new UnsupportedOperationException();
        }

        @Override
        public LambdaLogger getLogger() {
            throw new UnsupportedOperationException();
        }
    }
}
