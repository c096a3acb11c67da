package io.watchlake.app.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.WatchlakeCommand;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.json.Json;
import io.watchlake.app.stack.SupervisorFile;
import io.watchlake.connectors.alert.client.AcknowledgementTopic;
import io.watchlake.connectors.alert.codec.AlertCodec;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.connectors.kafka.client.TopicReader;
import io.watchlake.connectors.kafka.client.TopicWriter;
import io.watchlake.connectors.signal.codec.AnomalyCodec;
import io.watchlake.connectors.signal.codec.FeedbackCodec;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.model.alert.Acknowledgement;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.anomaly.Statistic;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.testkit.KafkaBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code watchlake alerts ack} and {@code list} as they are typed, against a real broker. */
final class AcknowledgeCommandTest {

  private static final Anomaly ANOMALY =
      new Anomaly(
          "live",
          "00000000000000ff",
          "latency",
          "s",
          "shop",
          Map.of(),
          Resolution.MINUTE,
          60_000_000_000L,
          0,
          Statistic.MEAN,
          5,
          1,
          0.5,
          1.5,
          2,
          1,
          "range",
          3,
          1,
          "it is odd",
          "test/1");
  private static final Alert CPU = alert("cpu", "shop", AlertStatus.FIRING, Map.of());
  private static final Alert ODD =
      alert("odd", "shop", AlertStatus.FIRING, Map.of("signal", "anomaly/" + ANOMALY.id()));
  private static final Alert OVER = alert("disk", "shop", AlertStatus.RESOLVED, Map.of());

  @TempDir private Path home;
  @TempDir private Path kafka;

  private record Said(int exitCode, String out, String err) {}

  private static Alert alert(
      String name, String service, AlertStatus status, Map<String, String> evidence) {
    return new Alert(
        "live",
        name,
        1,
        false,
        status,
        1_000_000_000L,
        1_000_000_000L,
        1,
        1,
        Map.of("alertname", name, "service", service),
        Map.of(),
        List.of(),
        evidence);
  }

  @Test
  void alertsThatFireAreAcknowledgedAndShownSo() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(kafka)) {
      Properties settings = started(broker);
      AcknowledgementTopic topic =
          new AcknowledgementTopic(broker.bootstrapServers(), new Properties());

      assertThat(run("list").out())
          .contains("  " + CPU.fingerprint() + "  FIRING  cpu  ")
          .doesNotContain("acknowledged");
      Said said =
          run("ack", CPU.fingerprint(), "--by", "eve", "--comment", "looking", "--for", "2h");
      assertThat(said)
          .isEqualTo(
              new Said(
                  ExitCode.OK,
                  CPU.fingerprint() + "  {alertname=cpu, service=shop}" + System.lineSeparator(),
                  ""));
      Acknowledgement kept = topic.all().get(CPU.fingerprint());
      assertThat(kept.by()).isEqualTo("eve");
      assertThat(kept.endsAtUnixNano() - kept.atUnixNano()).isEqualTo(TimeUnit.HOURS.toNanos(2));
      assertThat(run("list").out().lines().filter(line -> line.contains("acknowledged")))
          .singleElement()
          .asString()
          .contains("  cpu  ")
          .endsWith(" by eve: looking");
      assertThat(
              Json.mapper()
                  .readTree(
                      run("list", "--format", "json")
                          .out()
                          .lines()
                          .filter(line -> line.contains("\"rule\":\"cpu\""))
                          .findFirst()
                          .orElseThrow())
                  .at("/acknowledgement/by")
                  .asText())
          .isEqualTo("eve");

      assertThat(run("ack", CPU.fingerprint(), "--undo").exitCode()).isEqualTo(ExitCode.OK);
      assertThat(topic.all()).isEmpty();
      assertThat(run("ack", "service=~\"sh.*\"", "alertname!=disk").out().lines()).hasSize(2);
      assertThat(topic.all().keySet())
          .containsExactlyInAnyOrder(CPU.fingerprint(), ODD.fingerprint());

      assertThat(run("ack", "service=none").err())
          .contains("no alert fires that {service=\"none\"}");
      assertThat(run("ack", OVER.fingerprint()).err())
          .contains("the alert " + OVER.fingerprint() + " does not fire: it is resolved");
      assertThat(run("ack", "00000000000000aa").out())
          .contains("older than what alerts list knows");
      Said without = run("ack", CPU.fingerprint(), "--false-positive");
      assertThat(without.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(without.err()).contains("none of these alerts rests on an anomaly");

      assertThat(run("ack", "service=shop", "--false-positive", "--by", "ada").exitCode())
          .isEqualTo(ExitCode.OK);
      List<String> none = new ArrayList<>();
      try (TopicReader reader = new TopicReader(settings)) {
        reader.fromBeginning(reader.partitions(Topics.FEEDBACK));
        reader.toEnd(
            message -> none.add(FeedbackCodec.decode(message.value()).orElseThrow().anomaly()));
      }
      assertThat(none).containsExactly(ANOMALY.id());
    }
  }

  private Properties started(KafkaBroker broker) throws Exception {
    try (TopicAdmin admin = TopicAdmin.connect(broker.bootstrapServers())) {
      admin.createMissing(Timeline.LIVE, (short) 1);
    }
    SupervisorFile.write(home, broker.bootstrapServers());
    Properties settings = new Properties();
    settings.setProperty("bootstrap.servers", broker.bootstrapServers());
    try (TopicWriter writer = new TopicWriter(settings)) {
      for (Alert alert : List.of(CPU, ODD, OVER)) {
        writer.put(Topics.ALERTS, AlertCodec.key(alert), AlertCodec.encode(alert));
      }
      writer.put(Topics.ANOMALIES, AnomalyCodec.key(ANOMALY), AnomalyCodec.encode(ANOMALY));
    }
    return settings;
  }

  @Test
  void whatCannotBeIsBadInput() {
    for (String[] wrong :
        List.of(
            new String[] {"a=1", "--for", "soon"},
            new String[] {"a=1", "--for", "1h", "--until", "2999-01-01T00:00:00Z"},
            new String[] {"a=1", "--until", "2020-01-01T00:00:00Z"},
            new String[] {"a=1", "--undo", "--for", "1h"},
            new String[] {"abc"})) {
      List<String> args = new ArrayList<>(List.of("ack"));
      args.addAll(List.of(wrong));
      Said said = run(args.toArray(String[]::new));
      assertThat(said.exitCode()).as(String.join(" ", wrong)).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(said.err()).isNotBlank();
    }
  }

  private Said run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        WatchlakeCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("alerts"));
    all.addAll(List.of(args));
    all.addAll(List.of("--home", home.toString()));
    int exitCode = command.execute(all.toArray(String[]::new));
    return new Said(exitCode, out.toString(), err.toString());
  }
}
