package io.watchlake.jobs.run;

import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.jobs.graph.Graphs;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.model.Topics;
import io.watchlake.testkit.KafkaBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A life with a Kafka broker that holds a feed, and a lakehouse. A broker of its own knows no
 * committed offsets, so a job that does not begin at the first message has them from its savepoint.
 */
public abstract class KafkaLife implements SavepointContract.Life {

  private static final short ONE = 1;

  private final Feed feed;
  private final KafkaBroker broker;
  private final CatalogOptions catalog;

  /**
   * Starts a broker and sends the feed's messages.
   *
   * @param to one more than the last step that is sent
   */
  protected KafkaLife(Path home, Feed feed, int to) {
    this.feed = feed;
    catalog = Graphs.catalog(home);
    broker = KafkaBroker.start(home.resolve("kafka"));
    createMissingTopics();
    send(0, to);
  }

  /** Makes the topics that are not there. */
  public final void createMissingTopics() {
    try (TopicAdmin topics = TopicAdmin.connect(broker.bootstrapServers())) {
      topics.createMissing(Feed.TIMELINE, ONE);
    }
  }

  /** Sends the messages of a range of steps, to the partitions in turn. */
  protected final void send(int from, int to) {
    Map<String, Object> settings =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      int step = from;
      for (byte[] message : feed.messages(from, to)) {
        producer.send(new ProducerRecord<>(feed.topic(), step % Topics.PARTITIONS, null, message));
        step++;
      }
    }
  }

  /** Where the broker is. */
  public final String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** The arguments of a job that reads the feed and writes to the lakehouse. */
  protected String[] arguments(String... more) {
    List<String> all = new ArrayList<>(List.of("--timeline", Feed.TIMELINE.name()));
    all.addAll(List.of(more));
    return Graphs.arguments(broker.bootstrapServers(), catalog, all.toArray(String[]::new));
  }

  /** What the lakehouse holds. */
  public final LakeRows rows() {
    return new LakeRows(catalog);
  }

  @Override
  public void close() {
    broker.close();
  }
}
