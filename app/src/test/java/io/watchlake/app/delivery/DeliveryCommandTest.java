package io.watchlake.app.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchlake.app.WatchlakeCommand;
import io.watchlake.app.cli.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as it is typed, over two services. */
final class DeliveryCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final List<String> lines = new ArrayList<>();

  private record Said(int exitCode, String out, String err) {}

  private Said run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = WatchlakeCommand.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("delivery"));
    all.addAll(List.of(arguments));
    int exitCode = command.execute(all.toArray(String[]::new));
    return new Said(exitCode, out.toString(), err.toString());
  }

  private void event(String type, String time, String subject, String content, String custom) {
    lines.add(
        """
        {"specversion":"1.0","id":"%1$d","source":"s","type":"dev.cdevents.%2$s.0.2.0",\
        "data":{"context":{"version":"0.4.1","id":"%1$d","source":"s",\
        "type":"dev.cdevents.%2$s.0.2.0","timestamp":"%3$s"},\
        "subject":{"id":"%4$s","content":%5$s},"customData":%6$s}}"""
            .formatted(lines.size(), type, time, subject, content, custom));
  }

  private Path shopAndTill() throws Exception {
    String prod = "{\"environment\":{\"id\":\"prod\"}}";
    event(
        "change.merged", "2026-01-01T00:00:00Z", "c1", "{\"repository\":{\"id\":\"mono\"}}", "{}");
    event(
        "service.deployed",
        "2026-01-02T00:00:00Z",
        "shop",
        prod,
        "{\"deploymentId\":\"shop@1\",\"changes\":[\"c1\"]}");
    event(
        "service.deployed",
        "2026-01-03T00:00:00Z",
        "till",
        prod,
        "{\"deploymentId\":\"till@1\",\"changes\":[\"c1\"]}");
    event(
        "service.deployed", "2026-03-01T12:00:00Z", "shop", prod, "{\"deploymentId\":\"shop@2\"}");
    event(
        "incident.detected",
        "2026-03-02T00:00:00Z",
        "i1",
        "{\"service\":{\"id\":\"shop\"}}",
        "{\"deploymentId\":\"shop@2\"}");
    event(
        "incident.resolved", "2026-03-02T06:00:00Z", "i1", "{\"service\":{\"id\":\"shop\"}}", "{}");
    return Files.write(folder.resolve("events.ndjson"), lines);
  }

  @Test
  void anObjectALineForEachServiceAndPeriod() throws Exception {
    Said said = run(shopAndTill().toString(), "--format", "json");
    assertThat(said.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(said.err()).isEmpty();
    List<JsonNode> objects = new ArrayList<>();
    for (String line : said.out().lines().toList()) {
      objects.add(JSON.readTree(line));
    }
    assertThat(objects)
        .extracting(object -> object.get("service").asText() + object.get("period_start").asText())
        .containsExactly(
            "shop2026-01-01T00:00:00Z",
            "shop2026-02-01T00:00:00Z",
            "shop2026-03-01T00:00:00Z",
            "till2026-01-01T00:00:00Z");
    JsonNode january = objects.get(0);
    assertThat(january.get("lead_time_median_s").asDouble()).isEqualTo(86_400);
    assertThat(january.get("change_failure_rate").asDouble()).isZero();
    assertThat(objects.get(1).get("change_failure_rate").isNull()).isTrue();
    JsonNode march = objects.get(2);
    assertThat(march.get("failed_deployments").asInt()).isEqualTo(1);
    assertThat(march.get("time_to_restore_median_s").asDouble()).isEqualTo(6 * 3600);
    assertThat(march.get("failed_deployment_recovery_median_s").asDouble()).isEqualTo(18 * 3600);
    assertThat(march.get("bands").get("time_to_restore").asText()).isEqualTo("high");
    assertThat(objects.get(3).get("lead_time_median_s").asDouble()).isEqualTo(2 * 86_400);
  }

  @Test
  void inAMonorepoChangesCountForTheServicesWhoseFilesTheyTouch() throws Exception {
    String mono = "{\"repository\":{\"id\":\"acme/mono\"}}";
    String prod = "{\"environment\":{\"id\":\"prod\"},\"artifactId\":\"pkg:oci/%s@1\"}";
    change("c1", "2026-01-01T00:00:00Z", mono, "");
    change("c1", "2026-01-01T00:00:00Z", mono, "services/shop/a");
    change("c2", "2026-01-01T12:00:00Z", mono, "services/till/a");
    change("c3", "2026-01-01T18:00:00Z", mono, "lib/b");
    // One deployment names all that landed, the other only the commit it is of.
    event(
        "service.deployed",
        "2026-01-02T00:00:00Z",
        "acme/mono",
        prod.formatted("shop"),
        "{\"deploymentId\":\"d1\",\"changes\":[\"c1\",\"c2\",\"c3\"]}");
    event(
        "service.deployed",
        "2026-01-03T00:00:00Z",
        "acme/mono",
        prod.formatted("till"),
        "{\"deploymentId\":\"d2\",\"commit\":\"c3\"}");
    event(
        "service.deployed",
        "2026-01-04T00:00:00Z",
        "acme/mono",
        prod.formatted("docs"),
        "{\"deploymentId\":\"d3\"}");
    Path file = Files.write(folder.resolve("mono.ndjson"), lines);
    Path config =
        Files.writeString(
            folder.resolve("monitoring.yaml"),
            """
            monitoring:
              delivery:
                services:
                  shop:
                    repositories: ["acme/mono"]
                    paths: ["services/shop/**", "lib/**"]
                    artifacts: ["pkg:oci/shop"]
                  till:
                    repositories: ["acme/*"]
                    paths: ["services/till/**", "lib/**"]
                    artifacts: ["pkg:oci/till"]
            """);

    Said said =
        run(
            file.toString(),
            "--period",
            "overall",
            "--format",
            "json",
            "--config",
            config.toString());

    assertThat(said.err()).isEmpty();
    assertThat(said.out().lines().map(DeliveryCommandTest::json))
        .extracting(
            figure -> figure.get("service").asText(),
            figure -> figure.get("deployments").asInt(),
            figure -> figure.get("changes_deployed").asInt())
        .containsExactly(tuple("acme/mono", 1, 0), tuple("shop", 1, 2), tuple("till", 1, 2));
  }

  private void change(String id, String time, String content, String path) {
    String custom = path.isEmpty() ? "{}" : "{\"paths\":[\"" + path + "\"]}";
    event("change.merged", time, id, content, custom);
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(line, e);
    }
  }

  @Test
  void figuresAreByTheDefinitionThatIsChosen() throws Exception {
    String file = shopAndTill().toString();
    String config =
        Files.writeString(
                folder.resolve("monitoring.yaml"),
                """
                monitoring:
                  delivery:
                    bands: "2021"
                    definition: blameless
                    definitions:
                      blameless: {failures: [rollback]}
                      strict: {failures: [incident, hotfix]}
                """)
            .toString();
    assertThat(failedOf(run(file, "--config", config, "--period", "overall", "--format", "json")))
        .isEqualTo("blameless 0 2021");
    assertThat(
            failedOf(
                run(
                    file,
                    "--config",
                    config,
                    "--definition",
                    "strict",
                    "--bands",
                    "seed",
                    "--period",
                    "overall",
                    "--format",
                    "json")))
        .isEqualTo("strict 1 seed");
    assertThat(run(file, "--config", config, "--definition", "lax").err())
        .contains("--definition is one of blameless, standard, strict, not 'lax'");
  }

  private static String failedOf(Said said) {
    JsonNode shop = json(said.out().lines().findFirst().orElseThrow());
    return shop.get("definition").asText()
        + ' '
        + shop.get("failed_deployments").asInt()
        + ' '
        + shop.get("bands").get("set").asText();
  }

  @Test
  void figuresOfEnvironmentsStandBesideTheWhole() throws Exception {
    String file = shopAndTill().toString();
    assertThat(
            run(file, "--period", "overall", "--by", "environment", "--format", "json")
                .out()
                .lines()
                .map(DeliveryCommandTest::json))
        .extracting(
            figure -> figure.get("service").asText(),
            figure -> figure.get("environment").textValue(),
            figure -> figure.get("deployments").asInt())
        .containsExactly(
            tuple("shop", null, 2),
            tuple("shop", "prod", 2),
            tuple("till", null, 1),
            tuple("till", "prod", 1));
    assertThat(run(file, "--by", "region").out()).contains("shop · prod  (definition standard");
    assertThat(run(file, "--by", "city").err()).contains("total, environment or region");
  }

  @Test
  void aConfigurationThatIsWrongIsBadInput() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("monitoring.yaml"), "monitoring: {delivery: {services: {shop: {}}}}");
    Said said = run(shopAndTill().toString(), "--config", config.toString());
    assertThat(said.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.err()).contains("monitoring.yaml:1:36", "'shop' has neither names");
  }

  @Test
  void aTableShowsTrendsAndBands() throws Exception {
    Said said = run(shopAndTill().toString(), "--bands", "2023");
    assertThat(said.out()).contains("shop  (definition standard; bands 2023");
    assertThat(said.out()).containsPattern("deployments +█▁█");
    assertThat(said.out()).containsPattern("2026-01 +1 +0\\.03 M +1 +24\\.0 h E");
    assertThat(said.out()).containsPattern("2026-03 .*100\\.0 % L +1 +6\\.0 h +18\\.0 h H");
  }

  @Test
  void overallReachesFromTheFirstDeploymentToTheLast() throws Exception {
    Said said = run(shopAndTill().toString(), "--period", "overall", "--format", "json");
    JsonNode shop = JSON.readTree(said.out().lines().findFirst().orElseThrow());
    assertThat(shop.get("period_start").asText()).isEqualTo("2026-01-02T00:00:00Z");
    assertThat(shop.get("period_end").asText()).isEqualTo("2026-03-01T12:00:01Z");
    assertThat(shop.get("deployments").asInt()).isEqualTo(2);
    assertThat(shop.get("incidents_resolved").asInt()).isZero();
  }

  @Test
  void pendingDeploymentsAreJudgedByTheClockThatIsGiven() throws Exception {
    String file = shopAndTill().toString();
    Said said =
        run(file, "--period", "overall", "--format", "json", "--as-of", "2026-01-03T12:00:00Z");
    JsonNode till = JSON.readTree(said.out().lines().skip(1).findFirst().orElseThrow());
    assertThat(till.get("pending_deployments").asInt()).isEqualTo(1);
    assertThat(till.get("final").asBoolean()).isFalse();
  }

  @Test
  void brokenLinesAreNamedAndNothingIsPrinted() throws Exception {
    Path file = shopAndTill();
    lines.add(2, "");
    lines.add(3, "{\"specversion\":\"1.0\"");
    lines.add(lines.get(0).replace("\"timestamp\"", "\"when\""));
    Files.write(file, lines);
    Said said = run(file.toString());
    assertThat(said.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.out()).isEmpty();
    assertThat(said.err().lines())
        .containsExactly(
            "watchlake: " + file + ":4: $: is not JSON, from column 21 on",
            "watchlake: " + file + ":9: $.data.context.timestamp: is missing");
  }

  @Test
  void optionsThatMeanNothingAreBadInput() throws Exception {
    String file = shopAndTill().toString();
    assertThat(run(file, "--period", "week").err()).contains("month, 28d or overall");
    assertThat(run(file, "--format", "xml").err()).contains("table or json");
    assertThat(run(file, "--bands", "1999").err()).contains("2021, 2023, 2024 or seed");
    assertThat(run(file, "--failures", "luck").err()).contains("incident, rollback");
    assertThat(run(file, "--as-of", "today").err()).contains("--as-of is a time");
    Said missing = run(folder.resolve("none").toString());
    assertThat(missing.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(missing.err()).contains("there is no file");
  }
}
