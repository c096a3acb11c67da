package io.watchlake.connectors.prometheus.codec;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Writes requests of version 1.0, the one that every receiver takes: series of float samples.
 * Labels must be sorted by name already.
 */
public final class RemoteWriteWriter {

  private RemoteWriteWriter() {}

  /** The protobuf of a request with these series, not compressed. */
  public static byte[] write(List<TimeSeries> series) {
    return bytes(
        out -> {
          for (TimeSeries one : series) {
            message(out, 1, bytes(body -> series(body, one)));
          }
        });
  }

  private static void series(CodedOutputStream out, TimeSeries series) throws IOException {
    for (Label label : series.labels()) {
      message(
          out,
          1,
          bytes(
              body -> {
                body.writeString(1, label.name());
                body.writeString(2, label.value());
              }));
    }
    for (Sample sample : series.samples()) {
      message(
          out,
          2,
          bytes(
              body -> {
                body.writeFixed64(1, sample.valueBits());
                body.writeInt64(2, sample.timestampMillis());
              }));
    }
  }

  private static void message(CodedOutputStream out, int number, byte[] body) throws IOException {
    out.writeByteArray(number, body);
  }

  private interface Content {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] bytes(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    CodedOutputStream out = CodedOutputStream.newInstance(bytes, 256);
    try {
      content.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes could not be written into memory", e);
    }
    return bytes.toByteArray();
  }
}
