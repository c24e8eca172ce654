package dev.tributary.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Client;
import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.tributary.aws.Invocation;
import dev.tributary.aws.Invocation.Origin;
import dev.tributary.testing.ManualClock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InvocationsTest {

    @Test
    void shouldTakeNameIdAndDeadlinesFromTheContext() {
        Invocation invocation = Invocations.from(new SixtySeconds(null), new ManualClock(Instant.EPOCH));

        assertThat(invocation.functionName()).isEqualTo("enrich");
        assertThat(invocation.requestId()).isEqualTo("request-1");
        assertThat(invocation.processing().remaining()).hasSeconds(54);
        assertThat(invocation.writing().remaining()).hasMillis(58_800);
    }

    @Test
    void shouldTakeRecordsForTheSourcesOwnUnlessTheClientContextSaysOtherwise() {
        assertThat(originTold(null)).isEqualTo(Origin.SOURCE);
        assertThat(originTold(Map.of())).isEqualTo(Origin.SOURCE);
        assertThat(originTold(Map.of("tributary-origin", "elsewhere"))).isEqualTo(Origin.SOURCE);
        for (Origin origin : Origin.values()) {
            assertThat(originTold(Redriven.clientContext(origin))).isEqualTo(origin);
        }
    }

    private static Origin originTold(@Nullable Map<String, String> custom) {
        return Invocations.from(new SixtySeconds(new Custom(custom)), new ManualClock(Instant.EPOCH))
                .origin();
    }

    /** What a caller of the Lambda API sends along. */
    private record Custom(@Nullable Map<String, String> custom) implements ClientContext {

        @Override
        public Client getClient() {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable Map<String, String> getCustom() {
            return custom;
        }

        @Override
        public Map<String, String> getEnvironment() {
            throw new UnsupportedOperationException();
        }
    }

    /** A context that knows what an invocation is made of, and nothing else. */
    private record SixtySeconds(@Nullable ClientContext client) implements Context {

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
        public @Nullable ClientContext getClientContext() {
            return client;
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
