package io.watchlake.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchlake.app.config.Configuration;
import io.watchlake.app.stack.JobStatus;
import io.watchlake.model.Timeline;
import io.watchlake.system.hostile.HostileMessages;
import io.watchlake.system.hostile.Signal;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Nothing that is sent stops a job, and each record ends as a row or as a dead letter. */
@ExtendWith(SharedStack.class)
@Order(2)
class HostileIT {

  private static final Logger LOG = LoggerFactory.getLogger(HostileIT.class);
  private static final int MESSAGES = 10_000;
  private static final String LIVE = Timeline.LIVE.name();

  /** A Kafka message. */
  private record Place(int partition, long offset) {}

  @Test
  void everyHostileRecordIsARowOrADeadLetter(TestStack stack) {
    Instant now = Instant.now();
    long nowNano = now.getEpochSecond() * 1_000_000_000L;
    List<JobRun> before = jobRuns(stack);
    Map<Signal, Map<Place, Long>> expected = new HashMap<>();
    Map<Signal, Map<Integer, Long>> from = new HashMap<>();
    try (KafkaProbe kafka = new KafkaProbe(stack.info().kafkaBootstrap())) {
      for (Signal signal : Signal.values()) {
        from.put(signal, kafka.ends(signal.topic()));
        kafka.write(signal.topic(), HostileMessages.of(signal, nowNano, MESSAGES));
        Map<Place, Long> outcomes = new HashMap<>();
        kafka.read(
            signal.topic(),
            from.get(signal),
            message ->
                outcomes.put(
                    new Place(message.partition(), message.offset()),
                    (long) signal.outcomes(message.value())));
        assertThat(outcomes).hasSize(MESSAGES);
        expected.put(signal, outcomes);
      }
    }

    for (Signal signal : Signal.values()) {
      long sum = expected.get(signal).values().stream().mapToLong(Long::longValue).sum();
      Await.until(
          sum + " outcomes of hostile " + signal,
          Duration.ofMinutes(4),
          () -> outcomes(stack.lake(), signal, from.get(signal)),
          found -> found >= sum);
      assertThat(outcomes(stack.lake(), signal, from.get(signal)))
          .as("rows and dead letters of %s", signal)
          .isEqualTo(sum);
      LOG.info("{}: {} messages ended as {} rows and dead letters", signal, MESSAGES, sum);
    }
    assertThat(placesOf(stack.lake(), "spans", Signal.SPANS, from.get(Signal.SPANS)))
        .isEqualTo(expected.get(Signal.SPANS));
    assertThat(placesOf(stack.lake(), "logs", Signal.LOGS, from.get(Signal.LOGS)))
        .isEqualTo(expected.get(Signal.LOGS));

    assertThat(jobRuns(stack)).as("runs of the jobs: none restarted").isEqualTo(before);
    assertNoStrayPartitions(stack.lake(), now);
  }

  /** Rows and dead letters of what was sent. */
  private static long outcomes(Lake lake, Signal signal, Map<Integer, Long> from) {
    String rows =
        switch (signal) {
          case SPANS ->
              "select count(*) from telemetry.spans" + since("_origin.offset", signal, from);
          case LOGS ->
              "select count(*) from telemetry.logs" + since("_origin.offset", signal, from);
          case METRICS ->
              "select coalesce(sum(point_count), 0) from telemetry.metric_chunks"
                  + since("_origin.offset_first", signal, from);
        };
    long found = lake.number(rows);
    if (signal == Signal.METRICS) {
      found +=
          lake.number(
              "select count(*) from telemetry.metric_distributions"
                  + since("_origin.offset", signal, from));
    }
    return found
        + lake.number(
            "select count(*) from telemetry.dead_letters" + since("_origin.offset", signal, from));
  }

  private static Map<Place, Long> placesOf(
      Lake lake, String table, Signal signal, Map<Integer, Long> from) {
    String where = since("_origin.offset", signal, from);
    Map<Place, Long> places = new HashMap<>();
    lake.rows(
            "select _origin.partition, _origin.\"offset\", count(*) from (select _origin from telemetry."
                + table
                + where
                + " union all select _origin from telemetry.dead_letters"
                + where
                + ") as both_of_them group by 1, 2")
        .forEach(
            row ->
                places.put(
                    new Place(((Number) row.get(0)).intValue(), ((Number) row.get(1)).longValue()),
                    ((Number) row.get(2)).longValue()));
    return places;
  }

