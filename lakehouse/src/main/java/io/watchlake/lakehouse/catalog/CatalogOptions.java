package io.watchlake.lakehouse.catalog;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the Iceberg catalog and the tables' files are. Travels inside Flink job graphs, so it never
 * holds a secret: a property whose value is one is given as {@code <property>_env} (name of an
 * environment variable) or {@code <property>_file} (path of a file), read by whoever opens the
 * catalog.
 *
 * @param catalogUri JDBC URL of the catalog's database
 * @param warehouse folder of the tables' files: a local path or a URI that Hadoop's file systems
 *     know
 * @param extra further properties of the Iceberg catalog, such as {@code jdbc.user} and {@code
 *     jdbc.password_env}; those that begin with {@code hadoop.} go to Hadoop's configuration
 *     without that prefix
 */
public record CatalogOptions(String catalogUri, String warehouse, Map<String, String> extra)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  public CatalogOptions {
    if (!catalogUri.startsWith("jdbc:")) {
      throw new IllegalArgumentException(
          "the catalog's address must be a JDBC URL such as jdbc:postgresql://host/database");
    }
    if (catalogUri.toLowerCase(Locale.ROOT).contains("password=")) {
      throw new IllegalArgumentException(
          "the catalog's address holds a password: give it as jdbc.password_env or"
              + " jdbc.password_file instead");
    }
    for (String key : extra.keySet()) {
      if (key.toLowerCase(Locale.ROOT).endsWith("password")) {
        throw new IllegalArgumentException(
            "the catalog property '"
                + key
                + "' would put a secret into the job graph: give '"
                + key
                + "_env' or '"
                + key
                + "_file' instead");
      }
    }
    extra = Map.copyOf(extra);
  }

  /** A catalog at {@code catalogUri} without further properties. */
  public static CatalogOptions of(String catalogUri, String warehouse) {
    return new CatalogOptions(catalogUri, warehouse, Map.of());
  }

  /**
   * The local stack's: SQLite and files below {@code home}. The folders need not exist yet. SQLite
   * has one writer at a time; the others wait for it as long as the busy timeout says.
   */
  public static CatalogOptions local(Path home) {
    Path lakehouse = home.toAbsolutePath().normalize().resolve("lakehouse");
    return of(
        "jdbc:sqlite:file:" + lakehouse.resolve("catalog.db") + "?busy_timeout=10000",
        lakehouse.resolve("warehouse").toString());
  }

  boolean isSqlite() {
    return catalogUri.startsWith("jdbc:sqlite:");
  }

  /** Whether the tables' files are on this machine's own file system. */
  public boolean isLocalWarehouse() {
    return warehouse.startsWith("/") || warehouse.startsWith("file:");
  }

  /** The names of the extra properties only: their values may name secrets. */
  @Override
  public String toString() {
    return "CatalogOptions["
        + catalogUri
        + ", warehouse="
        + warehouse
        + ", extra="
        + new TreeMap<>(extra).keySet()
        + "]";
  }
}
