package io.watchlake.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.watchlake.connectors.otlp.codec.OverflowSeries;
import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.connectors.signal.codec.SignalCodec;
import io.watchlake.jobs.run.Feed;
import io.watchlake.jobs.run.KafkaLife;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SmallCluster;
import io.watchlake.jobs.stage.rollup.SeriesLimit;
import io.watchlake.model.Tables;
import io.watchlake.model.Topics;
import io.watchlake.model.metric.CardinalityMetric;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole job between a real broker's topics while a label takes a new value with each point. */
class LabelExplosionTest {

  private static final SeriesLimit LIMIT = new SeriesLimit(100);
  private static final int MINUTES = 4;
  private static final int POINTS_A_MESSAGE = 1_000;
  private static final int MESSAGES_A_MINUTE = 10;
  private static final int POINTS = MINUTES * MESSAGES_A_MINUTE * POINTS_A_MESSAGE;

  /** With one that lets time pass in each partition. */
  private static final long ARCHIVED = POINTS + Topics.PARTITIONS;

  private static final long MINUTE = Resolution.MINUTE.nanos();
  private static final String METRIC = "checkout.requests";

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(4);

  @Test
  void everyPointIsArchivedAndCountedAndTheLabelIsNamed(@TempDir Path home) throws Exception {
    try (Life life = new Life(home)) {
      life.sendExplosion();
      RunningJob job = RunningJob.start(home, null, life::build);
      job.await("points", life::points, ARCHIVED);
      job.await(
          "every point in a window",
          () -> {
            life.poll();
            return life.countedPoints();
          },
          POINTS);
      job.await(
          "a signal",
          () -> {
            life.poll();
            return Math.min(1, life.findings().size());
          },
          1);
      String savepoint = job.stop(home.resolve("savepoints"));
      assertThat(life.ownSeries())
          .as("series with windows of their own")
          .isBetween(100L, LIMIT.most());
      assertThat(life.count(Tables.SERIES, METRIC))
          .as("every series is named")
          .isGreaterThanOrEqualTo(POINTS);
      assertThat(life.findings())
          .allSatisfy(
              signal -> {
                assertThat(signal.labels())
                    .containsEntry(CardinalityMetric.METRIC, METRIC)
                    .containsEntry(CardinalityMetric.LABEL, "request.id");
                assertThat(signal.value()).isGreaterThan(LIMIT.aMetric());
              });

      RunningJob again = RunningJob.start(home, savepoint, life::build);
      life.sendAfterwards();
      again.await("the others after a restart", life::points, ARCHIVED + 3);
      again.stop(home.resolve("savepoints"));
      assertThat(life.count(Tables.ROLLUPS_1M_LOG, CardinalityMetric.NAME)).isPositive();
    }
  }

  private static final class Life extends KafkaLife {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Rollup> minutes = new HashMap<>();
    private final List<Signal> signals = new ArrayList<>();

