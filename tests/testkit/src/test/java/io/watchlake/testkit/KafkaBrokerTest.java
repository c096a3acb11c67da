package io.watchlake.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KafkaBrokerTest {

  @Test
  void serves_stops_and_starts_again_on_the_same_port(@TempDir Path directory) {
    try (KafkaBroker broker = KafkaBroker.start(directory)) {
      assertThatCode(() -> connect(broker)).doesNotThrowAnyException();
      broker.stop();
      assertThatThrownBy(() -> connect(broker)).isInstanceOf(IOException.class);
      broker.start();
      assertThatCode(() -> connect(broker)).doesNotThrowAnyException();
    }
  }

  /** One id in 64 does, and Kafka's tool would take it for an option. */
  @Test
  void starts_under_a_cluster_id_that_begins_with_a_dash(@TempDir Path directory) {
    try (KafkaBroker broker = KafkaBroker.start(directory, Map.of(), "-bcdefghijklmnopqrstuv")) {
      assertThatCode(() -> connect(broker)).doesNotThrowAnyException();
    }
  }

  private static void connect(KafkaBroker broker) throws IOException {
    String[] address = broker.bootstrapServers().split(":");
    new Socket(address[0], Integer.parseInt(address[1])).close();
  }
}
