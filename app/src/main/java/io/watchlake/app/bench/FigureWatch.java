package io.watchlake.app.bench;

import io.watchlake.connectors.delivery.codec.FigureCodec;
import io.watchlake.model.Topics;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.PeriodKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Notes when the topic of figures counts the deployments that were sent. */
final class FigureWatch implements Runnable {

  private static final Duration POLL = Duration.ofMillis(20);
  private static final double NANOS = 1e9;

  private final String kafka;

  /** By service: when its nth deployment was acknowledged. */
  private final Map<String, NavigableMap<Long, Long>> unseen = new ConcurrentHashMap<>();

  private final ConcurrentLinkedQueue<Double> delays = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean stopped = new AtomicBoolean();

  FigureWatch(String kafka) {
    this.kafka = kafka;
  }

  /** A service's deployment of this number, from 1, is in Kafka now. */
  void sent(String service, long number) {
    unseen
        .computeIfAbsent(service, name -> new ConcurrentSkipListMap<>())
        .put(number, System.nanoTime());
  }

  /** How many are in no figure yet. */
  long waiting() {
    return unseen.values().stream().mapToLong(Map::size).sum();
  }

  /** Watches until {@link #stop}. */
  @Override
  public void run() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, Topics.PARTITIONS)
              .mapToObj(number -> new TopicPartition(Topics.DELIVERY_FIGURES, number))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!stopped.get()) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          see(read(message.value()));
        }
      }
    }
  }

  void stop() {
    stopped.set(true);
  }

  private static Figure read(byte[] message) {
    try {
      return FigureCodec.decode(message);
    } catch (IOException e) {
      throw new IllegalStateException("a figure that cannot be read", e);
    }
  }

  private void see(Figure figure) {
    NavigableMap<Long, Long> sent = unseen.get(figure.service());
    if (sent == null || figure.period() != PeriodKind.OVERALL || !figure.scope().isTotal()) {
      return;
    }
    long now = System.nanoTime();
    Map<Long, Long> seen = sent.headMap(figure.deployments(), true);
    seen.values().forEach(at -> delays.add((now - at) / NANOS));
    seen.clear();
  }

  /** Begins anew. */
  void forgetDelays() {
    delays.clear();
  }

  /** Every delay so far, in seconds. */
  List<Double> delays() {
    return new ArrayList<>(delays);
  }
}
