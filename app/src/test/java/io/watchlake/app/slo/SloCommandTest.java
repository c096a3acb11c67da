package io.watchlake.app.slo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchlake.app.WatchlakeCommand;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.json.Json;
import io.watchlake.app.lake.TestLake;
import io.watchlake.app.stack.SupervisorFile;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.model.Timeline;
import io.watchlake.model.delivery.DeliveryRecord;
import io.watchlake.model.delivery.Deployment;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code watchlake slo} as it is typed. */
final class SloCommandTest {

  private static final String SLOTH =
      """
      version: prometheus/v1
      service: shop
      slos:
        - name: availability
          objective: 99
          sli:
            events:
              error_query: sum(rate(http_requests_total{job="shop",code=~"5.."}[{{.window}}]))
              total_query: sum(rate(http_requests_total{job="shop"}[{{.window}}]))
      """;

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @TempDir private Path folder;

  private record Said(int exitCode, String out, String err) {}

  @Test
  void theAlertsOfRightFilesAreShown() throws Exception {
    Path file = Files.writeString(folder.resolve("shop.yaml"), SLOTH);
    Said said = run("check", file.toString());
    assertThat(said.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(said.out())
        .isEqualTo(
            """
            shop/availability: 99 % over 30d
              bad     increase of metric http_requests_total{service="shop",code=~"5.."}
              all     increase of metric http_requests_total{service="shop"}
              page    shop.availability.page: more than 14.4 times over 1h and 5m, or more than 6 times over 6h and 30m
              ticket  shop.availability.ticket: more than 3 times over 1d and 2h, or more than 1 times over 3d and 6h
            1 file, 1 objective: can be used
            """);
    JsonNode json = Json.mapper().readTree(run("check", "--format", "json", file.toString()).out());
    assertThat(json.at("/usable").booleanValue()).isTrue();
    assertThat(json.at("/slos/0/alerts/0/windows/1/factor").doubleValue()).isEqualTo(6);
  }

  @Test
  void problemsAreToldWithTheirPlaces() throws Exception {
    Path file =
        Files.writeString(folder.resolve("shop.yaml"), SLOTH.replace("[{{.window}}]", "[5m]"));
    Said said = run("check", file.toString());
    assertThat(said.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.out())
        .startsWith(file + ":8:75: slos[0].sli.events.error_query: '5m' is a range of its own")
        .endsWith("1 file, 0 objectives: cannot be used, 2 problems\n");
    JsonNode json = Json.mapper().readTree(run("check", "--format", "json", file.toString()).out());
    assertThat(json.at("/problems/0/line").intValue()).isEqualTo(8);

    Path rules = Files.writeString(folder.resolve("rules.yaml"), "alert_rules: {}\n");
    assertThat(run("check", rules.toString()).err()).contains("no objectives; a file of Sloth");
    assertThat(run("status", "--at", "yesterday", file.toString()).err()).contains("is no time");
  }

  @Test
  void budgetsAreWorkedOutFromTheArchive(@TempDir Path home) throws Exception {
    Path file = Files.writeString(folder.resolve("shop.yaml"), SLOTH);
    try (TestLake lake = TestLake.in(home)) {
      List<Rollup> rollups = new ArrayList<>();
      for (int minutesAgo : new int[] {1, 20, 50, 600, 43_000}) {
        rollups.add(rollup("shop", "200", minutesAgo, 0, 990));
        rollups.add(rollup("shop", "503", minutesAgo, 0, minutesAgo == 1 ? 5 : 10));
        // Corrected: the last word counts.
        rollups.add(rollup("shop", "503", minutesAgo, 1, 10));
        rollups.add(rollup("cart", "503", minutesAgo, 0, 1000));
      }
      // Before the window, and after the moment.
      rollups.add(rollup("shop", "503", 43_201, 0, 77));
      rollups.add(rollup("shop", "503", 0, 0, 77));
      lake.rollups(rollups);
      lake.deployments(
          List.of(
              deployment("d-1", "production", 50_000, true),
              deployment("d-2", "production", 30, true),
              deployment("d-3", "test", 30, false)));
    }
    Said said = run("status", "--home", home.toString(), "--at", NOW.toString(), file.toString());
    assertThat(said.err()).isEmpty();
    assertThat(said.out())
        .isEqualTo(
            """
            shop/availability: 99 % over 30d
              budget      0.0 % left; 50 of 5000 events bad
              burn rate   5m 1.0  30m 1.0  1h 1.0  2h 1.0  6h 1.0  1d 1.0  3d 1.0
              deployment  2025-12-27T18:40:00Z  production  d-1  spent 60.0 %
              deployment  2026-01-31T11:30:00Z  production  d-2  spent 40.0 %
            """);
    JsonNode json =
        Json.mapper()
            .readTree(
                run(
                        "status",
                        "--home",
                        home.toString(),
                        "--at",
                        NOW.toString(),
                        "--format",
                        "json",
                        file.toString())
                    .out());
    assertThat(json.at("/events").doubleValue()).isEqualTo(5000);
    assertThat(json.at("/allowed").doubleValue()).isEqualTo(50);
    assertThat(json.at("/burn_rates/0/events").doubleValue()).isEqualTo(1000);
    assertThat(json.at("/burn_rates/5/bad").doubleValue()).as("of a day").isEqualTo(40);
    assertThat(json.at("/deployments/1/deployment_id").textValue()).isEqualTo("d-2");

    assertThat(rows(home)).as("nothing is recorded unasked").isEmpty();
    run("status", "--record", "--home", home.toString(), "--at", NOW.toString(), file.toString());
    assertThat(rows(home))
        .isEqualTo(
            """
            {"ts":"2026-01-31T12:00:00Z","service":"shop","slo":"availability","deployment_id":null,"ends":"2026-01-31T12:00:00Z","events":5000.0,"bad":50.0,"allowed":50.0,"budget_spent":1.0,"budget_left":0.0}
            {"ts":"2026-01-31T12:00:00Z","service":"shop","slo":"availability","deployment_id":"d-1","ends":"2026-01-31T11:30:00Z","events":3000.0,"bad":30.0,"allowed":50.0,"budget_spent":0.6,"budget_left":null}
            {"ts":"2026-01-31T12:00:00Z","service":"shop","slo":"availability","deployment_id":"d-2","ends":"2026-01-31T12:00:00Z","events":2000.0,"bad":20.0,"allowed":50.0,"budget_spent":0.4,"budget_left":null}
            """);
  }

  @Test
  void objectivesThatCountAreListed(@TempDir Path home, @TempDir Path kafka) throws Exception {
    Path file = Files.writeString(folder.resolve("shop.yaml"), SLOTH);
    try (KafkaBroker broker = KafkaBroker.start(kafka)) {
      try (TopicAdmin admin = TopicAdmin.connect(broker.bootstrapServers())) {
        admin.createMissing(Timeline.LIVE, (short) 1);
      }
      SupervisorFile.write(home, broker.bootstrapServers());
      String at = home.toString();
      assertThat(run("list", "--home", at).out()).isEmpty();
      assertThat(typed("rules", "apply", "--home", at, file.toString()).out())
          .isEqualTo(
              """
              shop.availability.page: version 1 of 1
              shop.availability.ticket: version 1 of 1
              """);
      assertThat(run("list", "--home", at).out()).startsWith("shop/availability: 99 % over 30d\n");
      typed("rules", "off", "--home", at, "shop.availability.page");
      JsonNode json = Json.mapper().readTree(run("list", "--home", at, "--format", "json").out());
      assertThat(json).as("its ticket counts still").hasSize(1);
      typed("rules", "off", "--home", at, "shop.availability.ticket");
      assertThat(run("list", "--home", at).out()).isEmpty();
    }
  }

  private static String rows(Path home) {
    return typed(
            "sql",
            "--home",
            home.toString(),
            "--format",
            "json",
            "SELECT ts, service, slo, deployment_id, ends, events, bad, allowed, budget_spent,"
                + " budget_left FROM alerting.slo_budgets ORDER BY deployment_id NULLS FIRST")
        .out();
  }

  private static DeliveryRecord deployment(
      String id, String environment, int minutesAgo, boolean counted) {
    return new DeliveryRecord(
        "live",
        1,
        new Deployment(
            "shop",
            id,
            environment,
            "",
            TimeUnit.SECONDS.toNanos(NOW.minus(Duration.ofMinutes(minutesAgo)).getEpochSecond()),
            null,
            null,
            List.of(),
            counted,
            false));
  }

  private static Rollup rollup(
      String service, String code, int minutesAgo, int revision, double increase) {
    Series series =
        new Series(
            (service + code).hashCode(),
            1,
            "http_requests_total",
            "",
            "",
            MetricKind.SUM,
            Temporality.CUMULATIVE,
            true,
            new Resource(
                service,
                new Attributes(
                    Map.of("service.name", service), Map.of(), Map.of(), Map.of(), null)),
            Scope.EMPTY,
            new Attributes(Map.of("code", code), Map.of(), Map.of(), Map.of(), null));
    long begin =
        TimeUnit.SECONDS.toNanos(NOW.minus(Duration.ofMinutes(minutesAgo)).getEpochSecond());
    return new Rollup(
        "live",
        series,
        Resolution.MINUTE,
        begin,
        revision,
        1,
        increase,
        increase,
        increase,
        increase,
        begin,
        false,
        new Rollup.Increase(increase, 0),
        null,
        null,
        null);
  }

  private static Said run(String... args) {
    List<String> all = new ArrayList<>(List.of("slo"));
    all.addAll(List.of(args));
    return typed(all.toArray(String[]::new));
  }

  private static Said typed(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        WatchlakeCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = command.execute(args);
    return new Said(exitCode, out.toString(), err.toString());
  }
}
