package io.watchlake.app.replay;

import static io.watchlake.app.replay.Recordings.log;
import static io.watchlake.app.replay.Recordings.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.WatchlakeCommand;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.ingest.IngestHarness;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * The command as it is typed, on the live timeline of a home whose ingest and broker run: what a
 * user is told, and that bad input leaves nothing behind.
 */
final class ReplayCommandTest {

  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  @TempDir static Path directory;
  private static IngestHarness harness;
  private static IngestHarness.Running ingest;
  private static Path home;

  @TempDir private Path folder;
  private Recordings recordings;

  private record Said(int exitCode, String out, String err) {}

  @BeforeAll
  static void start() throws Exception {
    harness = new IngestHarness(directory);
    harness.createTopics(Timeline.LIVE);
    ingest = new IngestHarness.Running(harness.options());
    home = directory.resolve("home");
    Files.createDirectories(home.resolve("run"));
    Files.writeString(home.resolve("run/supervisor.json"), supervisor());
  }

  @AfterAll
  static void stop() {
    ingest.close();
    harness.close();
  }

  @BeforeEach
  void prepare() {
    recordings = new Recordings(folder);
  }

  /** What a supervisor says of itself; replay to the live timeline asks it for ingest alone. */
  private static String supervisor() {
    ProcessHandle me = ProcessHandle.current();
    return """
        {"pid": %d, "started": "%s", "control_url": "http://127.0.0.1:1", "ports": {},
         "kafka_bootstrap": "%s", "search_url": "http://127.0.0.1:1",
         "flink_url": "http://127.0.0.1:1", "app_url": "http://127.0.0.1:1",
         "otlp_http_url": "%s", "otlp_grpc_url": "%s", "config_file": null}
        """
        .formatted(
            me.pid(),
            me.info().startInstant().orElse(Instant.EPOCH),
            harness.broker().bootstrapServers(),
            ingest.httpEndpoint(),
            ingest.grpcEndpoint());
  }

  @Test
  void recent_records_are_sent_and_counted() throws Exception {
    long now = now();
    recordings.write("logs.ndjson", log(now), log(now + 1));
    recordings.write("spans.ndjson.gz", span(now, now + 2));
    int before = inKafka();

    Said said = replay(folder.toString(), "--timeline", "live");

    assertThat(said.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(said.out()).contains("timeline live: 3 records sent").contains("logs", "2 sent");
    assertThat(inKafka()).isEqualTo(before + 3);
  }

  @Test
  void a_file_that_is_cut_in_the_middle_is_bad_input_and_nothing_is_sent() throws Exception {
    long now = now();
    recordings.write("a-good.ndjson", log(now), log(now + 1));
    String cut = log(now + 3);
    Path line =
        recordings.write(
            "b-cut.ndjson", log(now + 2), log(now + 2), cut.substring(0, cut.length() / 2));
    String[] many = new String[500];
    Arrays.setAll(many, i -> log(now + i, "number " + i));
    byte[] whole = Recordings.gzip(String.join("\n", many).getBytes(StandardCharsets.UTF_8));
    Path gzip = recordings.write("c-cut.ndjson.gz", Arrays.copyOf(whole, whole.length * 2 / 3));
    int before = inKafka();

    Said said = replay(folder.toString(), "--timeline", "live");

    assertThat(said.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.err())
        .contains("watchlake: " + line + ":3: ")
        .containsPattern("watchlake: .*c-cut\\.ndjson\\.gz:[1-9][0-9]+: the gzip data end")
        .contains("nothing was sent")
        .doesNotContain("a-good");
    assertThat(gzip).exists();
    assertThat(said.out()).isEmpty();
    assertThat(inKafka()).isEqualTo(before);
  }

  @Test
  void old_records_among_recent_ones_are_refused_on_the_live_timeline() throws Exception {
    long now = now();
    recordings.write("logs.ndjson", log(now), log(1_600_000_000_000_000_000L));
    int before = inKafka();

    Said said = replay(folder.toString(), "--timeline", "live");

    assertThat(said.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.err()).contains("begin at 2020-09-13T12:26:40Z").contains("leave --timeline");
    assertThat(inKafka()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "--stop live, ./watchlake down",
    "--stop drill some.ndjson, takes a timeline and no files",
    "--stop No, is not a timeline name",
    "--speed fast x.ndjson, is no speed",
    "--wait --timeline live x.ndjson, use another --timeline",
    "--patience 0 x.ndjson, 1 second at least",
    "--format xml x.ndjson, text or json",
    "--timeline drill, name files or folders"
  })
  void wrong_usage_is_told_before_anything_happens(String arguments, String hint) {
    Said said = replay(arguments.split(" "));
    assertThat(said.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.err()).contains(hint);
  }

  @Test
  void without_a_stack_it_says_how_to_start_one() throws Exception {
    recordings.write("logs.ndjson", log(now()));
    Path nowhere = folder.resolve("nowhere");

    for (List<String> arguments : List.of(List.of("--stop", "drill"), List.of(folder.toString()))) {
      Said said = run(nowhere, arguments);
      assertThat(said.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(said.err()).contains("no stack runs in " + nowhere).contains("./watchlake up");
    }
  }

  @Test
  void interrupted_it_says_how_far_it_came() throws Exception {
    long now = now();
    recordings.write("logs.ndjson", log(now - 2 * HOUR), log(now - HOUR), log(now));
    int before = inKafka();
    Path err = folder.resolve("err.txt");
    Process replay =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WatchlakeCommand.class.getName(),
                "replay",
                folder.toString(),
                "--home",
                home.toString(),
                "--timeline",
                "live",
                "--speed",
                "1x")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile())
            .start();
    try {
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
      while (inKafka() == before) {
        assertThat(replay.isAlive()).as(Files.readString(err)).isTrue();
        assertThat(System.nanoTime()).isLessThan(end);
        TimeUnit.MILLISECONDS.sleep(50);
      }
      replay.destroy();
      assertThat(replay.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      replay.destroyForcibly().waitFor();
    }

    assertThat(replay.exitValue()).as("ended by the signal").isEqualTo(143);
    assertThat(Files.readString(err))
        .contains("watchlake: interrupted: 1 records of 1 requests were sent to timeline live");
    assertThat(inKafka()).isEqualTo(before + 1);
  }

  private static Said replay(String... arguments) {
    return run(home, List.of(arguments));
  }

  private static Said run(Path of, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("replay", "--home", of.toString()));
    all.addAll(arguments);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        WatchlakeCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return new Said(command.execute(all.toArray(String[]::new)), out.toString(), err.toString());
  }

  private static int inKafka() {
    return Topics.TELEMETRY.stream().mapToInt(topic -> harness.read(topic).size()).sum();
  }

  private static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000 + now.getNano();
  }
}
