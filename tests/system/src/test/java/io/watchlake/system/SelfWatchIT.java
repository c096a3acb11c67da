package io.watchlake.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stack watches itself, soon and without an echo; runs after {@link UpDownIT} turned it on. */
@ExtendWith(SharedStack.class)
@Order(6)
class SelfWatchIT {

  private static final Logger LOG = LoggerFactory.getLogger(SelfWatchIT.class);
  private static final Duration FRESH = Duration.ofSeconds(15);
  private static final Duration WINDOW = Duration.ofSeconds(30);

  @Test
  void ownTelemetryIsVisibleSoon(TestStack stack) {
    Await.until(
        "spans, log records and points of the stack itself",
        Duration.ofMinutes(2),
        () -> {
          // The server's spans are of requests to its page and API: somebody has to ask.
          Http.get(stack.info().appUrl().resolve("/api/status"));
          return List.of("spans", "logs", "metric_points").stream()
              .filter(
                  table ->
                      stack
                              .lake()
                              .number(
                                  "select count(*) from telemetry."
                                      + table
                                      + " where timeline = 'live' and service like 'watchlake-%'")
                          > 0)
              .toList();
        },
        seen -> seen.size() == 3);

    for (int i = 0; i < 3; i++) {
      Duration fresh = arrivalToVisible(stack);
      LOG.info("own metrics were visible in SQL {} after they arrived in Kafka", fresh);
      assertThat(fresh).as("arrival to visible in SQL").isLessThan(FRESH);
    }
  }

  /** Takes the next metrics message that arrives in Kafka and waits for its points. */
  private static Duration arrivalToVisible(TestStack stack) {
    try (KafkaProbe kafka = new KafkaProbe(stack.info().kafkaBootstrap())) {
      var before = kafka.ends(Topics.OTLP_METRICS);
      Await.until(
          "the next metrics of the stack",
          Duration.ofMinutes(1),
          () -> kafka.ends(Topics.OTLP_METRICS),
          now -> !now.equals(before));
      long arrived = System.nanoTime();
      var now = kafka.ends(Topics.OTLP_METRICS);
      int partition =
          now.keySet().stream()
              .filter(each -> now.get(each) > before.get(each))
              .findFirst()
              .orElseThrow();
      Await.until(
          "points of the message",
          Duration.ofMinutes(1),
          () ->
              stack
                  .lake()
                  .number(
                      "select count(*) from telemetry.metric_chunks where timeline = 'live' and"
                          + " _origin.partition = "
                          + partition
                          + " and _origin.offset_last >= "
                          + before.get(partition)),
          found -> found > 0);
      return Duration.ofNanos(System.nanoTime() - arrived);
    }
  }

  @Test
  void watchingDoesNotFeedOnItself(TestStack stack) {
    try (KafkaProbe kafka = new KafkaProbe(stack.info().kafkaBootstrap())) {
      List<String> echoing = List.of(Topics.OTLP_SPANS, Topics.OTLP_LOGS);
      long first = arrivingIn(kafka, echoing);
      long second = arrivingIn(kafka, echoing);
      LOG.info("spans and logs messages in {}: {}, then {}", WINDOW, first, second);
      // An echo grows with each turn; the page and the agents alone send a steady trickle.
      assertThat(second).isLessThanOrEqualTo(first * 2 + 60);
      assertThat(second).as("messages in " + WINDOW).isLessThan(600);
    }
  }

  private static long arrivingIn(KafkaProbe kafka, List<String> topics) {
    long before = kafka.messages(topics);
    long begin = System.nanoTime();
    Await.until(
        "the window to pass",
        WINDOW.plusSeconds(10),
        () -> TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin),
        passed -> passed >= WINDOW.toSeconds());
    return kafka.messages(topics) - before;
  }
}