    Life(Path home) {
      super(home, Feed.METRICS, 0);
      consumer =
          new KafkaConsumer<>(
              Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      List<TopicPartition> partitions = new ArrayList<>();
      for (String topic : List.of(Topics.ROLLUPS, Topics.SIGNALS)) {
        IntStream.range(0, Topics.PARTITIONS)
            .forEach(
                partition ->
                    partitions.add(new TopicPartition(Feed.TIMELINE.topic(topic), partition)));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }

    @Override
    public void build(StreamExecutionEnvironment env) {
      MetricsMain.build(
          env,
          MetricsOptions.parse(
              arguments(
                  "--series-per-metric", Integer.toString(LIMIT.aMetric()), "--no-catalogue")));
    }

    @Override
    public void awaitOutput(RunningJob running, int from, int to) throws Exception {
      running.await("points", this::points, ARCHIVED);
    }

    long points() {
      return rows().sum(Tables.METRIC_CHUNKS, "point_count");
    }

    long count(String table, String metric) {
      return rows().count(table, "metric", metric);
    }

    /** A request with each point, and then one that lets time pass in each partition. */
    void sendExplosion() {
      send(
          producer -> {
            int request = 0;
            for (int minute = 0; minute < MINUTES; minute++) {
              for (int i = 0; i < MESSAGES_A_MINUTE; i++) {
                Gauge.Builder points = Gauge.newBuilder();
                for (int j = 0; j < POINTS_A_MESSAGE; j++) {
                  points.addDataPoints(
                      point(Feed.START + minute * MINUTE, "request.id", "request " + request++));
                }
                producer.accept(record(i, METRIC, points));
              }
            }
            for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
              producer.accept(
                  record(
                      partition,
                      "clock",
                      Gauge.newBuilder()
                          .addDataPoints(point(Feed.START + (MINUTES + 3) * MINUTE, "till", "1"))));
            }
          });
    }

    void sendAfterwards() {
      send(
          producer -> {
            Gauge.Builder points = Gauge.newBuilder();
            for (int i = 0; i < 3; i++) {
              points.addDataPoints(
                  point(Feed.START + (MINUTES + 4) * MINUTE, "request.id", "later " + i));
            }
            producer.accept(record(0, METRIC, points));
          });
    }

    private void send(Consumer<Consumer<ProducerRecord<byte[], byte[]>>> messages) {
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(
              Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()),
              new ByteArraySerializer(),
              new ByteArraySerializer())) {
        messages.accept(producer::send);
      }
    }

    private static ProducerRecord<byte[], byte[]> record(
        int partition, String metric, Gauge.Builder gauge) {
      return new ProducerRecord<>(
          Feed.TIMELINE.topic(Topics.OTLP_METRICS),
          partition % Topics.PARTITIONS,
          null,
          ExportMetricsServiceRequest.newBuilder()
              .addResourceMetrics(
                  ResourceMetrics.newBuilder()
                      .setResource(
                          Resource.newBuilder().addAttributes(attribute("service.name", "shop")))
                      .addScopeMetrics(
                          ScopeMetrics.newBuilder()
                              .addMetrics(Metric.newBuilder().setName(metric).setGauge(gauge))))
              .build()
              .toByteArray());
    }

    private static NumberDataPoint point(long time, String label, String value) {
      return NumberDataPoint.newBuilder()
          .setTimeUnixNano(time)
          .setAsInt(1)
          .addAttributes(attribute(label, value))
          .addAttributes(attribute("route", "/pay"))
          .build();
    }

    private static KeyValue attribute(String key, String value) {
      return KeyValue.newBuilder()
          .setKey(key)
          .setValue(AnyValue.newBuilder().setStringValue(value))
          .build();
    }

    void poll() {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(100))) {
        if (message.topic().equals(Feed.TIMELINE.topic(Topics.SIGNALS))) {
          signals.add(SignalCodec.decode(message.value()));
        } else {
          RollupCodec.decode(message.value()).forEach(this::newest);
        }
      }
    }

    private void newest(Rollup rollup) {
      if (rollup.series().metric().equals(METRIC)) {
        minutes.merge(
            rollup.series().id() + "/" + rollup.windowUnixNano(),
            rollup,
            (one, other) -> one.revision() >= other.revision() ? one : other);
      }
    }

    /** Points of all windows, each as it was told last. */
    long countedPoints() {
      return minutes.values().stream().mapToLong(Rollup::count).sum();
    }

    long ownSeries() {
      return minutes.values().stream()
          .map(Rollup::series)
          .filter(series -> !series.attributes().booleans().containsKey(OverflowSeries.ATTRIBUTE))
          .distinct()
          .count();
    }

    List<Signal> findings() {
      return signals.stream().filter(s -> s.kind() == SignalKind.CARDINALITY).toList();
    }

    @Override
    public void close() {
      consumer.close();
      super.close();
    }
  }
}
