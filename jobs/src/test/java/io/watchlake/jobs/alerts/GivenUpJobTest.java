package io.watchlake.jobs.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.connectors.kafka.client.TopicWriter;
import io.watchlake.connectors.kafka.codec.DeadLetterCodec;
import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.run.LakeRows;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SmallCluster;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.Origin;
import io.watchlake.model.Tables;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.testkit.KafkaBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the notifier gives up is in SQL, over a real broker and real tables. */
class GivenUpJobTest {

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(4);

  @Test
  void notificationsThatCouldNotBeToldAreRowsOnceAndThoseOfOthersAreNot(@TempDir Path home)
      throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(home.resolve("kafka"))) {
      try (TopicAdmin topics = TopicAdmin.connect(broker.bootstrapServers())) {
        topics.createMissing(Timeline.LIVE, (short) 1);
      }
      CatalogOptions catalog = Graphs.catalog(home);
      AlertsOptions options =
          AlertsOptions.parse(Graphs.arguments(broker.bootstrapServers(), catalog));
      Properties settings = new Properties();
      settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
      try (TopicWriter writer = new TopicWriter(settings)) {
        // The job that could not decode this has written its row.
        put(writer, Topics.OTLP_LOGS, Reason.UNDECODABLE);
        writer.put(Topics.DEAD_LETTERS, new byte[0], utf8("no dead letter"), Map.of());
        put(writer, Topics.NOTIFICATIONS, Reason.UNDELIVERED);

        RunningJob running = start(home, null, options);
        LakeRows rows = new LakeRows(catalog);
        running.await("the row", () -> rows.count(Tables.DEAD_LETTERS), 1);
        String savepoint = running.stop(home.resolve("savepoints"));

        // The next life of the job goes on behind it.
        RunningJob again = start(home, savepoint, options);
        put(writer, Topics.NOTIFICATIONS, Reason.REFUSED);
        again.await("the next row", () -> rows.count(Tables.DEAD_LETTERS), 2);
        again.stop(home.resolve("savepoints-2"));

        assertThat(rows.count(Tables.DEAD_LETTERS, "topic", Topics.NOTIFICATIONS)).isEqualTo(2);
        assertThat(rows.count(Tables.DEAD_LETTERS, "reason", "undelivered")).isEqualTo(1);
        assertThat(rows.count(Tables.DEAD_LETTERS, "reason", "refused")).isEqualTo(1);
      }
    }
  }

  private static RunningJob start(Path home, @Nullable String savepoint, AlertsOptions options)
      throws Exception {
    return RunningJob.start(
        home, savepoint, env -> AlertsMain.build(env, options, List.of(), List.of(), List.of()));
  }

  private static void put(TopicWriter writer, String topic, Reason reason) throws Exception {
    DeadLetter letter =
        new DeadLetter(
            new Origin(topic, 0, 7, 0),
            Timeline.LIVE.name(),
            1_700_000_000_000L,
            reason,
            "because",
            5,
            "ab".repeat(32),
            utf8("bytes"));
    writer.put(
        Topics.DEAD_LETTERS,
        DeadLetterCodec.key(letter),
        DeadLetterCodec.value(letter),
        DeadLetterCodec.headers(letter));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