  private static String since(String offset, Signal signal, Map<Integer, Long> from) {
    String column = offset.replace(".offset", ".\"offset").concat("\"");
    StringBuilder where =
        new StringBuilder(" where _origin.topic = '").append(signal.topic()).append("' and (false");
    from.forEach(
        (partition, first) ->
            where
                .append(" or _origin.partition = ")
                .append(partition)
                .append(" and ")
                .append(column)
                .append(" >= ")
                .append(first));
    return where.append(')').toString();
  }

  private static void assertNoStrayPartitions(Lake lake, Instant now) {
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    Configuration.Retention retention = Configuration.defaults().retention();
    Map<String, Configuration.Policy> tables =
        Map.of(
            "spans", retention.traces(),
            "logs", retention.logs(),
            "metric_chunks", retention.metrics(),
            "metric_distributions", retention.metrics(),
            "dead_letters", retention.deadLetters());
    tables.forEach(
        (table, policy) ->
            assertThat(
                    lake.number(
                        "select count(*) from telemetry."
                            + table
                            + " where timeline = '"
                            + LIVE
                            + "' and (ts < timestamptz '"
                            + today.minusDays(policy.days() + 1)
                            + "' or ts > timestamptz '"
                            + today.plusDays(2)
                            + "')"))
                .as("live rows of %s in days that cannot be", table)
                .isZero());
  }

  /** Which run of a job it is: another one after a restart or a new submission. */
  private record JobRun(String name, String flinkId, int submissions, int restarts) {}

  private static List<JobRun> jobRuns(TestStack stack) {
    return stack.client().jobs().stream()
        .filter(job -> job.timeline().equals(LIVE))
        .map(job -> jobRun(stack, job))
        .toList();
  }

  private static JobRun jobRun(TestStack stack, JobStatus job) {
    String id = String.valueOf(job.flinkId());
    URI metric = stack.info().flinkUrl().resolve("/jobs/" + id + "/metrics?get=numRestarts");
    AtomicInteger restarts = new AtomicInteger();
    // Flink reports a metric some seconds after the job began.
    Await.until(
        "the number of restarts of " + job.name(),
        Duration.ofMinutes(1),
        () -> new ObjectMapper().readTree(Http.get(metric).body()).path(0).path("value"),
        value -> {
          restarts.set(value.asInt(-1));
          return restarts.get() >= 0;
        });
    return new JobRun(job.name(), id, job.restarts(), restarts.get());
  }

  @ParameterizedTest(name = "{0}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          truncated protobuf     | /v1/traces  | application/x-protobuf |      | 400
          noise as logs          | /v1/logs    | application/x-protobuf |      | 400
          protobuf said JSON     | /v1/metrics | application/json       |      | 400
          not gzip               | /v1/traces  | application/x-protobuf | gzip | 400
          an unknown compression | /v1/traces  | application/x-protobuf | lzma | 415
          an unknown type        | /v1/logs    | text/plain             |      | 415
          an unknown signal      | /v1/dreams  | application/x-protobuf |      | 404
          """)
  void hostileRequestsAreRefusedWithAReason(
      String what, String path, String type, String encoding, int status, TestStack stack) {
    HttpResponse<String> answer =
        Http.post(
            stack.info().otlpHttpUrl().resolve(path),
            type,
            encoding,
            null,
            new byte[] {10, 120, 1, 2, 3, -1});
    assertThat(answer.statusCode()).as(what).isEqualTo(status);
    assertThat(answer.body()).as("the reason for %s", what).isNotBlank();
  }

  @Test
  void aTimelineThatCannotBeIsRefused(TestStack stack) {
    HttpResponse<String> answer =
        Http.post(
            stack.info().otlpHttpUrl().resolve("/v1/logs"),
            "application/json",
            null,
            "No Such Timeline!",
            Cli.utf8("{\"resourceLogs\":[]}"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("imeline");
  }
}
