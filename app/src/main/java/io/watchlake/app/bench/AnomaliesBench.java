package io.watchlake.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchlake.app.bench.load.GaugeWindows;
import io.watchlake.app.bench.measure.CpuRecorder;
import io.watchlake.app.bench.measure.ProcessUse;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.Progress;
import io.watchlake.app.config.ConfigurationException;
import io.watchlake.app.config.ConfigurationLoader;
import io.watchlake.app.json.Json;
import io.watchlake.app.stack.Components;
import io.watchlake.app.stack.LocalStack;
import io.watchlake.app.stack.StackSettings;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.model.JobNames;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The job {@code anomalies} at work on many series, watched while windows come at their time. */
final class AnomaliesBench {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long LOOK_MILLIS = 250;
  private static final double MIB = 1 << 20;
  private static final double MILLION = 1e6;

  private final Settings settings;
  private final WorkFolder folder;
  private final Console console;

  /**
   * What is watched, and how.
   *
   * @param series how many
   * @param seconds for how long it is measured
   * @param learned windows of each before
   * @param profile of the detectors
   * @param state where the job keeps them
   * @param interval between checkpoints
   * @param memory of the TaskManager
   */
  record Settings(
      int series,
      int seconds,
      int learned,
      String profile,
      String state,
      String interval,
      String memory) {

    private static final long BYTES_OF_STACK = 1L << 30;
    private static final long BYTES_A_WINDOW = 40;
    private static final long BYTES_A_SERIES = 64 * 1024;

    long neededBytes() {
      long windows = (long) series * (learned + seconds / 10);
      return BYTES_OF_STACK + windows * BYTES_A_WINDOW + series * BYTES_A_SERIES;
    }
  }

  AnomaliesBench(Settings settings, WorkFolder folder, Console console) {
    this.settings = settings;
    this.folder = folder;
    this.console = console;
  }

  AnomaliesFigures run() throws InterruptedException {
    console.say("starting Kafka and Flink in %s", folder.path());
    LocalStack stack =
        folder.using(
            LocalStack.start(folder.path().resolve("stack"), stackSettings(), ignored -> {}));
    stack.run(JobNames.ANOMALIES);
    String servers = stack.info().kafkaBootstrap();
    try (TopicAdmin kafka = TopicAdmin.connect(servers);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of(
                    "bootstrap.servers",
                    servers,
                    "acks",
                    "all",
                    "compression.type",
                    "lz4",
                    "max.request.size",
                    Topics.MAX_MESSAGE_BYTES,
                    "linger.ms",
                    5),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      return measure(stack, kafka, producer);
    }
  }

