package io.watchlake.app.bench.load;

import io.watchlake.connectors.signal.codec.SignalCodec;
import io.watchlake.model.Topics;
import io.watchlake.model.signal.Signal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends the signals of a workload to Kafka as the job {@code metrics} does. */
public final class SignalFeed implements AutoCloseable {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final AlertWorkload workload;
  private final List<String> subscriptions;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong extra = new AtomicLong();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /** Hears of each signal that raises an alert. */
  public interface Raising {

    /**
     * Kafka has it.
     *
     * @param rule the number of the rule that fires
     * @param timeMillis of the signal, which is that of the alert
     * @param arrivalMillis when the broker got it, milliseconds since the epoch
     */
    void arrived(int rule, String host, long timeMillis, long arrivalMillis);
  }

  /** Says when a signal may be sent, and of what time it is. */
  public interface Clock {

    /** Waits until the signal of this number is due; its time, milliseconds since the epoch. */
    long await(long number) throws InterruptedException;
  }

  /** A feed to a broker. */
  public SignalFeed(String bootstrapServers, AlertWorkload workload) {
    this.workload = workload;
    this.subscriptions = workload.subscriptions();
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "zstd",
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 * 1024,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                64L << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** How many signals have been handed to Kafka's producer. */
  public long sent() {
    return sent.get();
  }

  /**
   * Sends whole rounds of all keys; returns when Kafka has them.
   *
   * @throws IllegalStateException if Kafka did not take one
   */
  public void rounds(String name, long rounds, Clock clock, Raising raising)
      throws InterruptedException {
    long number = 0;
    for (long round = 0; round < rounds; round++) {
      for (int key = 0; key < workload.keys(); key++) {
        long millis = clock.await(number);
        int metric = workload.metricOf(key);
        send(
            name + '/' + number,
            metric,
            key,
            AlertWorkload.host(key),
            AlertWorkload.value(round, key),
            millis,
            workload.raises(round, key) ? raising : null);
        number++;
      }
    }
    flush();
  }

  /** Sends a bad value of a host that sends no other; the metric's rule is no sequence. */
  public void probe(int metric, Raising raising) {
    String host = "probe-" + extra.incrementAndGet();
    send("probe/" + host, metric, 0, host, AlertWorkload.BAD, System.currentTimeMillis(), raising);
    flush();
  }

  private void send(
      String id,
      int metric,
      int key,
      String host,
      double value,
      long millis,
      @Nullable Raising raising) {
    Exception failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("a signal could not be sent: " + failed, failed);
    }
    Signal signal =
        AlertWorkload.signal(
            id, metric, key, host, value, millis * NANOS_PER_MILLI, subscriptions.get(metric));
    // The callback tells the same.
    var unused =
        producer.send(
            new ProducerRecord<>(
                Topics.SIGNALS, SignalCodec.key(signal), SignalCodec.encode(signal)),
            (metadata, problem) -> {
              if (problem != null) {
                failure.compareAndSet(null, problem);
              } else if (raising != null) {
                raising.arrived(AlertWorkload.firing(metric), host, millis, metadata.timestamp());
              }
            });
    sent.incrementAndGet();
  }

  private void flush() {
    producer.flush();
    Exception failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("a signal could not be sent: " + failed, failed);
    }
  }

  /** A clock that waits for nothing: so many a second until {@code endMillis}. */
  public static Clock past(long endMillis, long count, int rate) {
    return number -> endMillis - (count - number) * 1_000 / rate;
  }

  /** A clock of so many a second from now on; a signal is of the time at which it is sent. */
  public static Clock steady(int rate) {
    long begun = System.nanoTime();
    return number -> {
      long due = begun + number * TimeUnit.SECONDS.toNanos(1) / rate;
      long wait = due - System.nanoTime();
      if (wait > NANOS_PER_MILLI) {
        TimeUnit.NANOSECONDS.sleep(wait);
      }
      return System.currentTimeMillis();
    };
  }

  @Override
  public void close() {
    producer.close();
  }
}
