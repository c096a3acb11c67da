package io.watchlake.app.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.WatchlakeCommand;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.stack.SupervisorFile;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.connectors.kafka.client.TopicReader;
import io.watchlake.connectors.kafka.client.TopicWriter;
import io.watchlake.connectors.signal.codec.AnomalyCodec;
import io.watchlake.connectors.signal.codec.FeedbackCodec;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.anomaly.FalsePositive;
import io.watchlake.model.anomaly.Statistic;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.testkit.KafkaBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code watchlake anomalies} as it is typed, against a real broker. */
final class AnomaliesCommandTest {

  private static final Anomaly CART = anomaly("cart", 60);
  private static final Anomaly SHOP = anomaly("shop", 120);

  @TempDir private Path home;
  @TempDir private Path kafka;

  private record Said(int exitCode, String out, String err) {}

  @Test
  void whatWasFoundIsShownOnceAndCanBeSaidToBeNone() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(kafka)) {
      try (TopicAdmin admin = TopicAdmin.connect(broker.bootstrapServers())) {
        admin.createMissing(Timeline.LIVE, (short) 1);
      }
      SupervisorFile.write(home, broker.bootstrapServers());
      Properties settings = new Properties();
      settings.setProperty("bootstrap.servers", broker.bootstrapServers());
      assertThat(run("list")).isEqualTo(new Said(ExitCode.OK, "", ""));
      try (TopicWriter writer = new TopicWriter(settings)) {
        for (Anomaly anomaly : List.of(SHOP, CART, SHOP)) {
          writer.put(Topics.ANOMALIES, AnomalyCodec.key(anomaly), AnomalyCodec.encode(anomaly));
        }
        writer.put(Topics.ANOMALIES, new byte[0], "rubbish".getBytes(StandardCharsets.UTF_8));
      }

      assertThat(run("list").out().lines())
          .containsExactly(
              "1970-01-01T00:02:00Z  cart  latency{host=a}  score 1.00  confidence 0.50  it is odd",
              "    " + CART.id(),
              "1970-01-01T00:03:00Z  shop  latency{host=a}  score 1.00  confidence 0.50  it is odd",
              "    " + SHOP.id());
      assertThat(run("list", "--service", "shop", "--format", "json").out().strip())
          .isEqualTo(new String(AnomalyCodec.encode(SHOP), StandardCharsets.UTF_8));

      assertThat(run("false-positive", "--by", "ada", SHOP.id()))
          .isEqualTo(new Said(ExitCode.OK, "", ""));
      Said unknown = run("false-positive", CART.id(), "live/none");
      assertThat(unknown.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(unknown.err()).contains("no anomaly of the last days has the id 'live/none'");

      List<FalsePositive> said = new ArrayList<>();
      try (TopicReader reader = new TopicReader(settings)) {
        reader.fromBeginning(reader.partitions(Topics.FEEDBACK));
        reader.toEnd(message -> said.add(FeedbackCodec.decode(message.value()).orElseThrow()));
      }
      assertThat(said)
          .as("all of what is said, or nothing")
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.anomaly()).isEqualTo(SHOP.id());
                assertThat(one.by()).isEqualTo("ada");
                assertThat(one.strength()).as("as it was before it was halved").isEqualTo(6);
              });
    }
  }

  @Test
  void withoutAStackItSaysHowToStartOne() {
    for (Said said : List.of(run("list"), run("false-positive", "x"))) {
      assertThat(said.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(said.err())
          .contains("no stack runs in " + home + ": start it with ./watchlake up");
    }
    assertThat(run("list", "--format", "csv").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
  }

  private static Anomaly anomaly(String service, long second) {
    return new Anomaly(
        "live",
        "00000000000000ff",
        "latency",
        "s",
        service,
        Map.of("host", "a"),
        Resolution.MINUTE,
        second * 1_000_000_000L,
        0,
        Statistic.MEAN,
        5,
        1,
        0.5,
        1.5,
        2,
        1,
        "range",
        1,
        0,
        "it is odd",
        "series-1-full");
  }

  private Said run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = WatchlakeCommand.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("anomalies"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--home", home.toString()));
    int exitCode = command.execute(all.toArray(String[]::new));
    return new Said(exitCode, out.toString(), err.toString());
  }
}
