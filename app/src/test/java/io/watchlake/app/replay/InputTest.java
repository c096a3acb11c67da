package io.watchlake.app.replay;

import static io.watchlake.app.replay.Recordings.log;
import static io.watchlake.app.replay.Recordings.metric;
import static io.watchlake.app.replay.Recordings.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.ingest.Signal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InputTest {

  @TempDir private Path folder;
  private Recordings recordings;

  @BeforeEach
  void record() {
    recordings = new Recordings(folder);
  }

  @Test
  void files_are_merged_by_time_spans_by_their_end() throws Exception {
    recordings.write("b/logs.ndjson", log(20), log(40));
    recordings.write("a/spans.ndjson", span(1, 30), span(2, 50));
    recordings.write("c/metrics.ndjson.gz", metric(10), metric(60));

    try (Input input = Input.open(List.of(folder))) {
      assertThat(input.paths()).hasSize(3);
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
    recordings.write("logs.ndjson", "", log(20), "");
    Path labels = recordings.write("labels.json", "{\"cases\":[]}");
    Path events = recordings.write("events.ndjson", "{\"specversion\":\"1.0\"}");
    Path empty = recordings.write("empty.ndjson");

    try (Input input = Input.open(List.of(folder))) {
      assertThat(input.passedOver()).containsExactlyInAnyOrder(labels, events, empty);
      assertThat(readAll(input)).extracting(Line::number).containsExactly(2L);
    }
  }

  @Test
  void broken_first_lines_are_all_named_before_anything_is_sent() throws Exception {
    Path cut = recordings.write("cut.ndjson", "{\"resourceLogs\":[");
    Path wrong = recordings.write("wrong.ndjson", "{\"resourceSpans\":[{\"scopeSpans\":7}]}");
    Path text = recordings.write("not-gzip.ndjson.gz", log(1).getBytes(StandardCharsets.UTF_8));
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
    Path file = recordings.write("logs.ndjson", log(20), "{}", log(40));

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

  private static List<Line> readAll(Input input) throws BadLineException {
    List<Line> lines = new ArrayList<>();
    for (Line line = input.next(); line != null; line = input.next()) {
      lines.add(line);
    }
    return lines;
  }
}
