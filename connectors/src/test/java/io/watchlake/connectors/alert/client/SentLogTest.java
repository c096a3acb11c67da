package io.watchlake.connectors.alert.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.alert.codec.SentCodec.Outcome;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.model.Timeline;
import io.watchlake.testkit.KafkaBroker;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written to the log is known to whoever opens it next. */
class SentLogTest {

  @TempDir Path folder;

  @Test
  void whatWasToldIsKnownByNotificationChannelAndTarget() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder)) {
      try (TopicAdmin admin = TopicAdmin.connect(broker.bootstrapServers())) {
        admin.createMissing(Timeline.LIVE, (short) 1);
      }
      try (SentLog log = open(broker)) {
        assertThat(log.contains("n1", "slack", "#ops")).isFalse();
        log.put("n1", "slack", "#ops", Outcome.SENT);
        log.put("n2", "email", "", Outcome.DEAD);
        assertThat(log.contains("n1", "slack", "#ops")).isTrue();
      }
      broker.kill();
      broker.start();
      try (SentLog log = open(broker)) {
        assertThat(log.contains("n1", "slack", "#ops")).isTrue();
        assertThat(log.contains("n2", "email", "")).isTrue();
        assertThat(log.contains("n1", "slack", "#dev")).as("another target").isFalse();
        assertThat(log.contains("n1", "email", "")).as("another channel").isFalse();
      }
    }
  }

  private static SentLog open(KafkaBroker broker) throws Exception {
    return SentLog.open(broker.bootstrapServers(), InstantSource.system());
  }
}
