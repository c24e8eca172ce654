package dev.tributary.enrichment;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** The JDK's gzip at the function's level, for floors. */
public final class FastestGzip extends GZIPOutputStream {

    public FastestGzip(OutputStream out) throws IOException {
        super(out, 16 << 10);
        def.setLevel(Deflater.BEST_SPEED);
    }
}
