package io.watchlake.app.stack;

import io.watchlake.app.config.Configuration;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.model.Timeline;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics of a timeline in the stack's Kafka. */
final class StackTopics {

  private static final Logger LOG = LoggerFactory.getLogger(StackTopics.class);
  private static final short REPLICATION_EMBEDDED = 1;

  /** Of a Kafka of the user's own, its default for new topics. */
  private static final short REPLICATION_OF_BROKER = -1;

  private final StackSettings settings;

  StackTopics(StackSettings settings) {
    this.settings = settings;
  }

  /** Makes those that are missing. */
  void ensure(Timeline timeline) {
    Configuration.Retention retention = settings.configuration().retention();
    try (TopicAdmin admin = TopicAdmin.connect(settings.kafkaBootstrap())) {
      Set<String> made =
          admin.createMissing(
              timeline,
              settings.embeddedKafka() ? REPLICATION_EMBEDDED : REPLICATION_OF_BROKER,
              new TopicAdmin.Retention(retention.topics(), retention.deadLetters().keep()));
      if (!made.isEmpty()) {
        LOG.info("made the topics {}", made);
      }
    }
  }
}
