package dev.tributary.local.backend;

import java.lang.reflect.Field;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.gaul.shaded.org.eclipse.jetty.server.handler.EagerContentHandler;
import org.gaul.shaded.org.eclipse.jetty.server.handler.EagerContentHandler.RetainedContentLoaderFactory;

/** S3Proxy on its in-memory store, with S3's atomic operations and orderly refusals. */
final class EmbeddedS3 {

    private EmbeddedS3() {}

    static EmbeddedServer start(int port) throws Exception {
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(new AtomicBlobStore(new TransientNio2BlobStore()))
                .endpoint(EmbeddedServer.at(port))
                .ignoreUnknownHeaders(true)
                .stopTimeout(0)
                .build();
        readBodiesFirst(proxy);
        proxy.start();
        return new EmbeddedServer(EmbeddedServer.at(proxy.getPort()), proxy::stop);
    }

    /**
     * S3Proxy answers a refused put before it has read the body, and a chunked one before it has read the trailer. Jetty then
     * closes the connection, and a client that is still sending sees a broken pipe instead of the answer. S3Proxy has no setting
     * for this and does not hand out its server.
     */
    private static void readBodiesFirst(S3Proxy proxy) throws ReflectiveOperationException {
        Field field = S3Proxy.class.getDeclaredField("server");
        field.setAccessible(true);
        Server server = (Server) field.get(proxy);
        int framing = 0;
        boolean rejectLarger = false;
        server.insertHandler(
                new EagerContentHandler(new RetainedContentLoaderFactory(Long.MAX_VALUE, framing, rejectLarger)));
    }
}
