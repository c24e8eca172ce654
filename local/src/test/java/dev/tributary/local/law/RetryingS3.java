package dev.tributary.local.law;

import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Tries calls again as the SDK does, beneath the code: the same condition and the same bytes, while the earlier call may
 * have been carried out already, or may be yet.
 */
final class RetryingS3 implements S3Client {

    private final S3Client s3;
    private final Luck luck;

    RetryingS3(S3Client s3, Luck luck) {
        this.s3 = s3;
        this.luck = luck;
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        return withRetries(() -> s3.putObject(request, body));
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        return withRetries(() -> s3.headObject(request));
    }

    private <T> T withRetries(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (SdkException e) {
                boolean answered = e instanceof AwsServiceException service && service.statusCode() < 500;
                if (answered || luck.in100(50)) {
                    throw e;
                }
            }
        }
    }

    @Override
    public String serviceName() {
        return s3.serviceName();
    }

    @Override
    public void close() {}
}
