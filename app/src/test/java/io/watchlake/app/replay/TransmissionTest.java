package io.watchlake.app.replay;

import static io.watchlake.app.replay.Recordings.log;
import static io.watchlake.app.replay.Recordings.metric;
import static io.watchlake.app.replay.Recordings.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.ingest.IngestHarness;
import io.watchlake.app.ingest.IngestOptions;
import io.watchlake.app.ingest.OffsetRange;
import io.watchlake.app.ingest.Signal;
import io.watchlake.app.replay.PaceTest.DrivenTime;
import io.watchlake.model.Timeline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sending, to a real ingest before a real broker; each test on a timeline of its own. */
final class TransmissionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long START = 1_700_000_000_000_000_000L;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final int KIB = 1024;

  @TempDir static Path directory;
  private static IngestHarness harness;
  private static IngestHarness.Running ingest;
  private static int timelines;

  @TempDir private Path folder;
  private Recordings recordings;
  private Timeline timeline;

  @BeforeAll
  static void start() {
    harness = new IngestHarness(directory);
    // Small and impatient, so that what is too much or too slow is soon there.
    ingest =
        new IngestHarness.Running(
            new IngestOptions(
                harness.broker().bootstrapServers(),
                100 * KIB,
                100 * KIB,
                100 * KIB,
                Duration.ofSeconds(5)));
  }

  @AfterAll
  static void stop() {
    ingest.close();
    harness.close();
  }

  @BeforeEach
  void prepare() {
    recordings = new Recordings(folder);
    timeline = new Timeline("t" + timelines++);
    harness.createTopics(timeline);
  }

  @Test
  void everything_is_sent_in_the_order_of_time_and_known_by_its_place() throws Exception {
    recordings.write("a.ndjson", log(10), log(30), log(50));
    recordings.write("b.ndjson.gz", log(20), log(40));
    recordings.write("c.ndjson", span(1, 15), metric(25));

    Transmission transmission = transmission(Speed.MAX, new DrivenTime());
    run(transmission);

    Sent sent = transmission.sent();
    assertThat(sent.total()).isEqualTo(new Sent.Counts(7, 7, 0));
    assertThat(sent.counts(Signal.LOGS)).isEqualTo(new Sent.Counts(5, 5, 0));
    assertThat(sent.latestNanos()).isEqualTo(50);
    assertThat(sent.rejection()).isEmpty();
    assertThat(messages(sent.ranges(Signal.LOGS))).isEqualTo(5);
    assertThat(messages(sent.ranges(Signal.TRACES))).isEqualTo(1);
    assertThat(messages(sent.ranges(Signal.METRICS))).isEqualTo(1);
    assertThat(logTimes()).containsExactly(10L, 20L, 30L, 40L, 50L);
    assertThat(transmission.state())
        .isEqualTo(
            "7 records of 7 requests were sent to timeline "
                + timeline
                + ", up to event time 1970-01-01T00:00:00.000000050Z");
  }

  @Test
  void at_60x_ten_minutes_are_sent_in_ten_seconds() throws Exception {
    recordings.write("a.ndjson", log(START), log(START + 4 * MINUTE), log(START + 10 * MINUTE));
    recordings.write("b.ndjson", metric(START + MINUTE));
    DrivenTime time = new DrivenTime();

    run(transmission(Speed.parse("60x"), time));

    assertThat(time.sleeps())
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(6));
    assertThat(logTimes()).hasSize(3);
  }

  @Test
  void a_request_that_ingest_refuses_ends_it_as_bad_input_with_its_place() throws Exception {
    Path file = recordings.write("logs.ndjson", log(10), log(20, "x".repeat(200 * KIB)), log(30));

    Transmission transmission = transmission(Speed.MAX, new DrivenTime());
    CommandException refused = failure(transmission);

    assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(refused.getMessage())
        .contains(file + ":2: refused: ")
        .contains("1 records of 1 requests were sent");
    assertThat(logTimes()).containsExactly(10L);
  }

  @Test
  void a_line_that_breaks_after_it_was_checked_ends_it_with_what_was_sent() throws Exception {
    Path file = recordings.write("logs.ndjson", log(10), "{\"resourceLogs\":[", log(30));

    CommandException broken = failure(transmission(Speed.MAX, new DrivenTime()));

    assertThat(broken.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(broken.getMessage())
        .contains(file + ":2: ")
        .contains("1 records of 1 requests were sent");
    assertThat(logTimes()).containsExactly(10L);
  }

  @Test
  void an_ingest_that_nobody_is_at_is_waited_for_until_patience_ends() throws Exception {
    Path file = recordings.write("logs.ndjson", log(10));
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    CommandException failed =
        failure(new Transmission(nobody, timeline, Speed.MAX, PATIENCE, new DrivenTime()));

    assertThat(failed.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(failed.getMessage())
        .contains(file + ":1: not sent: ")
        .contains("does not answer")
        .contains("nothing was sent");
  }

  @Test
  void while_ingest_is_busy_the_same_request_is_offered_again_and_arrives_once() throws Exception {
    recordings.write("a.ndjson", log(10, "x".repeat(60 * KIB)), log(20));
    recordings.write("b.ndjson", metric(5).replace("\"m\"", "\"" + "m".repeat(60 * KIB) + "\""));
    Transmission transmission =
        new Transmission(endpoint(), timeline, Speed.MAX, Duration.ofMinutes(1), new DrivenTime());
    // Ingest learns of the topics while Kafka can still tell of them.
    warmUp();
    harness.broker().pause();
    try {
      CompletableFuture<Void> running =
          CompletableFuture.runAsync(() -> runUnchecked(transmission));
      long busyBefore = busy();
      await(() -> busy() > busyBefore);
      assertThat(running).isNotDone();

      harness.broker().resume();

      running.get(1, TimeUnit.MINUTES);
    } finally {
      harness.broker().resume();
    }
    assertThat(transmission.sent().total()).isEqualTo(new Sent.Counts(3, 3, 0));
    assertThat(logTimes()).containsExactly(1L, 10L, 20L);
  }

  @Test
  void a_request_whose_outcome_is_unknown_is_not_sent_again() throws Exception {
    Path file = recordings.write("a.ndjson", log(10), log(20), log(30));
    warmUp();
    harness.broker().pause();
    Transmission transmission =
        new Transmission(endpoint(), timeline, Speed.MAX, Duration.ofMinutes(1), new DrivenTime());
    try {
      CommandException failed = failure(transmission);

      assertThat(failed.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(failed.getMessage())
          .contains(file + ":1: whether this request arrived is not known, so it is not sent again")
          .contains("nothing was sent");
    } finally {
      harness.broker().resume();
    }
    assertThat(logTimes())
        .as("once at most, and nothing after it")
        .isIn(List.of(1L), List.of(1L, 10L));
  }

  private Transmission transmission(Speed speed, Pace.Time time) {
    return new Transmission(endpoint(), timeline, speed, PATIENCE, time);
  }

  private static URI endpoint() {
    return URI.create(ingest.httpEndpoint());
  }

  private void run(Transmission transmission) throws InterruptedException {
    try (Input input = Input.open(List.of(folder))) {
      transmission.run(input);
    }
  }

  private void runUnchecked(Transmission transmission) {
    try {
      run(transmission);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private CommandException failure(Transmission transmission) {
    CommandException failure =
        catchThrowableOfType(CommandException.class, () -> run(transmission));
    assertThat(failure).isNotNull();
    return failure;
  }

  /** Sends a record of each kind at time 1. */
  private void warmUp() throws Exception {
    Path apart = folder.resolveSibling(folder.getFileName() + "-warm-up");
    Recordings first = new Recordings(apart);
    first.write("logs.ndjson", log(1));
    first.write("metrics.ndjson", metric(1));
    try (Input input = Input.open(List.of(apart))) {
      transmission(Speed.MAX, new DrivenTime()).run(input);
    }
  }

  private static long busy() {
    return ingest.service().stats().snapshot().refused().getOrDefault("busy", 0L);
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** The times of the timeline's log records as they were sent: one resource, one partition. */
  private List<Long> logTimes() {
    return harness.read(timeline.topic(Signal.LOGS.topic())).stream()
        .map(message -> time(message.value()))
        .toList();
  }

  private static long time(byte[] message) {
    try {
      return ExportLogsServiceRequest.parseFrom(message)
          .getResourceLogs(0)
          .getScopeLogs(0)
          .getLogRecords(0)
          .getTimeUnixNano();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static long messages(List<OffsetRange> ranges) {
    return ranges.stream().mapToLong(range -> range.last() - range.first() + 1).sum();
  }
}
