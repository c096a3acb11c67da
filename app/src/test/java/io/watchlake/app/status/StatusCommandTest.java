package io.watchlake.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchlake.app.WatchlakeCommand;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.json.Json;
import io.watchlake.app.server.TestApp;
import io.watchlake.app.stack.SupervisorFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code watchlake status} where no stack runs, where its server answers, and in between. */
class StatusCommandTest {

  private static final List<String> FIELDS =
      List.of(
          "at",
          "state",
          "home",
          "problems",
          "timelines",
          "components",
          "jobs",
          "flows",
          "lag",
          "tables",
          "dead_letters",
          "too_many_series",
          "ingest",
          "channels",
          "unavailable");

  @TempDir private Path home;
  @TempDir private Path other;

  @Test
  void whereNothingEverRanItSaysHowToStart() {
    Run run = run();
    assertThat(run.code).isEqualTo(ExitCode.FAILED);
    assertThat(run.out)
        .startsWith("Watchlake is down  (" + home + ")\n")
        .contains("! the stack is not running: ./watchlake up starts it\n");
  }

  @Test
  void jsonHasItsShapeAlsoWhenDown() throws Exception {
    Run run = run("--format", "json");
    assertThat(run.code).isEqualTo(ExitCode.FAILED);
    JsonNode status = Json.mapper().readTree(run.out);
    assertThat(status.fieldNames()).toIterable().containsExactlyElementsOf(FIELDS);
    assertThat(status.path("state").textValue()).isEqualTo("down");
    assertThat(Instant.parse(status.path("at").textValue())).isBeforeOrEqualTo(Instant.now());
    assertThat(status.path("flows")).hasSize(3);
    assertThat(status.path("flows").get(0).fieldNames())
        .toIterable()
        .containsExactly(
            "timeline",
            "signal",
            "topic",
            "messages",
            "rows",
            "late",
            "dead_letters",
            "lag",
            "newest_at",
            "freshness_millis");
  }

  @Test
  void itAsksTheServerThatRunsAndReadsTheFilesOfOneThatDoesNot() throws Exception {
    try (TestApp app = TestApp.start(home, 0, InstantSource.system())) {
      Run files = run("--format=json");
      SupervisorFile.write(other, app.address());
      Run server = execute("--home", other.toString(), "--format=json");

      for (Run run : List.of(files, server)) {
        JsonNode status = Json.mapper().readTree(run.out);
        assertThat(run.code).isEqualTo(ExitCode.FAILED);
        assertThat(status.path("home").textValue()).isEqualTo(home.toString());
        assertThat(status.path("timelines").toString()).isEqualTo("[\"live\",\"case-1\"]");
        assertThat(status.path("flows").get(0).path("rows").longValue()).isEqualTo(240);
        assertThat(status.path("tables").get(0).fieldNames())
            .toIterable()
            .containsExactly(
                "table",
                "rows",
                "files",
                "bytes",
                "last_commit_at",
                "commit_age_millis",
                "most_files_in_a_partition");
      }
      assertThat(run().out).contains("telemetry.spans", "otlp_spans.case-1");
    }
  }

  @Test
  void aStackWhosePartsDoNotAnswerIsDegradedAndSaysWhichOnes() throws Exception {
    SupervisorFile.write(home, URI.create("http://127.0.0.1:1"));
    Run run = run();
    assertThat(run.code).isEqualTo(ExitCode.FAILED);
    assertThat(run.out).startsWith("Watchlake is degraded").contains("! supervisor: ", "! jobs: ");
    assertThat(run.err).isEmpty();
  }

  @Test
  void anUnknownFormatIsBadInput() {
    Run run = run("--format=csv");
    assertThat(run.code).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err).contains("--format is table or json, not 'csv'");
    assertThat(run.out).isEmpty();
  }

  private record Run(int code, String out, String err) {}

  private Run run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--home", home.toString()));
    all.addAll(List.of(arguments));
    return execute(all.toArray(String[]::new));
  }

  private static Run execute(String... arguments) {
    List<String> line = new ArrayList<>(List.of("status"));
    line.addAll(List.of(arguments));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        WatchlakeCommand.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(line.toArray(String[]::new));
    return new Run(code, out.toString(), err.toString());
  }
}
