package io.watchlake.app.notify;

import io.watchlake.connectors.kafka.client.TopicWriter;
import io.watchlake.connectors.kafka.codec.DeadLetterCodec;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.Origin;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Writes what could not be told to the topic of dead letters. For all threads. */
final class DeadLetterBox implements AutoCloseable {

  private final TopicWriter writer;

  DeadLetterBox(String bootstrapServers) {
    Properties settings = new Properties();
    settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    writer = new TopicWriter(settings);
  }

  /**
   * Writes a dead letter; returns when Kafka has it.
   *
   * @param origin the message of the topic of notifications, and which channel of its receiver's
   * @throws IOException if Kafka does not take it
   */
  void put(Origin origin, long arrivalMillis, Reason reason, String detail, byte[] message)
      throws IOException, InterruptedException {
    DeadLetter letter =
        new DeadLetter(
            origin,
            Timeline.LIVE.name(),
            arrivalMillis,
            reason,
            detail,
            message.length,
            sha256(message),
            Arrays.copyOf(message, Math.min(message.length, DeadLetter.MAX_BYTES)));
    writer.put(
        Topics.DEAD_LETTERS,
        DeadLetterCodec.key(letter),
        DeadLetterCodec.value(letter),
        DeadLetterCodec.headers(letter));
  }

  private static String sha256(byte[] message) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(message));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public void close() {
    writer.close();
  }
}
