package io.watchlake.app.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Files to replay, below a folder: OTLP/JSON requests of one record each, told by their times. */
record Recordings(Path folder) {

  static String log(long nanos) {
    return log(nanos, "log");
  }

  static String log(long nanos, String body) {
    return "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\""
        + nanos
        + "\",\"body\":{\"stringValue\":\""
        + body
        + "\"}}]}]}]}";
  }

  static String span(long start, long end) {
    return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":"
        + "\"5b8efff798038103d269b633813fc60c\",\"spanId\":\"eee19b7ec3c1b174\",\"name\":\"span\","
        + "\"startTimeUnixNano\":\""
        + start
        + "\",\"endTimeUnixNano\":\""
        + end
        + "\"}]}]}]}";
  }

  static String metric(long nanos) {
    return "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"m\",\"gauge\":"
        + "{\"dataPoints\":[{\"timeUnixNano\":\""
        + nanos
        + "\",\"asDouble\":1.5}]}}]}]}]}";
  }

  /** Writes lines, compressed where the name ends so. */
  Path write(String name, String... lines) throws IOException {
    byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    return write(name, name.endsWith(".gz") ? gzip(text) : text);
  }

  /** Writes bytes as they are. */
  Path write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
