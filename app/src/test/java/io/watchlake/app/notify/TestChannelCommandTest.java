package io.watchlake.app.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A trial message, and what its sender is told. */
class TestChannelCommandTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();

  @Test
  void aChannelThatTakesItIsSaidTo() throws Exception {
    try (Ear ear = Ear.open()) {
      assertThat(run("hook: {type: webhook, url: \"" + ear.address() + "\"}", "hook")).isZero();
      assertThat(out.toString()).startsWith("hook: sent, notification " + ear.ids().get(0));
      assertThat(ear.heard().get(0).body()).contains("\"alertname\":\"WatchlakeTrial\"");
    }
  }

  @Test
  void aChannelThatDoesNotIsQuoted() throws Exception {
    try (Ear ear = Ear.answering(number -> new Ear.Answer(403, 0))) {
      assertThat(run("hook: {type: webhook, url: \"" + ear.address() + "\"}", "hook")).isOne();
      assertThat(out.toString())
          .startsWith("hook: not sent: localhost:" + ear.address().getPort() + " answered 403");
    }
  }

  @Test
  void aChannelThatLacksSomethingSaysWhat() throws Exception {
    assertThat(run("slack: {channels: [\"#ops\"]}", "slack")).isOne();
    assertThat(out.toString())
        .startsWith("slack: it is not said where its webhook's address is; say it in")
        .contains("notification_channels.slack.webhook_url_env");
  }

  private int run(String channels, String name) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("monitoring.yaml"), "notification_channels: {" + channels + "}\n");
    return new CommandLine(new TestChannelCommand())
        .setOut(new PrintWriter(out))
        .execute(name, "--config", file.toString());
  }
}
