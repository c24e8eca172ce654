package dev.tributary.cdc;

import dev.tributary.audit.Services;
import java.io.ByteArrayInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** S3 with one object, whatever is asked for, that takes every put. */
final class RawObject implements S3Client {

    private final S3Client puts = Services.s3();
    private final byte[] content;

    RawObject(byte[] content) {
        this.content = content;
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        GetObjectResponse response =
                GetObjectResponse.builder().contentLength((long) content.length).build();
        try {
            return transformer.transform(response, AbortableInputStream.create(new ByteArrayInputStream(content)));
        } catch (Exception e) {
            throw new IllegalStateException("bytes that cannot be read", e);
        }
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        return puts.putObject(request, body);
    }

    @Override
    public String serviceName() {
        return puts.serviceName();
    }

    @Override
    public void close() {}
}
