package io.watchlake.app.ingest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Request bodies as they were before their content coding, within a limit. */
final class Compression {

  private static final int BUFFER = 16 * 1024;

  private Compression() {}

  /**
   * Decompresses {@code body}.
   *
   * @param coding the header {@code Content-Encoding}; null for none
   * @param limit largest result, so that a small body cannot unfold without end
   * @param lease takes the bytes of the result, but for an uncompressed body
   * @throws RefusedException for an unknown coding, a broken body or one beyond the limit
   */
  static byte[] decompress(byte[] body, @Nullable String coding, int limit, InFlight.Lease lease) {
    String name = coding == null ? "identity" : coding.strip().toLowerCase(Locale.ROOT);
    try {
      return switch (name) {
        case "", "identity" -> body;
        case "gzip", "x-gzip" ->
            readAll(new GZIPInputStream(new ByteArrayInputStream(body), BUFFER), limit, lease);
        case "deflate" ->
            readAll(new InflaterInputStream(new ByteArrayInputStream(body)), limit, lease);
        default ->
            throw new RefusedException(
                Refusal.CONTENT_TYPE,
                "Content-Encoding '" + name + "' is not understood; send gzip, deflate or none");
      };
    } catch (IOException e) {
      throw new RefusedException(
          Refusal.MALFORMED, "the body is not " + name + " as its header says: " + e.getMessage());
    }
  }

  private static byte[] readAll(InputStream in, int limit, InFlight.Lease lease)
      throws IOException {
    try (in) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (out.size() + n > limit) {
          throw new RefusedException(
              Refusal.TOO_LARGE,
              "the request is larger than "
                  + limit
                  + " bytes when decompressed; send less at once");
        }
        lease.grow(n);
        out.write(buffer, 0, n);
      }
      return out.toByteArray();
    }
  }
}
