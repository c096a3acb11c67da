package io.watchlake.jobs.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.delivery.codec.FigureCodec;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.launch.JobEnvironment;
import io.watchlake.jobs.run.LakeRows;
import io.watchlake.jobs.run.SmallCluster;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.model.JobNames;
import io.watchlake.model.Tables;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.model.delivery.Figure;
import io.watchlake.testkit.KafkaBroker;
import io.watchlake.testkit.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job over a real broker and real tables. */
class DeliveryJobTest {

  private static final Duration DEADLINE = Duration.ofMinutes(4);
  private static final short ONE = 1;

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(4);

  @TempDir static Path directory;
  private static KafkaBroker broker;

  @BeforeAll
  static void start() {
    broker = KafkaBroker.start(directory.resolve("kafka"));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  /** A timeline of a test's own, with what runs on it. */
  private record Life(
      Timeline timeline, CatalogOptions catalog, int parallelism, Path home, String state) {

    static Life begin(String name, int parallelism, Path home) {
      return begin(name, parallelism, home, "heap");
    }

    static Life begin(String name, int parallelism, Path home, String state) {
      Timeline timeline = new Timeline(name);
      try (TopicAdmin topics = TopicAdmin.connect(broker.bootstrapServers())) {
        topics.createMissing(timeline, ONE);
      }
      return new Life(timeline, Graphs.catalog(home), parallelism, home, state);
    }

    void send(List<String> lines) {
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(
              Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
              new ByteArraySerializer(),
              new ByteArraySerializer())) {
        for (int i = 0; i < lines.size(); i++) {
          producer.send(
              new ProducerRecord<>(
                  timeline.topic(Topics.DELIVERY_EVENTS),
                  i % Topics.PARTITIONS,
                  null,
                  lines.get(i).getBytes(StandardCharsets.UTF_8)));
        }
      }
    }

    JobClient run(@Nullable String checkpoint) throws Exception {
      StreamExecutionEnvironment env = JobEnvironment.streaming(parallelism);
      Configuration configuration = new Configuration();
      configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
      configuration.set(
          CheckpointingOptions.CHECKPOINTS_DIRECTORY,
          home.resolve("checkpoints").toUri().toString());
      configuration.set(
          CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
          ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
      configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
      configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
      if (checkpoint != null) {
        configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint);
      }
      env.configure(configuration);
      DeliveryMain.build(
          env,
          DeliveryOptions.parse(
              Graphs.arguments(
                  broker.bootstrapServers(),
                  catalog,
                  "--timeline",
                  timeline.name(),
                  "--state",
                  state)),
          List.of());
      return env.executeAsync(JobNames.DELIVERY);
    }

    String newestCheckpoint() throws IOException {
      try (Stream<Path> files = Files.walk(home.resolve("checkpoints"))) {
        return files
            .filter(file -> file.getFileName().toString().equals("_metadata"))
            .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
            .orElseThrow()
            .getParent()
            .toUri()
            .toString();
      }
    }

    LakeRows rows() {
      return new LakeRows(catalog);
    }
  }

  /** What the topic of figures says last of each. */
  private static final class Figures implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Figure> latest = new HashMap<>();

