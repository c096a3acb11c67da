package io.watchlake.app.ingest;

import io.watchlake.connectors.otlp.codec.OtlpSplitter;
import io.watchlake.model.Topics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the parts of a request to Kafka and judges what became of them. */
final class KafkaPublisher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaPublisher.class);

  /** Room beside the value for key, headers and the batch around them. */
  static final int MESSAGE_OVERHEAD_BYTES = 64 * 1024;

  private static final int REQUEST_TIMEOUT_MILLIS = 15_000;

  private final Producer<byte[], byte[]> producer;
  private final Admin admin;
  private final TopicDirectory topics;

  KafkaPublisher(IngestOptions options) {
    int patience = Math.toIntExact(options.deliveryTimeout().toMillis());
    int requestTimeout = Math.min(REQUEST_TIMEOUT_MILLIS, patience / 2);
    producer =
        new KafkaProducer<>(
            Map.ofEntries(
                Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, options.kafka()),
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "watchlake-ingest"),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd"),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, 5),
                Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024),
                Map.entry(
                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                    Topics.MAX_MESSAGE_BYTES + MESSAGE_OVERHEAD_BYTES),
                // Above what can be in flight, so that sending never waits for memory.
                Map.entry(
                    ProducerConfig.BUFFER_MEMORY_CONFIG,
                    2 * options.maxInFlightBytes() + 32L * 1024 * 1024),
                Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, requestTimeout),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                options.kafka(),
                AdminClientConfig.CLIENT_ID_CONFIG,
                "watchlake-ingest",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                requestTimeout,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                patience));
    topics = new TopicDirectory(admin);
  }

  TopicDirectory topics() {
    return topics;
  }

  /**
   * Sends {@code parts} to {@code topic} in their order and answers when the last one is decided.
   * May wait for Kafka's metadata: not for an event loop.
   *
   * @return what was taken; fails with a {@link RefusedException} when nothing was, or nothing that
   *     Kafka acknowledged
   */
  CompletableFuture<Accepted> publish(String topic, List<OtlpSplitter.Part> parts) {
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>(parts.size());
    for (OtlpSplitter.Part part : parts) {
      outcomes.add(send(topic, part));
    }
    return CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
        .thenApply(all -> judge(outcomes.stream().map(CompletableFuture::join).toList()));
  }

  private CompletableFuture<Outcome> send(String topic, OtlpSplitter.Part part) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Thread caller = Thread.currentThread();
    try {
      // The callback tells the same, and on which thread.
      var unused =
          producer.send(
              new ProducerRecord<>(topic, part.partition(), null, part.request()),
              (metadata, failure) ->
                  outcome.complete(
                      failure == null
                          ? new Outcome(part, Fate.TAKEN, metadata, null)
                          // What fails on the caller's own thread never reached the producer's
                          // queue.
                          : Outcome.failed(part, failure, Thread.currentThread() == caller)));
    } catch (KafkaException | IllegalStateException e) {
      outcome.complete(Outcome.failed(part, e, true));
    }
    return outcome;
  }

  /**
   * One answer for all parts of a request.
   *
   * <p>When some parts are in Kafka and others are not, "send again" would double the first and
   * "refused" would deny them. OTLP's partial success says what is true and stops the sender from
   * repeating: the missing records are counted as rejected, by the sender too. A part whose outcome
   * is unknown counts as rejected then; it may turn up nevertheless.
   */
  private static Accepted judge(List<Outcome> outcomes) {
    long records = 0;
    long bytes = 0;
    long rejected = 0;
    long tooLarge = 0;
    Fate worst = Fate.TAKEN;
    List<RecordMetadata> taken = new ArrayList<>();
    List<OtlpSplitter.Part> parts = new ArrayList<>();
    @Nullable Exception failure = null;
    for (Outcome outcome : outcomes) {
      OtlpSplitter.Part part = outcome.part();
      if (outcome.metadata() != null) {
        taken.add(outcome.metadata());
        parts.add(part);
        records += part.records();
        bytes += part.request().length;
        continue;
      }
      rejected += part.records();
      failure = outcome.failure();
      if (outcome.fate() == Fate.TOO_LARGE) {
        tooLarge += part.records();
      } else if (worst != Fate.UNKNOWN) {
        worst = outcome.fate();
      }
    }
    if (worst != Fate.TAKEN) {
      LOG.warn("Kafka did not take {} records: {}", rejected, String.valueOf(failure));
      if (taken.isEmpty()) {
        throw worst == Fate.UNKNOWN
            ? new RefusedException(
                Refusal.OUTCOME_UNKNOWN,
                "Kafka did not acknowledge in time; the records may have been taken or not")
            : new RefusedException(
                Refusal.KAFKA_UNAVAILABLE,
                "Kafka takes nothing; nothing was taken, send again later");
      }
    }
    return new Accepted(
        records,
        bytes,
        rejected,
        message(rejected, tooLarge),
        rejected > tooLarge,
        parts,
        ranges(taken));
  }

  private static String message(long rejected, long tooLarge) {
    if (rejected == 0) {
      return "";
    }
    StringBuilder message = new StringBuilder();
    if (tooLarge > 0) {
      message.append(tooLarge).append(" larger than a Kafka message may be");
    }
    if (rejected > tooLarge) {
      message.append(message.isEmpty() ? "" : "; ");
      message
          .append(rejected - tooLarge)
          .append(" not acknowledged by Kafka in time, after others of the request were");
    }
    return message.toString();
  }

  private static List<OffsetRange> ranges(List<RecordMetadata> taken) {
    taken.sort(
        Comparator.comparingInt(RecordMetadata::partition)
            .thenComparingLong(RecordMetadata::offset));
    List<OffsetRange> ranges = new ArrayList<>();
    for (RecordMetadata message : taken) {
      int end = ranges.size() - 1;
      OffsetRange last = end < 0 ? null : ranges.get(end);
      if (last != null
          && last.partition() == message.partition()
          && last.last() + 1 == message.offset()) {
        ranges.set(
            end, new OffsetRange(last.topic(), last.partition(), last.first(), message.offset()));
      } else {
        ranges.add(
            new OffsetRange(
                message.topic(), message.partition(), message.offset(), message.offset()));
      }
    }
    return ranges;
  }

  /** Waits for what is under way, within the delivery timeout. */
  @Override
  public void close() {
    producer.close();
    admin.close();
  }

  private enum Fate {
    TAKEN,
    TOO_LARGE,
    /** Surely not in Kafka. */
    NOT_TAKEN,
    UNKNOWN
  }

  private record Outcome(
      OtlpSplitter.Part part,
      Fate fate,
      @Nullable RecordMetadata metadata,
      @Nullable Exception failure) {

    static Outcome failed(OtlpSplitter.Part part, Exception failure, boolean beforeSending) {
      Fate fate =
          failure instanceof RecordTooLargeException
              ? Fate.TOO_LARGE
              : beforeSending ? Fate.NOT_TAKEN : Fate.UNKNOWN;
      return new Outcome(part, fate, null, failure);
    }
  }
}
