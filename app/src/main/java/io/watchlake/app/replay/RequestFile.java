package io.watchlake.app.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.watchlake.app.ingest.Signal;
import io.watchlake.connectors.otlp.codec.OtlpJson;
import io.watchlake.connectors.otlp.codec.OtlpJsonException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of OTLP/JSON requests, one a line, of which it holds the next one only. Not for several
 * threads.
 */
final class RequestFile implements AutoCloseable {

  /** Longer than any request that ingest takes, since JSON is longer than protobuf. */
  private static final int MAX_LINE_BYTES = 128 * 1024 * 1024;

  private static final JsonFactory JSON = new JsonFactory();

  private final Path path;
  private final LineReader lines;
  private long number;
  private long lastNanos;
  private @Nullable Line head;

  private RequestFile(Path path, LineReader lines) {
    this.path = path;
    this.lines = lines;
  }

  /**
   * Opens a file and reads its first request.
   *
   * @param read counts the bytes read from the file, compressed as they are
   * @return null when the file holds something else than OTLP, or nothing
   * @throws BadLineException when the first line is broken
   */
  static @Nullable RequestFile open(Path path, LongAdder read)
      throws IOException, BadLineException {
    InputStream bytes = new Counting(Files.newInputStream(path), read);
    RequestFile file;
    try {
      InputStream plain =
          path.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 64 * 1024) : bytes;
      file = new RequestFile(path, new LineReader(plain, MAX_LINE_BYTES));
    } catch (IOException e) {
      bytes.close();
      throw new BadLineException(
          path,
          1,
          e instanceof EOFException
              ? "not gzip, as its name says: the file is empty or cut off"
              : "not gzip, as its name says: " + e.getMessage());
    }
    try {
      byte[] first = file.nextLine();
      if (first != null && file.signal(first) != null) {
        file.head = file.parse(first);
        return file;
      }
    } catch (BadLineException | RuntimeException e) {
      file.close();
      throw e;
    }
    file.close();
    return null;
  }

  Path path() {
    return path;
  }

  /** The next request; null at the end of the file. */
  @Nullable Line head() {
    return head;
  }

  /**
   * Goes on to the request after {@link #head}.
   *
   * @throws BadLineException when it is broken
   */
  void advance() throws BadLineException {
    byte[] text = nextLine();
    head = text == null ? null : parse(text);
  }

  private byte @Nullable [] nextLine() throws BadLineException {
    try {
      while (true) {
        byte[] line = lines.next();
        number++;
        if (line == null || !blank(line)) {
          return line;
        }
      }
    } catch (EOFException e) {
      throw new BadLineException(
          path, number + 1, "the gzip data end in the middle: the file was cut off");
    } catch (IOException e) {
      throw new BadLineException(path, number + 1, "cannot be read: " + e.getMessage());
    }
  }

  private static boolean blank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private Line parse(byte[] text) throws BadLineException {
    Signal signal = signal(text);
    if (signal == null) {
      throw new BadLineException(
          path, number, "no OTLP request: neither resourceSpans, resourceLogs nor resourceMetrics");
    }
    try {
      Line line =
          Line.of(path, number, signal, OtlpJson.parse(text, signal.prototype()), lastNanos);
      lastNanos = line.latestNanos();
      return line;
    } catch (OtlpJsonException e) {
      throw new BadLineException(path, number, String.valueOf(e.getMessage()));
    }
  }

  /** What a line carries, by its fields; null when that is nothing of OTLP. */
  private @Nullable Signal signal(byte[] text) throws BadLineException {
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
        switch (field) {
          case "resourceSpans", "resource_spans" -> {
            return Signal.TRACES;
          }
          case "resourceMetrics", "resource_metrics" -> {
            return Signal.METRICS;
          }
          case "resourceLogs", "resource_logs" -> {
            return Signal.LOGS;
          }
          default -> {
            json.nextToken();
            json.skipChildren();
          }
        }
      }
      return null;
    } catch (JsonProcessingException e) {
      throw new BadLineException(
          path,
          number,
          "not JSON at column "
              + e.getLocation().getColumnNr()
              + ": "
              + String.valueOf(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new BadLineException(path, number, "cannot be read: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private static final class Counting extends FilterInputStream {
    private final LongAdder read;

    Counting(InputStream in, LongAdder read) {
      super(in);
      this.read = read;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      if (b >= 0) {
        read.increment();
      }
      return b;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int n = super.read(into, offset, length);
      if (n > 0) {
        read.add(n);
      }
      return n;
    }
  }
}
