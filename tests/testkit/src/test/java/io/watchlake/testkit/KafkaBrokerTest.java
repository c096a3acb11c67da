package io.watchlake.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
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

  private static void connect(KafkaBroker broker) throws IOException {
    String[] address = broker.bootstrapServers().split(":");
    new Socket(address[0], Integer.parseInt(address[1])).close();
  }
}
