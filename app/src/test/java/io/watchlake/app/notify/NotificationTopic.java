package io.watchlake.app.notify;

import io.watchlake.connectors.alert.codec.NotificationCodec;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.connectors.kafka.client.TopicReader;
import io.watchlake.connectors.kafka.client.TopicWriter;
import io.watchlake.connectors.kafka.codec.DeadLetterCodec;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.model.alert.Notification;
import io.watchlake.testkit.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A real broker with Watchlake's topics, and the ends of them that tests hold. */
final class NotificationTopic implements AutoCloseable {

  private final KafkaBroker broker;
  private final Properties settings = new Properties();
  private final TopicWriter writer;

  private NotificationTopic(KafkaBroker broker) {
    this.broker = broker;
    settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
    this.writer = new TopicWriter(settings);
  }

  static NotificationTopic start(Path folder) {
    KafkaBroker broker = KafkaBroker.start(folder);
    try (TopicAdmin admin = TopicAdmin.connect(broker.bootstrapServers())) {
      admin.createMissing(Timeline.LIVE, (short) 1);
    }
    return new NotificationTopic(broker);
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  KafkaBroker broker() {
    return broker;
  }

  void put(Notification notification) throws Exception {
    writer.put(
        Topics.NOTIFICATIONS,
        NotificationCodec.key(notification),
        NotificationCodec.encode(notification));
  }

  void putNonsense() throws Exception {
    writer.put(
        Topics.NOTIFICATIONS,
        "x".getBytes(StandardCharsets.UTF_8),
        "nonsense".getBytes(StandardCharsets.UTF_8));
  }

  /** The dead letters so far whose detail speaks of something. */
  List<DeadLetter> deadLetters(String about) {
    List<DeadLetter> letters = new ArrayList<>();
    try (TopicReader reader = new TopicReader(settings)) {
      reader.fromBeginning(reader.partitions(Topics.DEAD_LETTERS));
      reader.toEnd(message -> letters.add(letter(message)));
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
    return letters.stream().filter(letter -> letter.detail().contains(about)).toList();
  }

  private static DeadLetter letter(ConsumerRecord<byte[], byte[]> message) {
    Map<String, byte[]> headers = new HashMap<>();
    message.headers().forEach(header -> headers.put(header.key(), header.value()));
    return DeadLetterCodec.decode(headers, message.value());
  }

  @Override
  public void close() {
    writer.close();
    broker.close();
  }
}
