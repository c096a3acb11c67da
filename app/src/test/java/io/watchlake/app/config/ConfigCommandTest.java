package io.watchlake.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchlake.app.WatchlakeCommand;
import io.watchlake.app.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigCommandTest {

  private static final Path PAGE = Path.of("../docs/configuration.md");
  private static final Path SEED = Path.of("src/test/resources/config/seed-monitoring.yaml");
  private static final Path BAD = Path.of("src/test/resources/config/bad/unknown-keys.yaml");

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void theReferencePageIsUpToDate() {
    assertThat(run("config", "reference")).isEqualTo(ExitCode.OK);
    assertThat(PAGE)
        .as("run: ./watchlake config reference > docs/configuration.md")
        .hasContent(out.toString());
  }

  @Test
  void checkSaysOfEachKeyWhetherItIsUsed() {
    assertThat(run("config", "check", SEED.toString())).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("   35  monitoring.logging.elasticsearch.hosts ")
        .contains(SEED + " can be used; 40 keys: 21 used, 19 not used; 0 errors, 2 warnings");
  }

  @Test
  void checkOfABadFileListsItsProblemsAndEndsWithTwo() {
    assertThat(run("config", "check", BAD.toString())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(out.toString()).contains(BAD + ":2:3: error: monitoring.kafak: unknown key");
  }

  @Test
  void checkWritesJsonForPrograms() throws IOException {
    assertThat(run("config", "check", BAD.toString(), "--format", "json"))
        .isEqualTo(ExitCode.BAD_INPUT);
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("usable").asBoolean()).isFalse();
    assertThat(json.get("problems").get(0).get("line").asInt()).isEqualTo(2);
    assertThat(json.get("keys").get(0).get("status").asText()).isEqualTo("unknown");
  }

  @Test
  void anUnknownFormatIsBadInput() {
    assertThat(run("config", "check", BAD.toString(), "--format", "xml"))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("'xml' is neither text nor json");
  }

  @Test
  void showPrintsAFileThatLoadsToTheSameSettings() throws Exception {
    Path file = folder.resolve("monitoring.yaml");
    Files.writeString(
        file,
        """
        monitoring:
          stack: {parallelism: 3, ports: {app: 8888}}
          lakehouse: {warehouse: "C:\\\\lake \\"one\\""}
          kafka: {bootstrap: ["kafka-1:9092"]}
        notification_channels:
          hook: {type: webhook, url: "http://hook", max_alerts: 3}
        """);
    assertThat(run("config", "show", "--config", file.toString())).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("parallelism: 3\n").contains("kafka: 9092  # default");
    Path shown = folder.resolve("shown.yaml");
    Files.writeString(shown, out.toString());
    assertThat(ConfigurationLoader.load(shown).configuration())
        .isEqualTo(ConfigurationLoader.load(file).configuration());
  }

  @Test
  void showOfABadFileListsItsProblemsAndShowsNothing() {
    assertThat(run("config", "show", "--config", BAD.toString())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("unknown key");
  }

  private int run(String... args) {
    return WatchlakeCommand.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }
}
