package io.watchlake.app.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchlake.app.WatchlakeCommand;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.cli.Installation;
import io.watchlake.app.json.Json;
import io.watchlake.app.stack.FlinkMetricsServer;
import io.watchlake.app.stack.SupervisorFile;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.model.Timeline;
import io.watchlake.testkit.KafkaBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code watchlake rules} as it is typed. */
final class RulesCommandTest {

  private static final Path SHIPPED = Installation.root().resolve("cep-rules/rules");

  @TempDir private Path folder;

  private record Said(int exitCode, String out, String err) {}

  @Test
  void theShippedRulesCanBeUsed() {
    Said said = run("check", SHIPPED.toString());
    assertThat(said.out()).endsWith("can be used\n").contains("14 files, ");
    assertThat(said.exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void problemsAreToldWithTheirPlaces() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("mine.yaml"), "alert_rules:\n  a:\n    metric: x\n    severity: info\n");
    Said said = run("check", file.toString());
    assertThat(said.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.out().lines())
        .containsExactly(
            file + ":3:5: alert_rules.a.threshold: missing; say what is compared with, such as 85",
            "1 file, 0 rules: cannot be used, 1 problem");

    JsonNode json = Json.mapper().readTree(run("check", "--format", "json", file.toString()).out());
    assertThat(json.get("usable").booleanValue()).isFalse();
    assertThat(json.get("problems").get(0).get("line").intValue()).isEqualTo(3);
    assertThat(json.get("problems").get(0).get("column").intValue()).isEqualTo(5);
  }

