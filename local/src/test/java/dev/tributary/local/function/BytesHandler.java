package dev.tributary.local.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tributary.config.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Answers the bytes that it got, unless they hold the word {@code fail}. */
public final class BytesHandler implements RequestStreamHandler {

    /** As a local run makes it. */
    public BytesHandler(Environment environment) {}

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        byte[] bytes = event.readAllBytes();
        if (new String(bytes, StandardCharsets.UTF_8).contains("fail")) {
            throw new IOException("as told");
        }
        answer.write(bytes);
    }
}
