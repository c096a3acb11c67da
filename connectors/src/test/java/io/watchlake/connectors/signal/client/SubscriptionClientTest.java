package io.watchlake.connectors.signal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.model.Timeline;
import io.watchlake.model.formula.FormulaException;
import io.watchlake.model.formula.FormulaParser;
import io.watchlake.model.signal.SeriesSubscription;
import io.watchlake.model.signal.Subscription;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.testkit.KafkaBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker. */
class SubscriptionClientTest {

  @Test
  void whatIsAskedForIsThereUntilItIsEnded(@TempDir Path folder) throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder)) {
      try (TopicAdmin admin = TopicAdmin.connect(broker.bootstrapServers())) {
        admin.createMissing(Timeline.LIVE, (short) 1);
        assertThat(admin.createMissing(new Timeline("history"), (short) 1))
            .as("one topic for all timelines")
            .noneMatch(topic -> topic.startsWith("subscriptions"));
      }
      try (SubscriptionClient client = new SubscriptionClient(broker.bootstrapServers())) {
        assertThat(client.all()).isEmpty();
        client.put(subscription("b", "x"));
        client.put(subscription("a", "x"));
        client.put(subscription("a", "y{l=\"v\"}"));
        client.put(subscription("c", "z"));
        client.remove("c");
        client.remove("never-there");
        assertThat(client.all())
            .containsExactly(subscription("a", "y{l=\"v\"}"), subscription("b", "x"));
        assertThatThrownBy(() -> client.remove("no id"))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  private static Subscription subscription(String id, String series) throws FormulaException {
    return new SeriesSubscription(
        id, FormulaParser.selector(series), Resolution.TEN_SECONDS, "test");
  }
}
