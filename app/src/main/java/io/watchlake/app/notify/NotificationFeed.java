package io.watchlake.app.notify;

import io.watchlake.model.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic of notifications as one reader of the notifier sees it: from where it was done, or, the
 * first time, from so far back as notifications are still told. For one thread.
 *
 * <p>Each reader has a consumer group of its own, and there is one notifier: a second one that is
 * started takes the groups over, and the first ends with a {@link FencedInstanceIdException}.
 */
final class NotificationFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NotificationFeed.class);
  private static final String INSTANCE = "notifier";
  private static final Duration SESSION = Duration.ofSeconds(30);
  private static final Duration COMMIT_WITHIN = Duration.ofSeconds(5);

  /** Longer than any channel takes to answer: nothing else is done between two polls. */
  private static final Duration POLL_WITHIN = Duration.ofMinutes(30);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final InstantSource clock;
  private final Duration reach;
  private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
  private long committed = System.nanoTime();

  /**
   * @param reader its name
   * @param reach how far back it begins the first time
   * @param revoked is told which partitions others read from now on
   */
  NotificationFeed(
      String bootstrapServers,
      String reader,
      Duration reach,
      InstantSource clock,
      Consumer<TopicPartition> revoked) {
    this.clock = clock;
    this.reach = reach;
    Properties settings = new Properties();
    settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.setProperty(ConsumerConfig.GROUP_ID_CONFIG, group(reader));
    settings.setProperty(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, INSTANCE);
    settings.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    settings.setProperty(
        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Long.toString(SESSION.toMillis()));
    settings.setProperty(
        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Long.toString(POLL_WITHIN.toMillis()));
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(Topics.NOTIFICATIONS), new Listener(revoked));
  }

  /** The consumer group of a reader. */
  static String group(String reader) {
    return "watchlake-notifier-" + reader;
  }

  private final class Listener implements ConsumerRebalanceListener {

    private final Consumer<TopicPartition> revoked;

    Listener(Consumer<TopicPartition> revoked) {
      this.revoked = revoked;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      for (TopicPartition partition : partitions) {
        done.remove(partition);
        revoked.accept(partition);
      }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      begin(partitions);
    }
  }

  /** Goes to where a reader begins that has not been here before. */
  private void begin(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(new HashSet<>(partitions));
    Instant from = clock.instant().minus(reach);
    Map<TopicPartition, Long> times = new HashMap<>();
    for (TopicPartition partition : partitions) {
      if (known.get(partition) == null) {
        times.put(partition, from.toEpochMilli());
      }
    }
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    for (TopicPartition partition : times.keySet()) {
      OffsetAndTimestamp at = found.get(partition);
      if (at != null) {
        consumer.seek(partition, at.offset());
      } else {
        consumer.seekToEnd(Set.of(partition));
      }
      // From now on it is known where it began, whatever comes before the first is done.
      done.put(partition, new OffsetAndMetadata(consumer.position(partition)));
    }
  }

  /**
   * What has come.
   *
   * @param more whether more than there is already can be held
   */
  ConsumerRecords<byte[], byte[]> next(Duration wait, boolean more) {
    if (more) {
      consumer.resume(consumer.paused());
    } else {
      consumer.pause(consumer.assignment());
    }
    return consumer.poll(wait);
  }

  /** Everything of a partition up to and with this message is done. */
  void done(TopicPartition partition, long offset) {
    done.put(partition, new OffsetAndMetadata(offset + 1));
  }

  /** The same of a message. */
  void done(ConsumerRecord<byte[], byte[]> message) {
    done(new TopicPartition(message.topic(), message.partition()), message.offset());
  }

  /** Has Kafka know what is done, if that is long ago. A failure costs a look into the log. */
  void commit(Duration every) {
    if (!done.isEmpty() && System.nanoTime() - committed > every.toNanos()) {
      consumer.commitAsync(
          Map.copyOf(done),
          (offsets, failure) -> {
            if (failure != null) {
              LOG.warn("Kafka did not take how far notifications are read", failure);
            }
          });
      done.clear();
      committed = System.nanoTime();
    }
  }

  @Override
  public void close() {
    try {
      if (!done.isEmpty()) {
        consumer.commitSync(Map.copyOf(done), COMMIT_WITHIN);
      }
    } catch (KafkaException e) {
      LOG.warn("Kafka did not take how far notifications are read", e);
    } finally {
      consumer.close(COMMIT_WITHIN);
    }
  }
}
