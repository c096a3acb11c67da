package io.watchlake.lakehouse.sql;

import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * Answers SQL over the lakehouse tables and views: DuckDB reads the files that an Iceberg scan of
 * the newest snapshot plans. Time conditions on {@code ts} and equality on {@code service}, {@code
 * timeline} and {@code metric} leave whole files out. Ids ({@code trace_id}, {@code span_id}) are
 * lower-case hex. Time zone is UTC. Safe for use by several threads.
 */
public final class SqlEngine implements AutoCloseable {

  private final Lakehouse lakehouse;
  private final TableScans scans;
  private final Views views = new Views();
  private final DuckDBConnection duckDb;
  private final SqlSettings settings;
  private final SqlFailures failures;
  private final TimeLimit limit;
  private final AtomicLong queries = new AtomicLong();

  private SqlEngine(Lakehouse lakehouse, DuckDBConnection duckDb, SqlSettings settings) {
    this.lakehouse = lakehouse;
    this.scans = new TableScans(lakehouse);
    this.duckDb = duckDb;
    this.settings = settings;
    this.failures = new SqlFailures(settings);
    this.limit = new TimeLimit(settings.timeout());
  }

  /**
   * Opens the catalog and an embedded DuckDB, which may read files below the warehouse and nothing
   * else.
   *
   * @throws RuntimeException if the catalog cannot be opened
   */
  public static SqlEngine open(CatalogOptions options, SqlSettings settings) {
    Lakehouse lakehouse = Lakehouse.open(withManifestCache(options));
    try {
      SqlEngine engine = new SqlEngine(lakehouse, openDuckDb(options, settings), settings);
      try (Connection connection = engine.duckDb.duplicate()) {
        engine.views.resolve(engine.parser(connection));
      }
      return engine;
    } catch (SQLException e) {
      lakehouse.close();
      throw new IllegalStateException("DuckDB does not start: " + e.getMessage(), e);
    }
  }

  private static CatalogOptions withManifestCache(CatalogOptions options) {
    Map<String, String> extra = new LinkedHashMap<>(options.extra());
    extra.putIfAbsent("io.manifest.cache-enabled", "true");
    return new CatalogOptions(options.catalogUri(), options.warehouse(), extra);
  }

  private static DuckDBConnection openDuckDb(CatalogOptions options, SqlSettings settings)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("threads", String.valueOf(settings.threads()));
    properties.setProperty("memory_limit", settings.memoryBytes() + "B");
    // Nothing is fetched, nothing is spilled into the working directory.
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("temp_directory", "");
    properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    DuckDBConnection connection =
        DriverManager.getConnection("jdbc:duckdb:", properties).unwrap(DuckDBConnection.class);
    List<String> setup = new ArrayList<>();
    setup.add("SET GLOBAL TimeZone = 'UTC'");
    if (options.isLocalWarehouse()) {
      setup.add(
          "SET GLOBAL allowed_directories = ["
              + DuckDbTypes.literal(TableScans.localPath(options.warehouse()))
              + "]");
    }
    setup.add("SET GLOBAL enable_external_access = false");
    for (String sql : setup) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
    return connection;
  }

  /**
   * Answers one statement that reads: SELECT, SHOW TABLES, DESCRIBE, SUMMARIZE, EXPLAIN. Rows
   * beyond {@link SqlSettings#maxRows()} are left out.
   *
   * @throws SqlException if it cannot be answered; the message says why
   */
  public SqlResult query(String sql) {
    try (SqlCursor cursor = open(sql)) {
      List<List<@Nullable Object>> rows = new ArrayList<>();
      boolean truncated = false;
      for (List<@Nullable Object> row = cursor.next(); row != null; row = cursor.next()) {
        if (rows.size() == settings.maxRows()) {
          truncated = true;
          break;
        }
        rows.add(row);
      }
      return new SqlResult(cursor.columns(), rows, truncated, cursor.snapshots(), cursor.elapsed());
    }
  }

  /**
   * Answers like {@link #query}, with all rows however many they are, one by one. Files that vanish
   * before the first row, because {@code maintain} expired the snapshot, are planned anew once.
   *
   * @throws SqlException if it cannot be answered; the message says why
   */
  public SqlCursor open(String sql) {
    long start = System.nanoTime();
    try {
      Connection connection = duckDb.duplicate();
      try {
        ParsedStatement statement = parser(connection).parse(sql);
        try {
          return run(connection, statement, start);
        } catch (SQLException e) {
          if (!SqlFailures.filesVanished(e)) {
            throw e;
          }
          return run(connection, statement, start);
        }
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failures.of(e);
    }
  }

  private StatementParser parser(Connection connection) {
    return new StatementParser(connection, views.timeColumns());
  }

  private SqlCursor run(Connection connection, ParsedStatement parsed, long start)
      throws SQLException {
    Views.Needed needed = parsed.listsTables() ? views.all() : views.needed(parsed.references());
    Map<String, Long> snapshots = new LinkedHashMap<>();
    QueryCatalog catalog = new QueryCatalog(connection, "query_" + queries.incrementAndGet());
    try {
      for (Map.Entry<String, List<Pruning>> table : needed.tables().entrySet()) {
        TableScans.Plan plan = scans.plan(table.getKey(), table.getValue());
        if (plan.snapshotId() != null) {
          snapshots.put(plan.table(), plan.snapshotId());
        }
        catalog.define(plan);
      }
      for (View view : needed.views()) {
        catalog.define(view);
      }
      RowStream stream = RowStream.open(connection, parsed, limit);
      return new SqlCursor(connection, catalog, snapshots, stream, failures, start);
    } catch (SQLException | RuntimeException e) {
      catalog.close();
      throw e;
    }
  }

  @Override
  public void close() {
    limit.close();
    try {
      duckDb.close();
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not close: " + e.getMessage(), e);
    } finally {
      lakehouse.close();
    }
  }
}
