package io.watchlake.app.replay;

import static io.watchlake.app.replay.Recordings.log;
import static io.watchlake.app.replay.Recordings.metric;
import static io.watchlake.app.replay.Recordings.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InputCheckTest {

  @TempDir private Path folder;
  private Recordings recordings;

  @BeforeEach
  void record() {
    recordings = new Recordings(folder);
  }

  @Test
  void good_files_are_counted_and_their_earliest_time_is_found_wherever_it_is() throws Exception {
    Path logs = recordings.write("logs.ndjson", log(40), "", log(20));
    Path spans = recordings.write("spans.ndjson.gz", span(10, 30));
    Path metrics = recordings.write("metrics.ndjson", metric(50));

    InputCheck check = new InputCheck(List.of(logs, spans, metrics));

    assertThat(check.run()).isEqualTo(new InputCheck.Contents(4, 20));
    assertThat(check.bytesRead())
        .isEqualTo(Files.size(logs) + Files.size(spans) + Files.size(metrics));
  }

  @Test
  void records_without_time_have_no_earliest() throws Exception {
    Path logs = recordings.write("logs.ndjson", log(0));
    assertThat(new InputCheck(List.of(logs)).run()).isEqualTo(new InputCheck.Contents(1, 0));
  }

  @Test
  void a_line_that_is_cut_is_named_with_its_place() throws Exception {
    String last = log(30);
    Path file =
        recordings.write("logs.ndjson", log(10), log(20), last.substring(0, last.length() - 9));

    assertThat(problems(file)).contains(file + ":3: ").contains("nothing was sent");
  }

  @Test
  void a_field_that_is_wrong_is_named() throws Exception {
    Path file = recordings.write("logs.ndjson", log(10), log(20).replace("\"20\"", "\"soon\""));

    assertThat(problems(file))
        .contains(file + ":2: ")
        .contains("/resourceLogs/0/scopeLogs/0/logRecords/0/timeUnixNano");
  }

  @Test
  void gzip_that_is_cut_is_named_with_the_line_it_is_cut_in() throws Exception {
    String[] lines = new String[2_000];
    Random random = new Random(3);
    Arrays.setAll(lines, i -> log(i + 1, "number " + random.nextLong()));
    byte[] whole = Recordings.gzip(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    Path file = recordings.write("logs.ndjson.gz", Arrays.copyOf(whole, whole.length / 2));

    assertThat(problems(file))
        .containsPattern("logs\\.ndjson\\.gz:(9|1[01])[0-9]{2}: the gzip data end in the middle");
  }

  @Test
  void gzip_whose_end_alone_is_missing_is_named_too() throws Exception {
    byte[] whole = Recordings.gzip((log(1) + "\n").getBytes(StandardCharsets.UTF_8));
    Path file = recordings.write("logs.ndjson.gz", Arrays.copyOf(whole, whole.length - 4));

    assertThat(problems(file)).contains(file + ":2: the gzip data end in the middle");
  }

  @Test
  void gzip_with_a_wrong_byte_is_named() throws Exception {
    byte[] bytes = Recordings.gzip((log(1) + "\n" + log(2)).getBytes(StandardCharsets.UTF_8));
    bytes[bytes.length - 6] ^= 0x55;
    Path file = recordings.write("logs.ndjson.gz", bytes);

    assertThat(problems(file)).contains(file + ":").contains("cannot be read");
  }

  @Test
  void every_broken_file_is_named_once_and_very_many_are_counted() throws Exception {
    Path[] files = new Path[25];
    for (int i = 0; i < files.length; i++) {
      files[i] = recordings.write("logs-%02d.ndjson".formatted(i), log(1), "{}", "[]");
    }
    String problems = problems(files);
    assertThat(problems.lines().filter(line -> line.contains("no OTLP request"))).hasSize(20);
    assertThat(problems).contains("and 5 more files are broken").doesNotContain(".ndjson:3");
  }

  private static String problems(Path... files) {
    CommandException refused =
        catchThrowableOfType(CommandException.class, () -> new InputCheck(List.of(files)).run());
    assertThat(refused).isNotNull();
    assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    return refused.getMessage();
  }
}
