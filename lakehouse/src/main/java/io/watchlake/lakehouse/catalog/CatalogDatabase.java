package io.watchlake.lakehouse.catalog;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** The database the catalog is in, for what the catalog's own tables have no place for. */
public final class CatalogDatabase {

  private static final String JDBC_PREFIX = "jdbc.";

  private CatalogDatabase() {}

  /**
   * A connection of the caller's own, in auto-commit mode.
   *
   * @throws SQLException if the database cannot be reached
   */
  public static Connection connect(CatalogOptions options) throws SQLException {
    Catalogs.createLocalFolders(options);
    Properties properties = new Properties();
    Catalogs.properties(options)
        .forEach(
            (key, value) -> {
              if (key.startsWith(JDBC_PREFIX) && !key.equals(Catalogs.SCHEMA_VERSION)) {
                properties.setProperty(key.substring(JDBC_PREFIX.length()), value);
              }
            });
    return DriverManager.getConnection(options.catalogUri(), properties);
  }
}
