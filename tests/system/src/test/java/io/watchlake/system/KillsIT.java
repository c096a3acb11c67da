package io.watchlake.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.stack.Components;
import io.watchlake.model.Tables;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Processes die in the middle of the work: it goes on soon, and the counts are the same. */
@ExtendWith(SharedStack.class)
@Order(3)
class KillsIT {

  private static final Timeline TIMELINE = new Timeline("killed");

  /**
   * How long work may stand still. The bar is 30 s on a machine that does nothing else ({@code
   * -Dwatchlake.kills.seconds=30}); a busy one must not fail the tests. What was measured is in
   * {@code target/kills.txt}.
   */
  private static final Duration GOES_ON_WITHIN =
      Duration.ofSeconds(Long.getLong("watchlake.kills.seconds", 300));

  private static final Path MEASURED = Path.of("target", "kills.txt");

  /** What happens while a part of the telemetry is on its way. */
  private enum Disturbance {
    KILL_TASK_MANAGER(Components.TASK_MANAGER),
    KILL_JOB_MANAGER(Components.JOB_MANAGER),
    RESTART_KAFKA(Components.KAFKA),
    KILL_TASK_MANAGER_AGAIN(Components.TASK_MANAGER);

    private final String component;

    Disturbance(String component) {
      this.component = component;
    }

    void happen(TestStack stack) {
      if (this == RESTART_KAFKA) {
        stack.terminate(component);
      } else {
        stack.kill(component);
      }
    }
  }

  @Test
  void countsAreTheSameThroughKillsAndARestart(TestStack stack) throws IOException {
    List<String> measured = new ArrayList<>();
    Telemetry telemetry = Telemetry.realOrFixture();
    List<List<Telemetry.Case>> parts = telemetry.split(Disturbance.values().length + 1);
    Telemetry.Counts sent = Telemetry.Counts.NONE;

    // The first part starts the timeline's jobs and goes through in peace.
    replay(stack, parts.get(0)).await(Duration.ofMinutes(5)).ok();
    sent = sent.plus(sum(parts.get(0)));
    assertThat(stack.lake().counts(TIMELINE.name())).isEqualTo(sent);

    for (int i = 1; i < parts.size(); i++) {
      Disturbance disturbance = Disturbance.values()[i - 1];
      Duration goesOn = disturb(stack, disturbance, parts.get(i));
      sent = sent.plus(sum(parts.get(i)));
      assertThat(stack.lake().counts(TIMELINE.name()))
          .as("rows after %s", disturbance)
          .isEqualTo(sent);
      measured.add(disturbance + ": rows were committed again after " + goesOn.toMillis() + " ms");
      Files.write(MEASURED, measured);
      assertThat(goesOn)
          .as("time until work goes on after %s", disturbance)
          .isLessThan(GOES_ON_WITHIN);
    }

    Census census = new Census(stack.lake(), TIMELINE.name());
    census.assertExactly(telemetry.total());
    try (KafkaProbe kafka = new KafkaProbe(stack.info().kafkaBootstrap())) {
      census.assertChunksMatchMessages(kafka);
    }
  }

  /** Lets it happen while the part is on its way; returns how long no row was committed. */
  private static Duration disturb(
      TestStack stack, Disturbance disturbance, List<Telemetry.Case> part) {
    try (KafkaProbe kafka = new KafkaProbe(stack.info().kafkaBootstrap())) {
      List<String> topics = Topics.TELEMETRY.stream().map(TIMELINE::topic).toList();
      long before = kafka.messages(topics);
      Cli.Running replay = replay(stack, part);
      Await.until(
          "the first messages of the part",
          Duration.ofMinutes(2),
          () -> kafka.messages(topics),
          messages -> messages > before);
      List<Long> committed = committedRows(stack.lake());
      long happened = System.nanoTime();
      disturbance.happen(stack);
      Await.until(
          "rows after " + disturbance,
          Duration.ofMinutes(6),
          () -> committedRows(stack.lake()),
          now -> IntStream.range(0, now.size()).allMatch(i -> now.get(i) > committed.get(i)));
      Duration goesOn = Duration.ofNanos(System.nanoTime() - happened);
      replay.await(Duration.ofMinutes(5)).ok();
      return goesOn;
    }
  }

  /** Nothing but the timeline under test grows: this stack does not watch itself. */
  private static List<Long> committedRows(Lake lake) {
    return Stream.of(Tables.SPANS, Tables.LOGS, Tables.METRIC_CHUNKS)
        .map(lake::committedRows)
        .toList();
  }

  private static Cli.Running replay(TestStack stack, List<Telemetry.Case> part) {
    List<String> arguments = new ArrayList<>();
    arguments.add("replay");
    part.stream().map(Telemetry.Case::folder).map(Path::toString).forEach(arguments::add);
    arguments.addAll(
        List.of("--timeline", TIMELINE.name(), "--wait", "--home", stack.home().toString()));
    return Cli.start(arguments.toArray(String[]::new));
  }

  private static Telemetry.Counts sum(List<Telemetry.Case> part) {
    return Stream.concat(
            Stream.of(Telemetry.Counts.NONE), part.stream().map(Telemetry.Case::counts))
        .reduce(Telemetry.Counts.NONE, Telemetry.Counts::plus);
  }
}
