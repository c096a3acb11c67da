package io.watchlake.connectors.kafka.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.testkit.KafkaBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link TopicWriter} wrote is read back from a real broker. */
class TopicReaderTest {

  @Test
  void allPartitionsAreReadToTheirEndOnce(@TempDir Path folder) throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder)) {
      try (TopicAdmin admin = TopicAdmin.connect(broker.bootstrapServers())) {
        admin.createMissing(Timeline.LIVE, (short) 1);
      }
      Properties settings = new Properties();
      settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
      try (TopicWriter writer = new TopicWriter(settings);
          TopicReader reader = new TopicReader(settings)) {
        assertThat(reader.exists(Topics.ALERTS)).isTrue();
        assertThat(reader.exists("no-such-topic")).isFalse();
        assertThat(reader.partitions(Topics.ALERTS)).hasSize(Topics.PARTITIONS);
        reader.fromBeginning(reader.partitions(Topics.ALERTS));
        assertThat(toEnd(reader)).isEmpty();

        List<String> written = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
          writer.put(Topics.ALERTS, ("key" + i).getBytes(UTF_8), ("value" + i).getBytes(UTF_8));
          written.add("value" + i);
        }
        assertThat(toEnd(reader)).containsExactlyInAnyOrderElementsOf(written);
        assertThat(toEnd(reader)).isEmpty();

        writer.put(Topics.ALERTS, "key7".getBytes(UTF_8), null);
        assertThat(toEnd(reader)).containsExactly("key7 forgotten");
      }
    }
  }

  private static List<String> toEnd(TopicReader reader) throws Exception {
    List<String> values = new ArrayList<>();
    reader.toEnd(
        message ->
            values.add(
                message.value() == null
                    ? new String(message.key(), UTF_8) + " forgotten"
                    : new String(message.value(), UTF_8)));
    return values;
  }
}
