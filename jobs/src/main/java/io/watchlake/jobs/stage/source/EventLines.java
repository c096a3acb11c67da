package io.watchlake.jobs.stage.source;

import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.Origin;
import io.watchlake.model.RawMessage;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The lines of files, compressed by gzip or not, for jobs in batch. A line's origin is the timeline
 * {@code live}, the number of its file as partition and the number of the line, from 1, as offset.
 */
public final class EventLines {

  private static final int GZIP = 0x1f8b;
  private static final int BUFFER = 64 * 1024;

  private EventLines() {}

  /**
   * All lines that are not blank.
   *
   * @param files in the order that partitions count them
   * @param topic what the origins name
   * @param filesUid uid of the list of files
   * @param linesUid uid of what reads them
   */
  public static DataStream<RawMessage> of(
      StreamExecutionEnvironment env,
      Iterable<Path> files,
      String topic,
      String filesUid,
      String linesUid) {
    List<String> numbered = new ArrayList<>();
    files.forEach(file -> numbered.add(numbered.size() + "\n" + file.toAbsolutePath()));
    return env.fromData(numbered, Types.STRING)
        .uid(filesUid)
        .name(filesUid)
        .rebalance()
        .flatMap(new Read(topic), TelemetryTypes.RAW_MESSAGE)
        .uid(linesUid)
        .name(linesUid);
  }

  /** Opens a file, whatever its name says about compression. */
  public static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    in.mark(2);
    int first = in.read();
    int second = in.read();
    in.reset();
    return (first << 8 | second) == GZIP ? new GZIPInputStream(in, BUFFER) : in;
  }

  private static final class Read implements FlatMapFunction<String, RawMessage> {

    private static final long serialVersionUID = 1L;

    private final String topic;

    Read(String topic) {
      this.topic = topic;
    }

    @Override
    public void flatMap(String numbered, Collector<RawMessage> out) throws IOException {
      int separator = numbered.indexOf('\n');
      int number = Integer.parseInt(numbered.substring(0, separator));
      Path file = Path.of(numbered.substring(separator + 1));
      long modified = Files.getLastModifiedTime(file).toMillis();
      long lineNumber = 0;
      try (InputStream in = open(file)) {
        Lines lines = new Lines(in);
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
          lineNumber++;
          if (!isBlank(line)) {
            out.collect(new RawMessage(topic, number, lineNumber, modified, line));
          }
        }
      }
    }
  }

  /** Cuts a stream into lines, each of which ends with a line feed or the stream. */
  private static final class Lines {

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int position;
    private int limit;

    Lines(InputStream in) {
      this.in = in;
    }

    /** The next line without its line feed; null after the last. */
    byte @Nullable [] next() throws IOException {
      line.reset();
      boolean any = false;
      while (position < limit || fill()) {
        any = true;
        int start = position;
        while (position < limit && buffer[position] != '\n') {
          position++;
        }
        line.write(buffer, start, position - start);
        if (position < limit) {
          position++;
          return line.toByteArray();
        }
      }
      return any ? line.toByteArray() : null;
    }

    private boolean fill() throws IOException {
      limit = Math.max(0, in.read(buffer, 0, buffer.length));
      position = 0;
      return limit > 0;
    }
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  /** How the origin of a line is told to people. */
  public static String place(Origin origin, List<Path> files) {
    return files.get(origin.partition()) + ":" + origin.offset();
  }
}
