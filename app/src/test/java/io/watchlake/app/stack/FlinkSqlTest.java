package io.watchlake.app.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.cli.Installation;
import io.watchlake.app.config.Configuration;
import io.watchlake.app.config.ConfigurationLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlinkSqlTest {

  @TempDir private Path folder;

  @Test
  void theStatementsAreFilledInForThisStack() throws Exception {
    StackHome home = new StackHome(folder.resolve("it's home"));
    FlinkSql.write(site(home, false));

    String sql = Files.readString(home.flinkSql().resolve("init.sql"));
    String root = home.root().toString().replace("'", "''");
    assertThat(sql)
        .doesNotContain("${")
        .contains("'uri' = 'jdbc:sqlite:file:" + root + "/lakehouse/catalog.db?busy_timeout=10000'")
        .contains("'warehouse' = '" + root + "/lakehouse/warehouse'")
        .contains("/dist/watchlake-jobs.jar';")
        .containsSubsequence("CREATE CATALOG", "CREATE TEMPORARY VIEW metric_points");
  }

  @Test
  void aDatabaseIsToldWhoWeAreButNoSecret() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("monitoring.yaml"),
            """
            monitoring:
              lakehouse:
                catalog_uri: "jdbc:postgresql://db:5432/lake"
                catalog_user: "o'neill"
                catalog_password_env: "LAKE_PASSWORD"
            """);
    StackHome home = new StackHome(folder.resolve("home"));
    FlinkSql.write(site(home, false, ConfigurationLoader.load(file).configuration()));

    assertThat(Files.readString(home.flinkSql().resolve("init.sql")))
        .contains("'uri' = 'jdbc:postgresql://db:5432/lake'")
        .contains("'V1',\n  'jdbc.user' = 'o''neill'\n")
        .doesNotContain("jdbc.password");
  }

  @Test
  void theClientSpeaksToTheGateway() throws Exception {
    StackHome home = new StackHome(folder.resolve("it's home"));
    Site site = site(home, true);
    FlinkSql.write(site);
    Path client = home.flinkSql().resolve("client");

    assertThat(client).isExecutable();
    assertThat(Files.readString(client))
        .contains(
            " 'gateway' '--endpoint' '127.0.0.1:" + site.settings().ports().sqlGateway() + "' ");
    assertThat(sh("-n", client.toString())).as("a script that a shell reads").isEmpty();
  }

  @Test
  void withoutAGatewayTheClientSaysWhatIsMissing() throws Exception {
    StackHome home = new StackHome(folder.resolve("it's home"));
    FlinkSql.write(site(home, false));

    assertThat(sh(home.flinkSql().resolve("client").toString()))
        .contains("./watchlake up --with sql-gateway");
  }

  private static String sh(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/sh"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private static Site site(StackHome home, boolean gateway) throws Exception {
    return site(home, gateway, Configuration.defaults());
  }

  private static Site site(StackHome home, boolean gateway, Configuration configuration)
      throws Exception {
    home.create();
    StackSettings settings =
        StackSettings.of(configuration, null)
            .withPorts(Ports.free())
            .withSelfWatch(false)
            .withSqlGateway(gateway);
    return Site.of(home, settings, Installation.root());
  }
}
