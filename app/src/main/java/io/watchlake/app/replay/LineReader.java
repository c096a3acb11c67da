package io.watchlake.app.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a stream as bytes, each within a limit. */
final class LineReader implements AutoCloseable {

  private final InputStream in;
  private final int limit;
  private final byte[] buffer = new byte[32 * 1024];
  private int from;
  private int to;

  LineReader(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
  }

  /**
   * The next line without its end; null after the last.
   *
   * @throws LineTooLongException for a line beyond the limit
   */
  byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = null;
    while (from < to || fill()) {
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      if (line == null) {
        line = new ByteArrayOutputStream(end - from);
      }
      if (line.size() + end - from > limit) {
        throw new LineTooLongException(limit);
      }
      line.write(buffer, from, end - from);
      from = end + 1;
      if (end < to) {
        return line.toByteArray();
      }
    }
    return line == null ? null : line.toByteArray();
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, in.read(buffer));
    return to > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** A line longer than allowed. */
  static final class LineTooLongException extends IOException {

    private static final long serialVersionUID = 1L;

    LineTooLongException(int limit) {
      super("the line is longer than " + limit + " bytes");
    }
  }
}
