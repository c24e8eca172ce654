package dev.tributary.audit;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** AWS as the benchmarks need it: S3 answers at once; no record is set aside or told of, which the default methods hold. */
public final class Services {

    private Services() {}

    /** Refuses to write nothing. */
    public static S3Client s3() {
        return new S3Client() {
            @Override
            public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
                if (body.optionalContentLength().orElseThrow() == 0) {
                    throw new IllegalStateException("nothing written");
                }
                return PutObjectResponse.builder().build();
            }

            @Override
            public String serviceName() {
                return "s3";
            }

            @Override
            public void close() {}
        };
    }

    /** Takes no call. */
    public static SqsClient sqs() {
        return new SqsClient() {
            @Override
            public String serviceName() {
                return "sqs";
            }

            @Override
            public void close() {}
        };
    }

    /** Takes no call. */
    public static SnsClient sns() {
        return new SnsClient() {
            @Override
            public String serviceName() {
                return "sns";
            }

            @Override
            public void close() {}
        };
    }
}
