package io.watchlake.app.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchlake.app.WatchlakeCommand;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.json.Json;
import io.watchlake.app.stack.SupervisorFile;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.connectors.signal.client.SubscriptionClient;
import io.watchlake.model.Timeline;
import io.watchlake.model.signal.Comparison;
import io.watchlake.model.signal.RecordSubscription;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalPattern;
import io.watchlake.testkit.KafkaBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code watchlake subscriptions} as it is typed, against a real broker. */
final class SubscriptionsCommandTest {

  private static final String SHOP = "cpu_usage{service=\"shop\"}";

  @TempDir private Path home;
  @TempDir private Path kafka;

  private record Said(int exitCode, String out, String err) {}

  @Test
  void whatIsAddedIsShownUntilItIsRemoved() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(kafka)) {
      try (TopicAdmin admin = TopicAdmin.connect(broker.bootstrapServers())) {
        admin.createMissing(Timeline.LIVE, (short) 1);
      }
      SupervisorFile.write(home, broker.bootstrapServers());

      assertThat(run()).isEqualTo(new Said(ExitCode.OK, "", ""));
      assertThat(run("add", "rule-2", SHOP, "--resolution", "10s"))
          .isEqualTo(new Said(ExitCode.OK, "", ""));
      assertThat(run("add", "rule-1", "queue_of_all").exitCode()).isEqualTo(ExitCode.OK);
      assertThat(run("add", "rule-3", "queue").exitCode()).isEqualTo(ExitCode.OK);
      assertThat(run("add", "rule-1", "queue").exitCode()).isEqualTo(ExitCode.OK);
      assertThat(run("remove", "rule-3").exitCode()).isEqualTo(ExitCode.OK);
      assertThat(run("remove", "never-there").exitCode()).isEqualTo(ExitCode.OK);
      try (SubscriptionClient client = new SubscriptionClient(broker.bootstrapServers())) {
        client.put(
            new RecordSubscription(
                "rule-4",
                new SignalPattern(SignalKind.LOG, null, List.of(), Comparison.parse(">= 17")),
                List.of("service"),
                "test"));
      }

      assertThat(run().out().lines())
          .containsExactly(
              "rule-1  1m  queue  (watchlake subscriptions)",
              "rule-2  10s  " + SHOP + "  (watchlake subscriptions)",
              "rule-4  log  >= 17.0  (test)");
      JsonNode json = Json.mapper().readTree(run("--format", "json").out());
      assertThat(json).hasSize(3);
      assertThat(json.get(1).toString())
          .isEqualTo(
              Json.mapper()
                  .createObjectNode()
                  .put("id", "rule-2")
                  .put("series", SHOP)
                  .put("resolution", "10s")
                  .put("owner", "watchlake subscriptions")
                  .toString());
      assertThat(json.get(2).toString())
          .isEqualTo(
              "{\"id\":\"rule-4\",\"records\":\"log  >= 17.0\",\"by\":[\"service\"],"
                  + "\"owner\":\"test\"}");
    }
  }

  @Test
  void whatCannotBeAskedForIsBadInputAndSaysWhy() throws Exception {
    assertBadInput("the series, ", "add", "a", "cpu_usage{");
    assertBadInput("'no id' is not an id", "add", "no id", "cpu_usage");
    assertBadInput("'no id' is not an id", "remove", "no id");
    assertBadInput("windows of an hour are no signals", "add", "a", "x", "--resolution", "1h");
    assertBadInput("--format is table or json, not 'csv'", "--format", "csv");
  }

  @Test
  void withoutAStackItSaysHowToStartOne() {
    for (Said said : List.of(run(), run("add", "a", "x"), run("remove", "a"))) {
      assertThat(said.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(said.err())
          .contains("no stack runs in " + home + ": start it with ./watchlake up");
    }
  }

  private void assertBadInput(String why, String... arguments) {
    Said said = run(arguments);
    assertThat(said.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.err()).contains(why);
    assertThat(said.out()).isEmpty();
  }

  private Said run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = WatchlakeCommand.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("subscriptions"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--home", home.toString()));
    int exitCode = command.execute(all.toArray(String[]::new));
    return new Said(exitCode, out.toString(), err.toString());
  }
}
