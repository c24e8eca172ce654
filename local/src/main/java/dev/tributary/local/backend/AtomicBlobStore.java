package dev.tributary.local.backend;

import java.io.InputStream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Makes each operation on an in-memory blob store atomic, as S3's are. Without it, S3Proxy compares an {@code If-Match} before
 * the write instead of with it, so two writers can both replace the same version; a listing shows uploads that are under way,
 * under names of their own; and removing the last object of a folder can fail a write into that folder.
 */
final class AtomicBlobStore extends ForwardingBlobStore {

    private final Object lock = new Object();

    AtomicBlobStore(BlobStore delegate) {
        super(delegate);
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
        synchronized (lock) {
            checkIfMatch(request);
            return super.putBlob(request, payload);
        }
    }

    private void checkIfMatch(PutObjectRequest request) {
        String expected = request.ifMatch();
        if (expected == null) {
            return;
        }
        HeadObjectResponse current = delegate().blobMetadataIfPresent(request.bucket(), request.key());
        if (current == null) {
            throw S3Exceptions.noSuchKey(
                    request.bucket(), request.key(), "The key that If-Match names does not exist.");
        }
        if (!expected.equals("*") && !unquoted(expected).equals(unquoted(current.eTag()))) {
            throw S3Exceptions.preconditionFailed(null);
        }
    }

    private static String unquoted(String eTag) {
        return eTag.replace("\"", "");
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        synchronized (lock) {
            return super.copyBlob(request);
        }
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        synchronized (lock) {
            return super.removeBlob(request);
        }
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        synchronized (lock) {
            return super.completeMultipartUpload(upload, request);
        }
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        synchronized (lock) {
            return super.blobMetadata(request);
        }
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        synchronized (lock) {
            return super.getBlob(request);
        }
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        synchronized (lock) {
            return super.list(request);
        }
    }

    @Override
    public ListObjectVersionsResponse listVersions(ListObjectVersionsRequest request) {
        synchronized (lock) {
            return super.listVersions(request);
        }
    }
}
