package io.watchlake.jobs.export.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.connectors.kafka.client.TopicWriter;
import io.watchlake.connectors.signal.codec.AnomalyCodec;
import io.watchlake.jobs.run.KafkaRows;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SmallCluster;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.anomaly.Statistic;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.testkit.InfluxServer;
import io.watchlake.testkit.KafkaBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole job, from a real Kafka to a real InfluxDB. */
class InfluxExportJobTest {

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(4);

  private static final String DATABASE = "watch";
  private static final long START = 1_767_225_600_000_000_000L;
  private static final long MINUTE = Resolution.MINUTE.nanos();

  @Test
  void everyAnomalyIsThereOnceThroughAnOutageARestartAndRefusals(@TempDir Path home)
      throws Exception {
    assumeThat(InfluxServer.isInstalled()).as("influxdb is installed").isTrue();
    try (KafkaBroker kafka = KafkaBroker.start(home.resolve("kafka"));
        InfluxServer influx = InfluxServer.start(home.resolve("influx"), DATABASE);
        TopicAdmin topics = TopicAdmin.connect(kafka.bootstrapServers());
        TopicWriter writer = new TopicWriter(settings(kafka))) {
      topics.createMissing(Timeline.LIVE, (short) 1);
      InfluxExportOptions options =
          InfluxExportOptions.parse(
              "--kafka",
              kafka.bootstrapServers(),
              "--influxdb-url",
              influx.address() + "/write?db=" + DATABASE);

      // Some, and then an outage while more come.
      send(writer, 0, 10);
      RunningJob job = RunningJob.start(home, null, env -> InfluxExportMain.build(env, options));
      job.await("points", () -> count(influx), 10);
      String early = job.stop(home.resolve("savepoints"));
      job = RunningJob.start(home, early, env -> InfluxExportMain.build(env, options));
      influx.stop();
      send(writer, 10, 20);
      influx.start();
      job.await("points", () -> count(influx), 20);

      // Again from before the outage: ten come once more, and leave no trace.
      job.stop(home.resolve("savepoints"));
      job = RunningJob.start(home, early, env -> InfluxExportMain.build(env, options));
      send(writer, 20, 30);
      job.await("points", () -> count(influx), 30);
      assertThat(KafkaRows.all(kafka.bootstrapServers(), Topics.DEAD_LETTERS)).isEmpty();

      JsonNode point =
          rows(influx, "SELECT * FROM anomalies WHERE \"time\" = " + (START + 6 * MINUTE)).get(0);
      JsonNode columns = columns(influx);
      assertThat(value(point, columns, "score").asDouble()).isEqualTo(0.75);
      assertThat(value(point, columns, "value").asDouble()).isEqualTo(105);
      assertThat(value(point, columns, "words").asText()).isEqualTo("5 is \"odd\", \\ very");
      assertThat(value(point, columns, "service").asText()).isEqualTo("shop, the = one");
      assertThat(value(point, columns, "till").asText()).isEqualTo("till 1");
      assertThat(columns.toString()).as("what is no number").doesNotContain("usual");

      // What InfluxDB will never take is found; what comes after it is not held up.
      job.stop(home.resolve("savepoints"));
      writer.put(Topics.ANOMALIES, new byte[0], "rubbish".getBytes(StandardCharsets.UTF_8));
      writer.put(Topics.ANOMALIES, new byte[0], AnomalyCodec.encode(tooLong()));
      job = RunningJob.start(home, early, env -> InfluxExportMain.build(env, options));
      send(writer, 30, 31);
      job.await("points", () -> count(influx), 31);
      job.await(
          "dead letters", () -> KafkaRows.count(kafka.bootstrapServers(), Topics.DEAD_LETTERS), 2);
      job.stop(home.resolve("savepoints"));
    }
  }

  private static Properties settings(KafkaBroker kafka) {
    Properties settings = new Properties();
    settings.setProperty("bootstrap.servers", kafka.bootstrapServers());
    return settings;
  }

  private static void send(TopicWriter writer, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      Anomaly anomaly = anomaly(i, "till 1");
      writer.put(Topics.ANOMALIES, AnomalyCodec.key(anomaly), AnomalyCodec.encode(anomaly));
    }
  }

  /** One whose series key is longer than InfluxDB takes. */
  private static Anomaly tooLong() {
    return anomaly(100, "x".repeat(70_000));
  }

  private static Anomaly anomaly(int minute, String till) {
    return new Anomaly(
        "live",
        "00000000000000ff",
        "latency",
        "s",
        "shop, the = one",
        Map.of("till", till),
        Resolution.MINUTE,
        START + minute * MINUTE,
        0,
        Statistic.MEAN,
        100 + minute,
        0.75,
        0.5,
        0.75,
        0,
        0.5,
        "range",
        2,
        Double.NaN,
        minute + " is \"odd\", \\ very",
        "series-1-full");
  }

  private static long count(InfluxServer influx) {
    JsonNode rows = rows(influx, "SELECT COUNT(score) FROM anomalies");
    return rows.isEmpty() ? 0 : rows.get(0).get(1).asLong();
  }

  private static JsonNode columns(InfluxServer influx) {
    return series(influx, "SELECT * FROM anomalies LIMIT 1").path("columns");
  }

  private static JsonNode rows(InfluxServer influx, String query) {
    return series(influx, query).path("values");
  }

  private static JsonNode series(InfluxServer influx, String query) {
    try {
      return new ObjectMapper()
          .readTree(influx.query(DATABASE, query))
          .path("results")
          .path(0)
          .path("series")
          .path(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode value(JsonNode row, JsonNode columns, String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).asText().equals(name)) {
        return row.get(i);
      }
    }
    throw new AssertionError("no column " + name + " in " + columns);
  }
}