  @Test
  void theCasesBesideRulesAreTried() throws Exception {
    Said shipped = run("test", SHIPPED.resolve("seed.yaml").toString());
    assertThat(shipped.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(shipped.out()).startsWith("ok    ").endsWith("7 cases, 0 failed\n");

    Files.writeString(
        folder.resolve("a.yaml"), "alert_rules: {a: {metric: x, threshold: 1, severity: info}}\n");
    Path cases =
        Files.writeString(
            folder.resolve("a.spec.yaml"),
            "cases:\n  - name: wrong\n    signals: [{metric: x, values: '2'}]\n");
    Said said = run("test", folder.toString());
    assertThat(said.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(said.out().lines())
        .containsExactly(
            "FAIL  " + cases + ":2: wrong",
            "        not expected: 0s a firing {alertname=a, severity=info} value 2.0",
            "1 case, 1 failed");
    JsonNode json = Json.mapper().readTree(run("test", "--format", "json", cases.toString()).out());
    assertThat(json.get(0).get("differences")).hasSize(1);

    Files.writeString(cases, "cases: [{signals: [{values: x}]}]");
    assertThat(run("test", folder.toString()).err())
        .contains(cases + ":1:29: cases[0].signals[0].values: 'x' is no value");
  }

  @Test
  void rulesAreRolledOutAndBack(@TempDir Path home, @TempDir Path kafka) throws Exception {
    Path file = folder.resolve("a.yaml");
    String text = "alert_rules: {a: {metric: x, threshold: %d, severity: info}}";
    try (KafkaBroker broker = KafkaBroker.start(kafka)) {
      try (TopicAdmin admin = TopicAdmin.connect(broker.bootstrapServers())) {
        admin.createMissing(Timeline.LIVE, (short) 1);
      }
      SupervisorFile.write(home, broker.bootstrapServers());
      String at = home.toString();

      assertThat(run("list", "--home", at).out()).isEmpty();
      Files.writeString(file, text.formatted(1));
      assertThat(run("apply", "--home", at, "--dry-run", file.toString()).out())
          .isEqualTo("a: version 1 of 1\n");
      assertThat(run("list", "--home", at).out()).isEmpty();
      run("apply", "--home", at, file.toString());
      assertThat(run("apply", "--home", at, file.toString()).out()).isEqualTo("a: as it was\n");
      Files.writeString(file, text.formatted(2));
      assertThat(run("apply", "--home", at, file.toString()).out())
          .isEqualTo("a: version 2 of 2\n");
      Files.writeString(file, text.formatted(3));
      assertThat(run("shadow", "--home", at, file.toString()).out())
          .isEqualTo("a: version 2 of 3, shadow 3\n");
      assertThat(run("rollback", "--home", at, "a").out()).isEqualTo("a: version 1 of 3\n");
      assertThat(run("off", "--home", at, "a").out()).isEqualTo("a: off of 3\n");
      assertThat(run("rollback", "--home", at, "--to", "3", "a").out())
          .isEqualTo("a: version 3 of 3\n");
      assertThat(run("list", "--home", at).out()).isEqualTo("a: version 3 of 3, keys -\n");
      assertThat(run("rollback", "--home", at, "--to", "9", "a").exitCode())
          .isEqualTo(ExitCode.BAD_INPUT);
      assertThat(run("off", "--home", at, "b").err()).contains("there is no rule b");
      JsonNode json = Json.mapper().readTree(run("list", "--home", at, "--format", "json").out());
      assertThat(json.get(0).get("versions")).hasSize(3);
      assertThat(json.get(0).get("keys").isNull()).isTrue();
      Map<String, Double> sums = Map.of("alerts_evaluate_v1.rule.a.keys", 12.0);
      try (FlinkMetricsServer flink = FlinkMetricsServer.ofStack(home, "RUNNING", sums)) {
        assertThat(run("list", "--home", at).out()).isEqualTo("a: version 3 of 3, keys 12\n");
        json = Json.mapper().readTree(run("list", "--home", at, "--format", "json").out());
        assertThat(json.get(0).get("keys").longValue()).isEqualTo(12);
      }
      try (FlinkMetricsServer flink = FlinkMetricsServer.ofStack(home, "RESTARTING", sums)) {
        assertThat(run("list", "--home", at).out()).isEqualTo("a: version 3 of 3, keys -\n");
      }
    }
  }

  @Test
  void rulesAreTriedOnTheLakehouseAndExplained(@TempDir Path home) throws Exception {
    try (Lakehouse lakehouse = Lakehouse.open(CatalogOptions.local(home))) {
      lakehouse.ensureTables();
    }
    // Nothing has ever come, and what is expected is missed when two hours are over.
    Path file =
        Files.writeString(
            folder.resolve("a.yaml"),
            "alert_rules: {gone: {absent: {metric: up, expected: [{service: shop}]}, key: service,"
                + " duration: 2h, severity: critical}}");
    String at = home.toString();
    Said said =
        run(
            "backtest",
            "--home",
            at,
            "--from",
            "2026-03-01",
            "--to",
            "2026-03-02",
            file.toString());
    assertThat(said.err()).isEmpty();
    assertThat(said.out().lines())
        .containsExactly(
            "+  2026-03-01T00:00:00Z  firing     gone"
                + "  {alertname=gone, service=shop, severity=critical}  7200.0",
            "0 signals: 1 changes of alerts; live 0: 0 the same, 1 here alone, 0 live alone");
    JsonNode json =
        Json.mapper()
            .readTree(
                run(
                        "backtest",
                        "--home",
                        at,
                        "--from",
                        "2026-03-01",
                        "--to",
                        "2026-03-01T12:00:00Z",
                        "--format",
                        "json",
                        file.toString())
                    .out());
    assertThat(json.get("alerts").get(0).get("rule").textValue()).isEqualTo("gone");
    assertThat(json.get("here_alone")).hasSize(1);

    assertThat(run("explain", file.toString()).out())
        .startsWith("gone: critical, to whom the routing says\nFires when no metric up has come");
    Said why =
        run(
            "explain",
            "--home",
            at,
            "--at",
            "2026-03-01T01:00:00Z",
            "--key",
            "service=shop",
            file.toString());
    assertThat(why.out())
        .contains("-> firing")
        .endsWith(
            "At 2026-03-01T01:00:00Z it is firing, since 2026-02-28T23:00:00Z, with the"
                + " value 7200.\n");
    assertThat(run("explain", "--home", at, "--alert", "none", file.toString()).err())
        .contains("there is no alert none");
  }

  @Test
  void whatHistoryCannotBeAskedIsBadInput(@TempDir Path home) throws Exception {
    String file = SHIPPED.resolve("seed.yaml").toString();
    assertThat(run("backtest", "--from", "yesterday", file).err())
        .contains("--from is now, a date or a time such as 2026-03-01T12:00:00Z");
    assertThat(run("backtest", "--from", "2026-03-02", "--to", "2026-03-01", file).err())
        .contains("is not before --to");
    assertThat(run("backtest", "--from", "2026-03-02", "--to", "2999-03-01", file).err())
        .contains("has not come yet");
    assertThat(run("backtest", "--home", home.toString(), "--from", "2026-03-02", file).err())
        .contains("there is no lakehouse in");
    assertThat(run("explain").err()).contains("name a rule or a file");
    assertThat(run("explain", "--at", "now", file).err())
        .contains("--at is for one rule, not for 3");
  }

  @Test
  void whatCannotBeReadIsBadInput() {
    assertThat(run("check", folder.resolve("none.yaml").toString()).err()).contains("no such file");
    assertThat(run("check", folder.toString()).err()).contains("there is no file");
    assertThat(run("check", folder.toString()).exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run("check", "--format", "xml", "x").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
  }

  /** Written anew by {@code ./watchlake rules schema > docs/alert-rules.schema.json}. */
  @Test
  void theSchemaInTheDocsIsTheOneTheParserReadsBy() throws Exception {
    Path page = Installation.root().resolve("docs/alert-rules.schema.json");
    assertThat(run("schema").out()).isEqualToNormalizingNewlines(Files.readString(page));
  }

  private static Said run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        WatchlakeCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("rules"));
    all.addAll(List.of(args));
    int exitCode = command.execute(all.toArray(String[]::new));
    return new Said(exitCode, out.toString(), err.toString());
  }
}
