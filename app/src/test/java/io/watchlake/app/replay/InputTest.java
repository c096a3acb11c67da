package io.watchlake.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.ingest.Signal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InputTest {

  @TempDir private Path folder;

  @Test
  void files_are_merged_by_time_spans_by_their_end() throws Exception {
    write("b/logs.ndjson", log(20), log(40));
    write("a/spans.ndjson", span(1, 30), span(2, 50));
    gzip("c/metrics.ndjson.gz", metric(10), metric(60));

    try (Input input = Input.open(List.of(folder))) {
      assertThat(input.fileCount()).isEqualTo(3);
      assertThat(input.earliestNanos()).isEqualTo(10);
      List<Line> lines = readAll(input);

      assertThat(lines).extracting(Line::latestNanos).containsExactly(10L, 20L, 30L, 40L, 50L, 60L);
      assertThat(lines)
          .extracting(Line::signal)
          .containsExactly(
              Signal.METRICS,
              Signal.LOGS,
              Signal.TRACES,
              Signal.LOGS,
              Signal.TRACES,
              Signal.METRICS);
      assertThat(lines).extracting(Line::records).containsOnly(1);
      assertThat(input.bytesRead()).isEqualTo(input.totalBytes());
    }
  }

  @Test
  void what_is_no_telemetry_is_passed_over() throws Exception {
    write("logs.ndjson", "", log(20), "");
    Path labels = write("labels.json", "{\"cases\":[]}");
    Path events = write("events.ndjson", "{\"specversion\":\"1.0\"}");
    Path empty = write("empty.ndjson");

    try (Input input = Input.open(List.of(folder))) {
      assertThat(input.passedOver()).containsExactlyInAnyOrder(labels, events, empty);
      assertThat(readAll(input)).extracting(Line::number).containsExactly(2L);
    }
  }

  @Test
  void broken_first_lines_are_all_named_before_anything_is_sent() throws Exception {
    Path cut = write("cut.ndjson", "{\"resourceLogs\":[");
    Path wrong = write("wrong.ndjson", "{\"resourceSpans\":[{\"scopeSpans\":7}]}");
    Path text = write("not-gzip.ndjson.gz", log(1));
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> Input.open(List.of(folder, missing)))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(cut + ":1: ")
        .hasMessageContaining(wrong + ":1: ")
        .hasMessageContaining(text + ":1: not gzip")
        .hasMessageContaining(missing + ": there is no such file")
        .extracting(failure -> ((CommandException) failure).exitCode())
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void a_broken_line_later_on_comes_after_the_lines_before_it() throws Exception {
    Path file = write("logs.ndjson", log(20), "{}", log(40));

    try (Input input = Input.open(List.of(file))) {
      assertThat(input.next()).extracting(Line::latestNanos).isEqualTo(20L);
      assertThatThrownBy(input::next)
          .isInstanceOf(BadLineException.class)
          .hasMessageContaining(file + ":2: no OTLP request");
    }
  }

  @Test
  void nothing_to_replay_is_bad_input() {
    assertThatThrownBy(() -> Input.open(List.of(folder)))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("nothing to replay");
  }

  @ParameterizedTest
  @CsvSource({"max, 0", "1x, 120", "60x, 2", "0.5x, 240"})
  void speed_is_event_time_by_time(String text, long seconds) {
    assertThat(Speed.parse(text).lasting(120_000_000_000L).toSeconds()).isEqualTo(seconds);
  }

  @ParameterizedTest
  @CsvSource({"fast", "0x", "-1x", "60"})
  void other_speeds_are_refused(String text) {
    assertThatThrownBy(() -> Speed.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no speed");
  }

  static String log(long nanos) {
    return "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\""
        + nanos
        + "\",\"body\":{\"stringValue\":\"log\"}}]}]}]}";
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

  private static List<Line> readAll(Input input) throws BadLineException {
    List<Line> lines = new ArrayList<>();
    for (Line line = input.next(); line != null; line = input.next()) {
      lines.add(line);
    }
    return lines;
  }

  private Path write(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, String.join("\n", lines));
  }

  private void gzip(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
  }
}
