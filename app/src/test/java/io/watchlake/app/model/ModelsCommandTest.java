package io.watchlake.app.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.app.WatchlakeCommand;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.lake.TestLake;
import io.watchlake.app.stack.SupervisorFile;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.connectors.signal.client.ModelTopic;
import io.watchlake.ml.service.ModelFitter;
import io.watchlake.ml.service.ServiceModel;
import io.watchlake.model.Timeline;
import io.watchlake.model.anomaly.FittedModel;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import io.watchlake.testkit.KafkaBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code watchlake models} as it is typed, against a real broker and a real lakehouse. */
final class ModelsCommandTest {

  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-01-01T02:00:00Z");
  private static final Instant FITTED = Instant.parse("2026-01-02T00:00:00Z");
  private static final int MINUTES = 150;

  @TempDir private Path home;
  @TempDir private Path kafka;

  private record Said(int exitCode, String out, String err) {}

  @Test
  void modelsAreFittedOnTheLakehouseKeptAsVersionsAndPublished() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(kafka);
        TestLake lake = TestLake.in(home)) {
      try (TopicAdmin admin = TopicAdmin.connect(broker.bootstrapServers())) {
        admin.createMissing(Timeline.LIVE, (short) 1);
      }
      SupervisorFile.write(home, broker.bootstrapServers());
      fill(lake);
      ModelTopic topic = new ModelTopic(broker.bootstrapServers());
      ServiceFit fit = new ServiceFit(new ModelFitter(new PlainGrower()), lake.catalog(), topic);
      List<String> wanted = List.of("requests", "cpu", "nothing");

      assertThat(run("list")).isEqualTo(new Said(ExitCode.OK, "", ""));
      FittedModel first = fit.run("shop", FROM, UNTIL, wanted, FITTED);
      assertThat(first.name()).isEqualTo("shop@1");
      assertThat(first.signals()).containsExactly("requests", "cpu");
      assertThat(first.vectors()).as("minutes within the window").isEqualTo(120);
      assertThat(topic.all().get("shop")).usingRecursiveComparison().isEqualTo(first);
      ServiceModel model = ServiceModel.fromBytes(first.bytes());
      assertThat(model.assess(new double[] {20, 50}).orElseThrow().contributions())
          .as("two counters that grow by 600 a minute each are 20 a second, which is usual")
          .allSatisfy(one -> assertThat(one.low()).isLessThanOrEqualTo(one.high()))
          .filteredOn(one -> one.signal().equals("requests"))
          .allSatisfy(one -> assertThat(one.high()).isBetween(19.0, 25.0));

      FittedModel second = fit.run("shop", FROM, UNTIL, List.of("cpu"), FITTED);
      assertThat(second.version()).isEqualTo(2);
      assertThat(run("list").out().lines())
          .containsExactly(
              "  shop@1  2026-01-02T00:00:00Z  120 minutes from 2026-01-01T00:00:00Z to"
                  + " 2026-01-01T02:00:00Z",
              "    requests, cpu",
              "* shop@2  2026-01-02T00:00:00Z  120 minutes from 2026-01-01T00:00:00Z to"
                  + " 2026-01-01T02:00:00Z",
              "    cpu");

      assertThat(run("publish", "shop@1")).isEqualTo(new Said(ExitCode.OK, "", ""));
      assertThat(topic.all().get("shop")).usingRecursiveComparison().isEqualTo(first);
      assertThat(run("list", "--format", "json").out().lines().findFirst().orElseThrow())
          .contains("\"version\":1", "\"published\":true", "\"fitted_by\":\"plain 1\"")
          .contains("\"sha256\":\"" + first.sha256() + '"');
      assertThat(run("withdraw", "shop")).isEqualTo(new Said(ExitCode.OK, "", ""));
      assertThat(topic.all()).isEmpty();

      Said unknown = run("publish", "shop@9");
      assertThat(unknown.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(unknown.err()).contains("there is no model shop@9: see ./watchlake models list");
      assertThat(run("publish", "shop").err()).contains("is not a service and a version");
      assertThatThrownBy(() -> fit.run("cart", FROM, UNTIL, wanted, FITTED))
          .hasMessageContaining("has none of [requests, cpu, nothing] of service 'cart'");
      assertThatThrownBy(() -> fit.run("shop", FROM, FROM.plusSeconds(600), wanted, FITTED))
          .hasMessageContaining("there are 10 minutes in which all of [requests, cpu] are there")
          .hasMessageContaining("a longer time by --from and --to");
    }
  }

  @Test
  void withoutTheOptionalArtifactItSaysHowToGetIt() {
    Said said = run("fit", "--service", "shop");
    assertThat(said.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(said.err()).contains("GPL-3", "./watchlake build --with-smile");
  }

  @Test
  void withoutAStackItSaysHowToStartOne() {
    for (Said said : List.of(run("list"), run("withdraw", "shop"))) {
      assertThat(said.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(said.err())
          .contains("no stack runs in " + home + ": start it with ./watchlake up");
    }
    assertThat(run("list", "--format", "csv").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
  }

  private static void fill(TestLake lake) {
    Random random = new Random(1);
    List<Rollup> rollups = new ArrayList<>();
    for (int minute = 0; minute < MINUTES; minute++) {
      long window = KeptModel.nanos(FROM) + minute * Resolution.MINUTE.nanos();
      double grown = 600 + random.nextInt(60);
      rollups.add(rollup(1, "requests", window, 1000.0 * minute, new Rollup.Increase(grown, 0)));
      rollups.add(rollup(2, "requests", window, 1000.0 * minute, new Rollup.Increase(grown, 0)));
      rollups.add(rollup(3, "cpu", window, 50 + random.nextGaussian(), null));
    }
    lake.rollups(rollups);
  }

  private static Rollup rollup(
      long id, String metric, long window, double value, Rollup.Increase increase) {
    Series series =
        new Series(
            id,
            id,
            metric,
            "",
            "1",
            increase == null ? MetricKind.GAUGE : MetricKind.SUM,
            increase == null ? Temporality.UNSPECIFIED : Temporality.CUMULATIVE,
            increase != null,
            new Resource(
                "shop",
                new Attributes(Map.of("service.name", "shop"), Map.of(), Map.of(), Map.of(), null)),
            Scope.EMPTY,
            Attributes.EMPTY);
    return new Rollup(
        "live",
        series,
        Resolution.MINUTE,
        window,
        0,
        1,
        value,
        value,
        value,
        value,
        window,
        false,
        increase,
        null,
        null,
        null);
  }

  private Said run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = WatchlakeCommand.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("models"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--home", home.toString()));
    int exitCode = command.execute(all.toArray(String[]::new));
    return new Said(exitCode, out.toString(), err.toString());
  }
}
