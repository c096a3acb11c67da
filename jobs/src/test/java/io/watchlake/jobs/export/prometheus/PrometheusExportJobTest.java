package io.watchlake.jobs.export.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.run.LakeRows;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SmallCluster;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.model.Tables;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import io.watchlake.testkit.KafkaBroker;
import io.watchlake.testkit.PrometheusServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole job, from a real Kafka to a real Prometheus. */
class PrometheusExportJobTest {

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(4);

  private static final long MINUTE = Resolution.MINUTE.nanos();
  private static final int WINDOWS = 30;
  private static final int SERIES = 20;

  /** The first window; the last one ends about now, and Prometheus' head reaches an hour back. */
  private final long first =
      Resolution.MINUTE.windowOf(System.currentTimeMillis() * 1_000_000) - WINDOWS * MINUTE;

  private final List<byte[]> keys = IntStream.range(0, 64).mapToObj(RollupCodec::key).toList();

  @TempDir Path home;

  @Test
  void everySampleIsThereOnceThroughAnOutageARestartAndRefusals() throws Exception {
    assumeThat(PrometheusServer.isInstalled()).as("prometheus is installed").isTrue();
    try (KafkaBroker kafka = KafkaBroker.start(home.resolve("kafka"));
        PrometheusServer prometheus =
            PrometheusServer.start(home.resolve("prometheus"), "global: {}\n");
        TopicAdmin topics = TopicAdmin.connect(kafka.bootstrapServers());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      topics.createMissing(Timeline.LIVE, (short) 1);
      CatalogOptions catalog = Graphs.catalog(home);
      PrometheusExportOptions options =
          PrometheusExportOptions.parse(
              Graphs.arguments(
                  kafka.bootstrapServers(),
                  catalog,
                  "--remote-write-url",
                  prometheus.address() + "/api/v1/write"));

      // Some windows, and then an outage while more come.
      send(producer, 0, 10);
      RunningJob job =
          RunningJob.start(home, null, env -> PrometheusExportMain.build(env, options));
      awaitWindows(job, prometheus, 10);
      String early = job.stop(home.resolve("savepoints"));
      job = RunningJob.start(home, early, env -> PrometheusExportMain.build(env, options));
      prometheus.stop();
      send(producer, 10, 20);
      prometheus.start();
      awaitWindows(job, prometheus, 20);
      assertSamples(prometheus, 20);

      // Again from before the outage: ten windows of each series come once more.
      job.stop(home.resolve("savepoints"));
      job = RunningJob.start(home, early, env -> PrometheusExportMain.build(env, options));
      send(producer, 20, WINDOWS);
      awaitWindows(job, prometheus, WINDOWS);
      assertSamples(prometheus, WINDOWS);
      assertThat(values(prometheus, "target_info{job=\"shop\",host_name=\"host-a\"}"))
          .as("what is known of the resource, at the end of each window")
          .hasSizeGreaterThanOrEqualTo(WINDOWS / 2)
          .allMatch(value -> value.endsWith("=1"));
      assertThat(
              prometheus.query(
                  "count(sold_total * on (job) group_left (host_name) target_info)",
                  (first + WINDOWS * MINUTE) / 1_000_000))
          .as("series joined to it")
          .contains("\"" + SERIES + "\"");
      assertThat(deadLetters(kafka)).as("repeats are no dead letters").isEmpty();

      // What Prometheus will never take: too old for it, and another series by the same labels.
      producer.send(message(List.of(gauge("ancient", first - 600 * MINUTE, 1, "host-a")))).get();
      producer
          .send(
              message(
                  List.of(
                      gauge("twins", first + WINDOWS * MINUTE, 1, "host-a"),
                      gauge("twins", first + WINDOWS * MINUTE, 2, "host-b"),
                      gauge("fine", first + WINDOWS * MINUTE, 3, "host-a"))))
          .get();
      job.await("dead letters", () -> deadLetters(kafka).size(), 2);
      job.await("what is fine", () -> values(prometheus, "fine").size(), 1);
      assertThat(deadLetters(kafka))
          .anySatisfy(detail -> assertThat(detail).contains("400", "out of bounds"))
          .anySatisfy(detail -> assertThat(detail).contains("same name and labels"));
      job.stop(home.resolve("savepoints"));
      LakeRows rows = new LakeRows(catalog);
      assertThat(rows.count(Tables.DEAD_LETTERS)).as("each refusal once").isEqualTo(2);
      assertThat(rows.count(Tables.DEAD_LETTERS, "reason", "refused")).isEqualTo(2);
      assertThat(rows.count(Tables.DEAD_LETTERS, "topic", Topics.ROLLUPS)).isEqualTo(2);
    }
  }

