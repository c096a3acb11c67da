package io.watchlake.app.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchlake.connectors.otlp.codec.DecodeLimits;
import io.watchlake.connectors.otlp.codec.MetricDecoder;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.RawMessage;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.NumberPoint;
import io.watchlake.model.telemetry.Series;
import io.watchlake.testkit.NodeExporter;
import io.watchlake.testkit.PrometheusServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus scrapes a real node exporter and pushes to ingest: what is in the topic then is
 * what Prometheus itself answers, to the last bit.
 */
final class RealPrometheusTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SCRAPES = 6;
  private static final int NO_RECORDED_VALUE = 1;

  @TempDir Path directory;

  @Test
  void the_points_in_the_topic_are_what_prometheus_itself_answers() throws Exception {
    assumeThat(PrometheusServer.isInstalled() && NodeExporter.isInstalled())
        .as("prometheus and prometheus-node-exporter are installed")
        .isTrue();
    try (IngestHarness harness = new IngestHarness(directory)) {
      harness.createTopics(Timeline.LIVE);
      try (IngestHarness.Running ingest = new IngestHarness.Running(harness.options());
          NodeExporter node = NodeExporter.start(directory);
          PrometheusServer prometheus =
              PrometheusServer.start(
                  directory.resolve("prometheus"), configuration(node, ingest))) {
        await("scrapes", () -> samplesOf(prometheus, "up{job=\"node\"}") >= SCRAPES);
        node.close();
        // A scrape that fails ends the target's series: each gets a stale marker.
        await("the end of the series", () -> stale(points(harness)) > 0);

        long until = System.currentTimeMillis();
        Map<String, List<String>> answered = answered(prometheus, until);
        await(
            "all samples in the topic",
            () ->
                told(points(harness), until).values().stream().mapToInt(List::size).sum()
                    >= answered.values().stream().mapToInt(List::size).sum());

        List<NumberPoint> points = points(harness);
        assertThat(told(points, until)).isEqualTo(answered);
        assertThat(answered).hasSizeGreaterThan(100).containsKey("node_load1{}");
        assertKinds(points);
        assertThat(stale(points))
            .as("each of the node's series but up and what Prometheus makes itself has ended")
            .isGreaterThan(100);
        IngestStats.SignalCounts counts =
            ingest.service().stats().snapshot().signals().get(Signal.METRICS.label());
        assertThat(ingest.service().stats().snapshot().refused()).isEmpty();
        prometheus.stop();
        assertThat(ingest.service().stats().snapshot().signals().get(Signal.METRICS.label()))
            .as("what was said to be written is what became points")
            .extracting(IngestStats.SignalCounts::records)
            .isEqualTo((long) points(harness).size());
        assertThat(counts.rejected()).isZero();
      }
    }
  }

  private static String configuration(NodeExporter node, IngestHarness.Running ingest) {
    return """
        global:
          scrape_interval: 1s
        scrape_configs:
          - job_name: node
            static_configs:
              - targets: ['%s']
        remote_write:
          - url: %s/api/v1/write
            queue_config:
              batch_send_deadline: 200ms
            metadata_config:
              send_interval: 1s
        """
        .formatted(node.target(), ingest.httpEndpoint());
  }

  /** Kinds by the node exporter's own metadata, and the target as the resource. */
  private static void assertKinds(List<NumberPoint> points) {
    NumberPoint last =
        points.stream()
            .filter(point -> point.series().metric().equals("node_cpu_seconds_total"))
            .reduce((a, b) -> b)
            .orElseThrow();
    Series cpu = last.series();
    assertThat(cpu.kind()).isEqualTo(MetricKind.SUM);
    assertThat(cpu.monotonic()).isTrue();
    assertThat(cpu.unit()).isEqualTo("s");
    assertThat(cpu.resource().service()).isEqualTo("node");
    assertThat(cpu.resource().attributes().strings()).containsKey("service.instance.id");
    assertThat(cpu.attributes().strings()).containsKeys("cpu", "mode");
    assertThat(points)
        .filteredOn(point -> point.series().metric().equals("node_memory_MemFree_bytes"))
        .allSatisfy(point -> assertThat(point.series().kind()).isEqualTo(MetricKind.GAUGE));
  }

  private static long stale(List<NumberPoint> points) {
    return points.stream()
        .filter(point -> (point.flags() & NO_RECORDED_VALUE) != 0)
        .map(point -> point.series().id())
        .distinct()
        .count();
  }

  /** Samples of the topic by series, as {@link #answered} has them. */
  private static Map<String, List<String>> told(List<NumberPoint> points, long untilMillis) {
    Map<String, List<String>> told = new TreeMap<>();
    for (NumberPoint point : points) {
      long millis = TimeUnit.NANOSECONDS.toMillis(point.timeUnixNano());
      if ((point.flags() & NO_RECORDED_VALUE) == 0 && millis <= untilMillis) {
        told.computeIfAbsent(
                point.series().metric() + new TreeMap<>(point.series().attributes().strings()),
                key -> new ArrayList<>())
            .add(millis + "=" + Double.longBitsToDouble(point.bits()));
      }
    }
    return told;
  }

  /** Prometheus' own samples by series; its range selectors leave stale markers out. */
  private static Map<String, List<String>> answered(PrometheusServer prometheus, long atMillis)
      throws Exception {
    Map<String, List<String>> answered = new TreeMap<>();
    for (JsonNode series : result(prometheus, "{job=\"node\"}[1h]", atMillis)) {
      TreeMap<String, String> labels = new TreeMap<>();
      series
          .path("metric")
          .properties()
          .forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
      String name = labels.remove("__name__");
      labels.remove("job");
      labels.remove("instance");
      List<String> samples = answered.computeIfAbsent(name + labels, key -> new ArrayList<>());
      for (JsonNode sample : series.path("values")) {
        samples.add(
            Math.round(sample.path(0).asDouble() * 1000)
                + "="
                + Double.parseDouble(sample.path(1).asText()));
      }
    }
    return answered;
  }

  private static int samplesOf(PrometheusServer prometheus, String selector) throws Exception {
    JsonNode result = result(prometheus, selector + "[1h]", System.currentTimeMillis());
    return result.path(0).path("values").size();
  }

  private static JsonNode result(PrometheusServer prometheus, String query, long atMillis)
      throws Exception {
    return JSON.readTree(prometheus.query(query, atMillis)).path("data").path("result");
  }

  private static List<NumberPoint> points(IngestHarness harness) {
    List<NumberPoint> points = new ArrayList<>();
    MetricDecoder decoder = new MetricDecoder(DecodeLimits.ofRetention(Duration.ofDays(30)));
    for (ConsumerRecord<byte[], byte[]> record : harness.read(Topics.OTLP_METRICS)) {
      decoder.decode(
          new RawMessage(
              record.topic(),
              record.partition(),
              record.offset(),
              record.timestamp(),
              record.value()),
          new MetricDecoder.Handler() {
            @Override
            public void number(NumberPoint point) {
              points.add(point);
            }

            @Override
            public void distribution(DistributionPoint point) {
              throw new AssertionError("the node exporter has no native histograms: " + point);
            }

            @Override
            public void deadLetter(DeadLetter letter) {
              throw new AssertionError("a dead letter: " + letter.detail());
            }
          });
    }
    return points;
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }
}
