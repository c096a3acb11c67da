package io.watchlake.app.bench;

import io.watchlake.app.bench.load.AlertWorkload;
import io.watchlake.app.bench.load.SignalFeed;
import io.watchlake.connectors.alert.codec.AlertCodec;
import io.watchlake.model.Topics;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.AlertStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Compares the alerts in their topic with those that signals were sent to raise. */
final class AlertWatch implements Runnable, SignalFeed.Raising {

  private static final Duration POLL = Duration.ofMillis(50);

  private final String kafka;
  private final Map<Raised, Long> expected = new ConcurrentHashMap<>();
  private final Map<Raised, Told> told = new ConcurrentHashMap<>();
  private final AtomicBoolean stopped = new AtomicBoolean();

  /** An alert that began to fire. */
  record Raised(String rule, String host, long timeMillis) {}

  /**
   * As it was told.
   *
   * @param atMillis when the broker got it first
   * @param version the rule's version that said so first
   * @param times how often
   */
  private record Told(long atMillis, long version, int times) {}

  /**
   * How long an alert took.
   *
   * @param atMillis when the broker got the alert
   * @param millis from the signal's arrival in Kafka
   */
  record Latency(boolean sequence, long atMillis, long millis) {}

  AlertWatch(String kafka) {
    this.kafka = kafka;
  }

  @Override
  public void arrived(int rule, String host, long timeMillis, long arrivalMillis) {
    expected.put(new Raised(AlertWorkload.rule(rule), host, timeMillis), arrivalMillis);
  }

  /** Watches until {@link #stop}. */
  @Override
  public void run() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, Topics.PARTITIONS)
              .mapToObj(number -> new TopicPartition(Topics.ALERTS, number))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!stopped.get()) {
        consumer.poll(POLL).forEach(this::see);
      }
    }
  }

  private void see(ConsumerRecord<byte[], byte[]> message) {
    Alert alert = AlertCodec.decode(message.value());
    if (alert.status() == AlertStatus.FIRING) {
      told.merge(
          new Raised(
              alert.rule(),
              alert.labels().getOrDefault(AlertWorkload.HOST, ""),
              TimeUnit.NANOSECONDS.toMillis(alert.timeUnixNano())),
          new Told(message.timestamp(), alert.version(), 1),
          (first, again) -> new Told(first.atMillis(), first.version(), first.times() + 1));
    }
  }

  void stop() {
    stopped.set(true);
  }

  /** How many alerts have begun to fire. */
  long seen() {
    return told.size();
  }

  /** How many were to begin and have not. */
  long missing() {
    return expected.keySet().stream().filter(one -> !told.containsKey(one)).count();
  }

  /** The same, of rules that are no sequences. */
  long missingThresholds() {
    return expected.keySet().stream()
        .filter(one -> !sequence(one) && !told.containsKey(one))
        .count();
  }

  /** How many began that were not to. */
  long surplus() {
    return told.keySet().stream().filter(one -> !expected.containsKey(one)).count();
  }

  /** How many were told more than once, by one version of their rule or by two. */
  long doubled() {
    return told.values().stream().filter(one -> one.times() > 1).count();
  }

  /** Whether a rule is a sequence. */
  private static boolean sequence(Raised raised) {
    String rule = raised.rule();
    return AlertWorkload.sequence(Integer.parseInt(rule.substring(rule.lastIndexOf('_') + 1)));
  }

  /** How long each alert took whose signal came at a time or later, in the order of the alerts. */
  List<Latency> latencies(long fromMillis) {
    List<Latency> all = new ArrayList<>();
    expected.forEach(
        (raised, arrived) -> {
          Told alert = told.get(raised);
          if (alert != null && arrived >= fromMillis) {
            all.add(new Latency(sequence(raised), alert.atMillis(), alert.atMillis() - arrived));
          }
        });
    all.sort(Comparator.comparingLong(Latency::atMillis));
    return all;
  }

  /** When the first alert came that a version of a rule raised; empty where none has. */
  OptionalLong first(String rule, long version) {
    Predicate<Map.Entry<Raised, Told>> fits =
        entry -> entry.getKey().rule().equals(rule) && entry.getValue().version() >= version;
    return told.entrySet().stream()
        .filter(fits)
        .mapToLong(entry -> entry.getValue().atMillis())
        .min();
  }
}
