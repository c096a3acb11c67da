package io.watchlake.jobs.anomalies;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.alert.client.RuleTopic;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.connectors.kafka.client.TopicReader;
import io.watchlake.connectors.kafka.client.TopicWriter;
import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.connectors.signal.client.AnomalyClient;
import io.watchlake.connectors.signal.client.ModelTopic;
import io.watchlake.connectors.signal.codec.ModelCodec;
import io.watchlake.connectors.signal.codec.SignalCodec;
import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.run.LakeRows;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SmallCluster;
import io.watchlake.jobs.stage.compute.anomaly.ShopModel;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.model.Tables;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.model.alert.RuleVersions;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.anomaly.FalsePositive;
import io.watchlake.model.anomaly.ServiceSignals;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import io.watchlake.testkit.KafkaBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole job over a real broker and real tables, with a rule and feedback while it runs. */
class AnomaliesJobTest {

  private static final long MINUTE = Resolution.MINUTE.nanos();
  private static final long START = 1_767_225_600_000_000_000L;
  private static final int LEARNED = 400;

  /** After so many windows what was unusual is past in every member's memory. */
  private static final int QUIET = 100;

  private static final String RULE =
      "alert_rules: {odd: {severity: info, threshold: 1, count: {kind: anomaly, name: %s,"
          + " window: 1h}}}";

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(4);