  private StackSettings stackSettings() {
    Path file = folder.path().resolve("monitoring.yaml");
    try {
      Files.writeString(
          file,
          """
          monitoring:
            anomalies: {watch: ["*"], profile: %s, state: %s}
            checkpoints: {interval: "%s"}
            stack: {memory: {task_manager: "%s"}}
          """
              .formatted(
                  settings.profile(), settings.state(), settings.interval(), settings.memory()));
      return LocalStack.quiet(ConfigurationLoader.load(file).configuration()).withoutRest();
    } catch (ConfigurationException e) {
      throw CommandException.badInput(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private AnomaliesFigures measure(
      LocalStack stack, TopicAdmin kafka, KafkaProducer<byte[], byte[]> producer)
      throws InterruptedException {
    GaugeWindows windows = new GaugeWindows(settings.series());
    long ticks = settings.seconds() / 10;
    long first =
        Resolution.TEN_SECONDS.windowOf(System.currentTimeMillis() * 1_000_000)
            - settings.learned() * Resolution.TEN_SECONDS.nanos();
    AtomicLong sent = new AtomicLong();
    try (Progress progress =
        console.progress(
            "learning", "windows", sent::get, (long) settings.series() * settings.learned())) {
      progress.start();
      for (int i = 0; i < settings.learned(); i++) {
        send(producer, windows, first + i * Resolution.TEN_SECONDS.nanos());
        sent.addAndGet(settings.series());
      }
      producer.flush();
      awaitRead(kafka);
    }
    long jobManager = stack.pid(Components.JOB_MANAGER).orElseThrow();
    long taskManager = stack.pid(Components.TASK_MANAGER).orElseThrow();
    console.say("measuring for %d s", settings.seconds());
    try (CpuRecorder cpu = CpuRecorder.of(jobManager, taskManager)) {
      Instant begun = Instant.now();
      long start = System.nanoTime();
      for (int i = 0; i < ticks; i++) {
        long due = start + TimeUnit.SECONDS.toNanos(10L * i);
        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
        send(producer, windows, first + (settings.learned() + i) * Resolution.TEN_SECONDS.nanos());
      }
      producer.flush();
      Instant last = Instant.now();
      TimeUnit.NANOSECONDS.sleep(
          Math.max(0, start + TimeUnit.SECONDS.toNanos(10L * ticks) - System.nanoTime()));
      Instant ended = Instant.now();
      double busy = cpu.seconds(jobManager, begun, ended) + cpu.seconds(taskManager, begun, ended);
      awaitRead(kafka);
      double behind = Seconds.between(last, Instant.now());
      return figures(stack, begun, ended, busy, behind, ticks);
    }
  }

  private AnomaliesFigures figures(
      LocalStack stack, Instant begun, Instant ended, double busy, double behind, long ticks) {
    List<Double> took = new ArrayList<>();
    double bytes = 0;
    for (JsonNode checkpoint : checkpoints(stack)) {
      Instant triggered = Instant.ofEpochMilli(checkpoint.path("trigger_timestamp").asLong());
      if (checkpoint.path("status").asText().equals("COMPLETED")) {
        bytes = Math.max(bytes, checkpoint.path("state_size").asDouble());
        if (triggered.isAfter(begun) && triggered.isBefore(ended)) {
          took.add(checkpoint.path("end_to_end_duration").asDouble() / 1e3);
        }
      }
    }
    if (took.isEmpty()) {
      throw CommandException.failed(
          "no checkpoint was completed while it was measured: run it again with --keep and look"
              + " into the logs");
    }
    double seconds = Seconds.between(begun, ended);
    double all = (double) settings.series() * ticks;
    return new AnomaliesFigures(
        settings.profile(),
        settings.state(),
        settings.series(),
        settings.learned(),
        seconds,
        all / seconds,
        behind,
        busy / seconds,
        busy / all * MILLION,
        took.size(),
        QueriesBench.quantile(took, 0.5),
        Collections.max(took),
        bytes / MIB,
        bytes / settings.series(),
        (ProcessUse.peakBytes(stack.pid(Components.JOB_MANAGER).orElseThrow())
                + ProcessUse.peakBytes(stack.pid(Components.TASK_MANAGER).orElseThrow()))
            / MIB,
        Machine.versions(),
        true);
  }

  /** The last checkpoints that Flink remembers, newest first. */
  private static Iterable<JsonNode> checkpoints(LocalStack stack) {
    URI flink = stack.info().flinkUrl();
    try {
      for (JsonNode job :
          Json.mapper().readTree(flink.resolve("/jobs/overview").toURL()).path("jobs")) {
        if (job.path("name").asText().equals(JobNames.ANOMALIES)) {
          return Json.mapper()
              .readTree(flink.resolve("/jobs/" + job.path("jid").asText() + "/checkpoints").toURL())
              .path("history");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Flink did not tell of its checkpoints", e);
    }
    throw CommandException.failed("Flink does not know the job " + JobNames.ANOMALIES);
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, GaugeWindows windows, long windowUnixNano) {
    for (int bucket = 0; bucket < Rollup.BUCKETS; bucket++) {
      byte[] message = windows.message(bucket, windowUnixNano);
      if (message.length > 0) {
        // A failure shows in what the job has not read.
        var unused =
            producer.send(new ProducerRecord<>(Topics.ROLLUPS, RollupCodec.key(bucket), message));
      }
    }
  }

  /** Waits until the job's checkpoints cover the topic to its end. */
  private static void awaitRead(TopicAdmin kafka) throws InterruptedException {
    Map<TopicPartition, Long> ends = kafka.endOffsets(List.of(Topics.ROLLUPS));
    String group = JobNames.group(JobNames.ANOMALIES, Timeline.LIVE);
    long moved = System.nanoTime();
    long last = -1;
    while (true) {
      Map<TopicPartition, Long> done = kafka.committedOffsets(group);
      long left =
          ends.entrySet().stream()
              .mapToLong(end -> Math.max(0, end.getValue() - done.getOrDefault(end.getKey(), 0L)))
              .sum();
      if (left == 0) {
        return;
      }
      if (left != last) {
        last = left;
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
        throw CommandException.failed(
            "NOT VERIFIED: the job has "
                + left
                + " messages left and gets no further; run it again with --keep and look into the"
                + " logs");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }
}
