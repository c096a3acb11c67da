package io.watchlake.app.bench;

import io.watchlake.app.bench.load.DeliveryGenerator;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.stack.LocalStack;
import io.watchlake.model.JobNames;
import io.watchlake.model.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The live benchmark of delivery: a steady rate of deployments, and how soon figures count them.
 */
final class DeliveryLiveBench {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 100;
  private static final String WARM_UP = "warm-up";

  private final Settings settings;
  private final WorkFolder folder;
  private final Console console;

  /**
   * What is sent.
   *
   * @param services that take turns
   * @param rate deployments a second
   * @param duration for how long
   */
  record Settings(int services, int rate, Duration duration) {

    private static final long BYTES_OF_STACK = 1L << 30;

    long neededBytes() {
      return BYTES_OF_STACK;
    }
  }

  DeliveryLiveBench(Settings settings, WorkFolder folder, Console console) {
    this.settings = settings;
    this.folder = folder;
    this.console = console;
  }

  DeliveryLiveFigures run() throws InterruptedException {
    console.say("starting Kafka and Flink in %s", folder.path());
    LocalStack stack =
        folder.using(
            LocalStack.start(
                folder.path().resolve("stack"),
                LocalStack.quietSettings().withoutRest(),
                ignored -> {}));
    stack.run(JobNames.DELIVERY);
    String kafka = stack.info().kafkaBootstrap();
    FigureWatch watch = new FigureWatch(kafka);
    Thread watching = new Thread(watch, "figure-watch");
    watching.setDaemon(true);
    watching.start();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      // The first is late for reasons that are no news, such as classes that are loaded.
      send(producer, watch, WARM_UP, 1);
      producer.flush();
      await(watch);
      watch.forgetDelays();
      console.say(
          "sending %d deployments a second of %d services for %d s",
          settings.rate(), settings.services(), settings.duration().toSeconds());
      long begun = System.nanoTime();
      long all = settings.rate() * settings.duration().toSeconds();
      for (long i = 0; i < all; i++) {
        long due = begun + i * TimeUnit.SECONDS.toNanos(1) / settings.rate();
        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
        send(producer, watch, "service-" + i % settings.services(), i / settings.services() + 1);
      }
      producer.flush();
      double seconds = (System.nanoTime() - begun) / 1e9;
      await(watch);
      List<Double> delays = watch.delays();
      if (delays.size() != all) {
        throw CommandException.failed(
            "NOT VERIFIED: " + delays.size() + " deployments were counted and not " + all);
      }
      return new DeliveryLiveFigures(
          all,
          settings.services(),
          settings.rate(),
          seconds,
          QueriesBench.quantile(delays, 0.50),
          QueriesBench.quantile(delays, 0.99),
          Collections.max(delays),
          Machine.versions(),
          true);
    } finally {
      watch.stop();
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, FigureWatch watch, String service, long number) {
    byte[] event =
        DeliveryGenerator.deployed(service, number, Instant.now()).getBytes(StandardCharsets.UTF_8);
    // The callback tells the same.
    var unused =
        producer.send(
            new ProducerRecord<>(Topics.DELIVERY_EVENTS, event),
            (metadata, failure) -> {
              if (failure == null) {
                watch.sent(service, number);
              }
            });
  }

  private static void await(FigureWatch watch) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (watch.waiting() > 0) {
      if (System.nanoTime() > deadline) {
        throw CommandException.failed(
            "NOT VERIFIED: "
                + watch.waiting()
                + " deployments are in no figure after "
                + PATIENCE.toSeconds()
                + " s");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }
}