  @Test
  void whatIsUnusualIsToldOnceAndIsASignalWhereARuleAsks(@TempDir Path home) throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(home.resolve("kafka"))) {
      Properties settings = new Properties();
      settings.setProperty("bootstrap.servers", broker.bootstrapServers());
      try (TopicAdmin topics = TopicAdmin.connect(broker.bootstrapServers())) {
        topics.createMissing(Timeline.LIVE, (short) 1);
      }
      RuleTopic rules = new RuleTopic(broker.bootstrapServers(), new Properties());
      rules.put(List.of(RuleVersions.none("odd").with(RULE.formatted("cpu_usage"), 1).live(1, 1)));
      CatalogOptions catalog = Graphs.catalog(home);
      AnomaliesOptions options =
          AnomaliesOptions.parse(
              Graphs.arguments(
                  broker.bootstrapServers(),
                  catalog,
                  "--watch",
                  "queue;level;anomalies_found",
                  "--default-label",
                  "environment=test"));
      RunningJob running =
          RunningJob.start(
              home, null, env -> AnomaliesMain.build(env, options, rules.all().values()));
      AnomalyClient client = new AnomalyClient(broker.bootstrapServers(), Timeline.LIVE);
      try (TopicWriter writer = new TopicWriter(settings)) {
        for (String metric : List.of("queue", "level", "unwatched", "anomalies_found")) {
          send(writer, metric, 0, LEARNED, 0);
          send(writer, metric, LEARNED, LEARNED + 1, 900);
          send(writer, metric, LEARNED, LEARNED + 1, 900);
        }
        running.await("anomalies", () -> of(client, LEARNED).size(), 2);
        assertThat(of(client, LEARNED).stream().map(Anomaly::metric))
            .containsExactlyInAnyOrder("queue", "level");
        assertThat(signals(settings)).as("no rule looks at them").isEmpty();

        // A rule that comes while the job runs looks at one of them.
        rules.put(List.of(rules.all().get("odd").with(RULE.formatted("queue"), 2).live(2, 2)));
        int at = LEARNED;
        while (signals(settings).isEmpty()) {
          at += QUIET;
          send(writer, "queue", at - QUIET + 1, at, 0);
          send(writer, "queue", at, at + 1, 900 + 900 * at);
          send(writer, "level", at - QUIET + 1, at, 0);
          send(writer, "level", at, at + 1, 900 + 900 * at);
          int last = at;
          running.await("anomalies of both", () -> of(client, last).size(), 2);
        }
        Signal signal = signals(settings).get(0);
        assertThat(signal.kind()).isEqualTo(SignalKind.ANOMALY);
        assertThat(signal.name()).isEqualTo("queue");
        assertThat(signal.service()).isEqualTo("shop");
        assertThat(signal.value()).isEqualTo(1);
        assertThat(signal.labels())
            .isEqualTo(Map.of("environment", "test", "service.name", "shop"));
        assertThat(signal.evidence()).containsKeys("anomaly", "words", "expectation", "model");
        assertThat(client.all()).containsKey(signal.evidence().get("anomaly"));
        assertThat(signals(settings)).allMatch(one -> one.name().equals("queue"));

        // What is said to be none weighs less from then on.
        Anomaly queue =
            of(client, at).stream().filter(one -> one.metric().equals("queue")).findAny().get();
        client.put(List.of(FalsePositive.of(queue, queue.timeUnixNano(), "ada")));
        boolean lowered = false;
        while (!lowered) {
          at += QUIET;
          send(writer, "queue", at - QUIET + 1, at, 0);
          send(writer, "queue", at, at + 1, 900 + 900 * at);
          int last = at;
          running.await("an anomaly", () -> of(client, last).size(), 1);
          lowered = of(client, at).get(0).lowered() > 0;
        }

        LakeRows rows = new LakeRows(catalog);
        running.await("rows", () -> rows.count(Tables.ANOMALIES_LOG), client.all().size());
        running.await("dead letters", () -> rows.count(Tables.DEAD_LETTERS), 0);
        writer.put(Topics.FEEDBACK, new byte[0], new byte[] {1});
        writer.put(Topics.ROLLUPS, new byte[0], new byte[] {(byte) 255});
        running.await("dead letters", () -> rows.count(Tables.DEAD_LETTERS), 2);
      }
      running.stop(home.resolve("savepoints"));
    }
  }

  @Test
  void aModelThatIsPublishedJudgesItsServiceAndWhatIsNoneIsADeadLetter(@TempDir Path home)
      throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(home.resolve("kafka"))) {
      Properties settings = new Properties();
      settings.setProperty("bootstrap.servers", broker.bootstrapServers());
      try (TopicAdmin topics = TopicAdmin.connect(broker.bootstrapServers())) {
        topics.createMissing(Timeline.LIVE, (short) 1);
      }
      CatalogOptions catalog = Graphs.catalog(home);
      AnomaliesOptions options =
          AnomaliesOptions.parse(
              Graphs.arguments(broker.bootstrapServers(), catalog, "--watch", "nothing"));
      RunningJob running =
          RunningJob.start(home, null, env -> AnomaliesMain.build(env, options, List.of()));
      AnomalyClient client = new AnomalyClient(broker.bootstrapServers(), Timeline.LIVE);
      new ModelTopic(broker.bootstrapServers()).put(ShopModel.version(4));
      try (TopicWriter writer = new TopicWriter(settings)) {
        AtomicInteger minute = new AtomicInteger();
        // What comes before the model is judged by nobody; each minute is over with the next.
        running.await(
            "an anomaly of the service",
            () -> {
              sendVector(writer, minute.getAndIncrement());
              return client.all().isEmpty() ? 0 : 1;
            },
            1);
        Anomaly anomaly = client.all().values().iterator().next();
        assertThat(anomaly.metric()).isEqualTo(ServiceSignals.METRIC);
        assertThat(anomaly.service()).isEqualTo("shop");
        assertThat(anomaly.model()).isEqualTo("forest-shop@4");
        assertThat(anomaly.expectation()).isIn("service/requests", "service/errors");
        LakeRows rows = new LakeRows(catalog);
        running.await("rows", () -> rows.count(Tables.ANOMALIES_LOG), client.all().size());
        writer.put(Topics.MODELS, ModelCodec.key("shop"), new byte[] {1});
        running.await("dead letters", () -> rows.count(Tables.DEAD_LETTERS), 1);
      }
      running.stop(home.resolve("savepoints"));
    }
  }

  private static void sendVector(TopicWriter writer, int minute) {
    double[] values = ShopModel.unusual(minute);
    List<Rollup> rollups = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      rollups.add(rollup(ShopModel.SIGNALS.get(i), minute, values[i]));
    }
    try {
      writer.put(Topics.ROLLUPS, RollupCodec.key(0), RollupCodec.encode(rollups));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The anomalies of a minute. */
  private static List<Anomaly> of(AnomalyClient client, int minute) {
    return client.all().values().stream()
        .filter(anomaly -> anomaly.windowUnixNano() == START + minute * MINUTE)
        .toList();
  }

  private static List<Signal> signals(Properties settings) throws Exception {
    List<Signal> signals = new ArrayList<>();
    try (TopicReader reader = new TopicReader(settings)) {
      reader.fromBeginning(reader.partitions(Topics.SIGNALS));
      reader.toEnd(message -> signals.add(SignalCodec.decode(message.value())));
    }
    return signals;
  }

  private static void send(TopicWriter writer, String metric, int from, int to, double more)
      throws Exception {
    List<Rollup> rollups = new ArrayList<>();
    for (int i = from; i < to; i++) {
      double value = 100 + new Random(i).nextGaussian() + more;
      rollups.add(rollup(metric, i, value));
    }
    writer.put(Topics.ROLLUPS, RollupCodec.key(0), RollupCodec.encode(rollups));
  }

  private static Rollup rollup(String metric, int minute, double value) {
    return new Rollup(
        "live",
        series(metric),
        Resolution.MINUTE,
        START + minute * MINUTE,
        0,
        1,
        value,
        value,
        value,
        value,
        START + minute * MINUTE,
        false,
        null,
        null,
        null,
        null);
  }

  private static Series series(String metric) {
    return new Series(
        metric.hashCode() & 0xffff,
        1,
        metric,
        "",
        "",
        MetricKind.GAUGE,
        Temporality.UNSPECIFIED,
        false,
        new Resource(
            "shop",
            new Attributes(Map.of("service.name", "shop"), Map.of(), Map.of(), Map.of(), null)),
        Scope.EMPTY,
        Attributes.EMPTY);
  }
}