    Figures(Life life) {
      consumer =
          new KafkaConsumer<>(
              Map.of(
                  ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                  broker.bootstrapServers(),
                  ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                  "earliest"),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      List<TopicPartition> partitions = new ArrayList<>();
      for (int i = 0; i < Topics.PARTITIONS; i++) {
        partitions.add(new TopicPartition(life.timeline().topic(Topics.DELIVERY_FIGURES), i));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }

    /** The figures as they are now, in order of their starts. */
    List<Figure> poll() throws IOException {
      for (var message : consumer.poll(Duration.ofMillis(200))) {
        latest.put(
            new String(message.key(), StandardCharsets.UTF_8), FigureCodec.decode(message.value()));
      }
      List<Figure> figures = new ArrayList<>(latest.values());
      figures.sort(Comparator.comparingLong(Figure::startUnixNano));
      return figures;
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  @FunctionalInterface
  private interface Check {
    /** What is not yet as it should be; empty when all is. */
    Collection<String> missing() throws Exception;
  }

  private static void await(JobClient job, Check check) throws Exception {
    long end = System.nanoTime() + DEADLINE.toNanos();
    Collection<String> missing = check.missing();
    while (!missing.isEmpty() && System.nanoTime() < end) {
      if (job.getJobStatus().get().isGloballyTerminalState()) {
        // Throws what the job died of.
        job.getJobExecutionResult().get();
      }
      missing = check.missing();
    }
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  @EnabledIf(value = SharedData.CONDITION, disabledReason = SharedData.MISSING)
  void shuffledWithRepeatsAndARestartInTheMiddleTheFiguresAreThoseOfTheOracle(
      int parallelism, @TempDir Path home) throws Exception {
    Life life = Life.begin("oracle-" + parallelism, parallelism, home);
    List<String> lines = new ArrayList<>();
    for (String name : OracleFigures.names().toList()) {
      lines.addAll(lines(OracleFigures.events(name)));
    }
    Random random = new Random(parallelism);
    for (int i = 0; i < 400; i++) {
      lines.add(lines.get(random.nextInt(lines.size())));
    }
    Collections.shuffle(lines, random);
    int half = lines.size() / 2;

    try (Figures figures = new Figures(life)) {
      life.send(lines.subList(0, half));
      JobClient first = life.run(null);
      await(
          first,
          () ->
              life.rows().count(Tables.DELIVERY_EVENTS) >= half / 2
                  ? List.of()
                  : List.of("half of the first half"));
      first.cancel().get(1, TimeUnit.MINUTES);
      first.getJobExecutionResult().exceptionally(cancelled -> null).get(1, TimeUnit.MINUTES);

      life.send(lines.subList(half, lines.size()));
      JobClient second = life.run(life.newestCheckpoint());
      for (String name : OracleFigures.names().toList()) {
        await(second, () -> OracleFigures.differences(name, of(name, figures.poll())));
      }
      await(
          second,
          () ->
              life.rows().count(Tables.DELIVERY_EVENTS) >= lines.size()
                  ? List.of()
                  : List.of("archived events"));
      assertThat(life.rows().count(Tables.DELIVERY_EVENTS)).isEqualTo(lines.size());
      second.cancel().get(1, TimeUnit.MINUTES);
      second.getJobExecutionResult().exceptionally(cancelled -> null).get(1, TimeUnit.MINUTES);
    }
  }

  private static List<Figure> of(String name, List<Figure> figures) {
    return figures.stream()
        .filter(figure -> figure.service().endsWith('/' + name) && figure.scope().isTotal())
        .toList();
  }

  private static List<String> lines(Path gzip) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(gzip)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void aLateIncidentCorrectsWhatWasSaidAsAVisibleRevisionWithinSeconds(
      String state, @TempDir Path home) throws Exception {
    Life life = Life.begin("late-" + state, 1, home, state);
    Instant now = Instant.now();
    try (Figures figures = new Figures(life)) {
      life.send(
          List.of(
              deployed("d1", now.minus(Duration.ofDays(2))),
              "no event",
              deployed("d2", now.minusSeconds(60))));
      JobClient job = life.run(null);
      await(job, () -> overall(figures, 0, 1));

      long sent = System.nanoTime();
      life.send(List.of(incident("i1", now.minus(Duration.ofDays(1)), "d1")));
      await(job, () -> overall(figures, 1, 1));
      assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(Duration.ofSeconds(20));

      await(
          job,
          () ->
              life.rows().count(Tables.DELIVERY_VERDICTS_LOG) == 3
                      && life.rows().count(Tables.DELIVERY_INCIDENTS_LOG) == 1
                      && life.rows().count(Tables.DELIVERY_DEPLOYMENTS_LOG) == 2
                      && life.rows().count(Tables.DEAD_LETTERS) == 1
                  ? List.of()
                  : List.of("rows"));
      assertThat(life.rows().sum(Tables.DELIVERY_VERDICTS_LOG, "revision"))
          .as("d1 in two revisions, d2 in one")
          .isEqualTo(1 + 2 + 1);
      job.cancel().get(1, TimeUnit.MINUTES);
      job.getJobExecutionResult().exceptionally(cancelled -> null).get(1, TimeUnit.MINUTES);
    }
  }

  private static List<String> overall(Figures figures, long failed, long pending)
      throws IOException {
    return figures.poll().stream()
            .anyMatch(
                figure ->
                    figure.period().code().equals("overall")
                        && figure.scope().isTotal()
                        && figure.deployments() == 2
                        && figure.failedDeployments() == failed
                        && figure.pendingDeployments() == pending
                        && figure.isFinal() == (pending == 0))
        ? List.of()
        : List.of("the overall figure with " + failed + " failed");
  }

  private static String deployed(String id, Instant time) {
    return """
        {"context":{"version":"0.4.1","id":"e-%1$s","source":"test",\
        "type":"dev.cdevents.service.deployed.0.2.0","timestamp":"%2$s"},\
        "subject":{"id":"shop","content":{"environment":{"id":"prod"},\
        "artifactId":"pkg:generic/shop@%1$s"}},"customData":{"deploymentId":"%1$s"}}"""
        .formatted(id, time);
  }

  private static String incident(String id, Instant time, String deployment) {
    return """
        {"context":{"version":"0.4.1","id":"e-%1$s","source":"test",\
        "type":"dev.cdevents.incident.detected.0.2.0","timestamp":"%2$s"},\
        "subject":{"id":"%1$s","content":{"environment":{"id":"prod"},\
        "service":{"id":"shop"}}},"customData":{"deploymentId":"%3$s"}}"""
        .formatted(id, time, deployment);
  }
}