  private void awaitWindows(RunningJob job, PrometheusServer prometheus, int windows)
      throws Exception {
    job.await(
        "samples",
        () -> {
          int sum = 0;
          for (int i = 0; i < SERIES; i++) {
            sum += values(prometheus, "sold_total{till=\"" + i + "\"}").size();
          }
          return sum;
        },
        (long) SERIES * windows);
  }

  /** Running totals of all windows so far, each at the end of its window. */
  private void assertSamples(PrometheusServer prometheus, int windows) {
    for (int series = 0; series < SERIES; series++) {
      List<String> expected = new ArrayList<>();
      long total = 0;
      for (int window = 0; window < windows; window++) {
        total += window + series;
        expected.add((first / MINUTE + window + 1) * 60 + "=" + total);
      }
      assertThat(values(prometheus, "sold_total{till=\"" + series + "\"}")).isEqualTo(expected);
    }
  }

  /** {@code seconds=value} of all samples of a selector. */
  private static List<String> values(PrometheusServer prometheus, String selector) {
    String json = prometheus.query(selector + "[20h]", System.currentTimeMillis() + 120_000);
    List<String> values = new ArrayList<>();
    Matcher sample = Pattern.compile("\\[([0-9.]+),\"([^\"]*)\"]").matcher(json);
    while (sample.find()) {
      values.add(sample.group(1) + "=" + sample.group(2));
    }
    return values;
  }

  private void send(KafkaProducer<byte[], byte[]> producer, int from, int to) throws Exception {
    for (int window = from; window < to; window++) {
      for (int series = 0; series < SERIES; series++) {
        producer.send(message(List.of(sold(series, window)))).get();
      }
    }
  }

  private ProducerRecord<byte[], byte[]> message(List<Rollup> rollups) {
    return new ProducerRecord<>(
        Topics.ROLLUPS, keys.get(rollups.get(0).bucket()), RollupCodec.encode(rollups));
  }

  private Rollup sold(int series, int window) {
    double sold = window + series;
    return new Rollup(
        "live",
        series(
            ((long) series << 58) | series,
            "sold",
            MetricKind.SUM,
            Temporality.DELTA,
            Integer.toString(series),
            "host-a"),
        Resolution.MINUTE,
        first + window * MINUTE,
        0,
        1,
        sold,
        sold,
        sold,
        sold,
        first + window * MINUTE,
        false,
        new Rollup.Increase(sold, 0),
        null,
        null,
        null);
  }

  private static Rollup gauge(String name, long window, double value, String host) {
    return new Rollup(
        "live",
        series(
            (name.hashCode() & 0xffff) | ((long) (host.hashCode() & 0xff) << 20),
            name,
            MetricKind.GAUGE,
            Temporality.UNSPECIFIED,
            "1",
            host),
        Resolution.MINUTE,
        window,
        0,
        1,
        value,
        value,
        value,
        value,
        window,
        false,
        null,
        null,
        null,
        null);
  }

  private static Series series(
      long id, String name, MetricKind kind, Temporality temporality, String till, String host) {
    return new Series(
        id,
        id,
        name,
        "",
        "",
        kind,
        temporality,
        kind == MetricKind.SUM,
        new Resource(
            "shop",
            new Attributes(
                Map.of("service.name", "shop", "host.name", host),
                Map.of(),
                Map.of(),
                Map.of(),
                null)),
        Scope.EMPTY,
        new Attributes(Map.of("till", till), Map.of(), Map.of(), Map.of(), null));
  }

  /** Details of the dead letters so far. */
  private static List<String> deadLetters(KafkaBroker kafka) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, Topics.PARTITIONS)
              .mapToObj(partition -> new TopicPartition(Topics.DEAD_LETTERS, partition))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<String> details = new ArrayList<>();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          StringBuilder detail = new StringBuilder();
          record
              .headers()
              .forEach(
                  h -> detail.append(new String(h.value(), StandardCharsets.UTF_8)).append(' '));
          details.add(detail.toString());
        }
      }
      return details;
    }
  }
}
