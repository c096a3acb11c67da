package io.watchlake.app.bench.load;

import io.watchlake.model.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a workload to Kafka as ingest does: zstd, acks=all, all messages of a host in one
 * partition.
 */
public final class KafkaFeed {

  private static final int THREADS = 2;

  /** Hears of each message that Kafka has acknowledged. */
  public interface Acknowledged {
    /**
     * Takes one.
     *
     * @param arrivalMillis when the broker got it, milliseconds since the epoch
     */
    void message(int partition, long offset, long arrivalMillis);
  }

  /** Says when a batch may be sent. */
  public interface Pacer {
    /** Waits until {@code batch} is due. */
    void await(SampleBatch batch) throws InterruptedException;
  }

  private final String bootstrapServers;
  private final MetricGenerator generator;
  private final Workload workload;
  private final AtomicLong rawBytes = new AtomicLong();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  public KafkaFeed(String bootstrapServers, Workload workload) {
    this.bootstrapServers = bootstrapServers;
    this.workload = workload;
    this.generator = new MetricGenerator(workload);
  }

  /** How many points have been handed to Kafka's producer. */
  public long pointsSent() {
    return generator.pointsSent();
  }

  /** How many different series have been sent. */
  public long seriesSent() {
    return generator.seriesSent();
  }

  /** How many bytes the messages have, before compression. */
  public long rawBytes() {
    return rawBytes.get();
  }

  /**
   * Sends everything; returns when Kafka has it.
   *
   * @throws IllegalStateException if Kafka did not take a message
   */
  public void run(Pacer pacer, Acknowledged acknowledged) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Void>> shares = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int share = i;
        shares.add(
            () -> {
              send(share, pacer, acknowledged);
              return null;
            });
      }
      for (Future<Void> share : threads.invokeAll(shares)) {
        share.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the points could not be sent: " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void send(int share, Pacer pacer, Acknowledged acknowledged) throws InterruptedException {
    OtlpEncoder encoder = new OtlpEncoder(workload);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
      generator.run(
          share,
          THREADS,
          batch -> {
            pacer.await(batch);
            byte[] message = encoder.encode(batch);
            rawBytes.addAndGet(message.length);
            Exception failed = failure.get();
            if (failed != null) {
              throw new IllegalStateException(failed);
            }
            var unused =
                producer.send(
                    new ProducerRecord<>(
                        Topics.OTLP_METRICS, batch.group() % Topics.PARTITIONS, null, message),
                    (metadata, problem) -> {
                      if (problem != null) {
                        failure.compareAndSet(null, problem);
                      } else {
                        acknowledged.message(
                            metadata.partition(), metadata.offset(), metadata.timestamp());
                      }
                    });
          });
      producer.flush();
    }
    Exception failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException(failed);
    }
  }

  private Map<String, Object> settings() {
    return Map.of(
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
        64L << 20,
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        Topics.MAX_MESSAGE_BYTES);
  }
}
