package io.watchlake.app.stack;

import io.watchlake.lakehouse.catalog.CatalogOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Flink SQL for this stack: {@code HOME/flink/sql/init.sql}, the statements of {@code
 * flink-conf/sql} filled in, and {@code HOME/flink/sql/client}, which starts Flink's SQL client
 * with them.
 */
final class FlinkSql {

  private static final String CLIENT = "org.apache.flink.table.client.SqlClient";

  private FlinkSql() {}

  /** Writes both files. */
  static void write(Site site) throws IOException {
    Path folder = site.home().flinkSql();
    Path init = folder.resolve("init.sql");
    Files.writeString(
        init,
        "-- Written by ./watchlake up from flink-conf/sql; edit those files.\n\n"
            + filled(Files.readString(site.flinkConf().resolve("sql/catalog.sql")), site)
            + '\n'
            + Files.readString(site.flinkConf().resolve("sql/views.sql")));
    Path client = folder.resolve("client");
    Files.writeString(client, client(site, init));
    if (!client.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + client + " executable");
    }
  }

  private static String filled(String template, Site site) {
    CatalogOptions catalog = site.catalog();
    Map<String, String> values =
        Map.of(
            "JOBS_JAR", site.jobJar().toString(),
            "CATALOG_URI", catalog.catalogUri(),
            "WAREHOUSE", catalog.warehouse());
    String text = template.replace("${CATALOG_PROPERTIES}", properties(catalog));
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + '}', escaped(value.getValue()));
    }
    return text;
  }

  /** Iceberg's own catalog does not know where our secrets are; the database's driver has a way. */
  private static String properties(CatalogOptions catalog) {
    return new TreeMap<>(catalog.extra())
        .entrySet().stream()
            .filter(property -> !property.getKey().startsWith("jdbc.password"))
            .map(
                property ->
                    ",\n  '"
                        + escaped(property.getKey())
                        + "' = '"
                        + escaped(property.getValue())
                        + "'")
            .collect(Collectors.joining());
  }

  private static String escaped(String text) {
    return text.replace("'", "''");
  }

  /** Through the gateway: without it, the client would need Flink's Python. */
  private static String client(Site site, Path init) {
    if (!site.settings().sqlGateway()) {
      return """
          #!/bin/sh
          echo "this stack runs no SQL gateway: ./watchlake up --with sql-gateway starts one" >&2
          exit 1
          """;
    }
    List<String> command =
        FlinkConf.tool(site, "sql-client", CLIENT)
            .jvm(site.logJvm("sql-client"))
            .jvm("-Xmx512m", "-XX:+UseSerialGC")
            .arguments("gateway")
            .arguments("--endpoint", "127.0.0.1:" + site.settings().ports().sqlGateway())
            .arguments("--init", init.toString())
            .line();
    return """
        #!/bin/sh
        # Written by ./watchlake up: Flink's SQL client with the lakehouse of this stack.
        # Without arguments it asks for statements; -f FILE runs those of a file.
        FLINK_CONF_DIR=%s
        export FLINK_CONF_DIR
        exec %s "$@"
        """
        .formatted(
            quoted(site.home().flinkConf().toString()),
            command.stream().map(FlinkSql::quoted).collect(Collectors.joining(" ")));
  }

  /** A word of a shell script. */
  private static String quoted(String word) {
    return '\'' + word.replace("'", "'\\''") + '\'';
  }
}
