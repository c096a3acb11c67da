package io.watchlake.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import java.util.Map;
import java.util.TreeMap;

/** Counts a timeline's rows against what was sent: nothing lost, nothing twice. */
final class Census {

  private final Lake lake;
  private final Timeline timeline;
  private final String here;

  Census(Lake lake, String timeline) {
    this.lake = lake;
    this.timeline = new Timeline(timeline);
    this.here = " where timeline = '" + timeline + "'";
  }

  /** Every record of {@code expected} is a row, once, and there is no other row or dead letter. */
  void assertExactly(Telemetry.Counts expected) {
    assertThat(lake.counts(timeline.name())).as("rows by signal").isEqualTo(expected);
    assertThat(lake.deadLetters(timeline.name())).as("dead letters").isZero();
    assertEachOriginOnce("telemetry.spans", expected.spans());
    assertEachOriginOnce("telemetry.logs", expected.logs());
  }

  private void assertEachOriginOnce(String table, long expected) {
    assertThat(lake.number("select count(distinct _origin) from " + table + here))
        .as("distinct origins in %s", table)
        .isEqualTo(expected);
  }

  /**
   * The metric chunks against the messages they say they come from: by partition as many points as
   * the messages hold, from the first to the last of them.
   */
  void assertChunksMatchMessages(KafkaProbe kafka) {
    Map<Integer, Range> sent = new TreeMap<>();
    kafka.read(
        timeline.topic(Topics.OTLP_METRICS),
        Map.of(),
        message -> {
          long points = numberPoints(message.value());
          if (points > 0) {
            sent.merge(
                message.partition(),
                new Range(message.offset(), message.offset(), points),
                Range::plus);
          }
        });
    Map<Integer, Range> archived = new TreeMap<>();
    lake.rows(
            "select _origin.partition, min(_origin.offset_first), max(_origin.offset_last),"
                + " sum(point_count) from telemetry.metric_chunks"
                + here
                + " group by 1")
        .forEach(
            row ->
                archived.put(
                    (int) number(row.get(0)),
                    new Range(number(row.get(1)), number(row.get(2)), number(row.get(3)))));
    assertThat(archived).as("points and offsets by partition").isEqualTo(sent);
    assertThat(
            lake.number(
                "select count(*) from telemetry.metric_chunks"
                    + here
                    + " and (_origin.offset_first > _origin.offset_last or point_count <>"
                    + " len(times) or point_count <> len(coalesce(long_values,"
                    + " scaled_values, \"values\")))"))
        .as("chunks at odds with themselves")
        .isZero();
  }

  private record Range(long first, long last, long points) {
    Range plus(Range other) {
      return new Range(
          Math.min(first, other.first), Math.max(last, other.last), points + other.points);
    }
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }

  private static long numberPoints(byte[] message) {
    try {
      return ExportMetricsServiceRequest.parseFrom(message).getResourceMetricsList().stream()
          .flatMap(resource -> resource.getScopeMetricsList().stream())
          .flatMap(scope -> scope.getMetricsList().stream())
          .mapToLong(Census::numberPoints)
          .sum();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static long numberPoints(Metric metric) {
    return metric.getGauge().getDataPointsCount() + metric.getSum().getDataPointsCount();
  }
}
