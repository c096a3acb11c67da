package io.watchlake.connectors.alert.client;

import io.watchlake.connectors.alert.codec.SentCodec;
import io.watchlake.connectors.alert.codec.SentCodec.Outcome;
import io.watchlake.connectors.kafka.client.TopicReader;
import io.watchlake.connectors.kafka.client.TopicWriter;
import io.watchlake.model.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * What became of each notification on each channel: asked before it is sent, written after. What is
 * written is there before the call returns, on every replica of the topic that is in sync. Safe for
 * use by several threads.
 */
public final class SentLog implements AutoCloseable {

  /** More than can have been told since any channel's offsets were committed. */
  private static final int REMEMBERED = 200_000;

  private final TopicWriter writer;
  private final InstantSource clock;
  private final Set<String> known;

  private SentLog(TopicWriter writer, InstantSource clock, Set<String> known) {
    this.writer = writer;
    this.clock = clock;
    this.known = known;
  }

  /**
   * Reads the log to its end.
   *
   * @param bootstrapServers {@code host:port,…}
   * @throws IOException if Kafka does not give all of it
   */
  public static SentLog open(String bootstrapServers, InstantSource clock) throws IOException {
    Properties settings = new Properties();
    settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    Set<String> known = newest();
    try (TopicReader reader = new TopicReader(settings)) {
      reader.fromBeginning(List.of(new TopicPartition(Topics.SENT_LOG, 0)));
      reader.toEnd(
          message -> {
            if (message.key() != null) {
              String name = new String(message.key(), StandardCharsets.UTF_8);
              if (SentCodec.isEntry(message.value())) {
                known.add(name);
              } else {
                known.remove(name);
              }
            }
          });
    } catch (TimeoutException | KafkaException e) {
      throw new IOException("the log of what was sent could not be read: " + e.getMessage(), e);
    }
    return new SentLog(new TopicWriter(settings), clock, known);
  }

  /** A set of the newest names; safe for use by several threads. */
  private static Set<String> newest() {
    return Collections.synchronizedSet(
        Collections.newSetFromMap(
            new LinkedHashMap<>() {
              private static final long serialVersionUID = 1L;

              @Override
              protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > REMEMBERED;
              }
            }));
  }

  /** Whether it is known what became of a notification: it needs no sending. */
  public boolean contains(String notification, String channel, String target) {
    return known.contains(SentCodec.name(notification, channel, target));
  }

  /**
   * Writes what became of a notification.
   *
   * @throws IOException if Kafka does not take it; then it is to be written again before anything
   *     else is sent
   */
  public void put(String notification, String channel, String target, Outcome outcome)
      throws IOException, InterruptedException {
    long now = TimeUnit.MILLISECONDS.toNanos(clock.millis());
    writer.put(
        Topics.SENT_LOG,
        SentCodec.key(notification, channel, target),
        SentCodec.encode(outcome, now));
    known.add(SentCodec.name(notification, channel, target));
  }

  @Override
  public void close() {
    writer.close();
  }
}
