package io.watchlake.lakehouse.sql;

import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.lakehouse.sql.SqlException.Reason;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
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
  private final AtomicLong queries = new AtomicLong();

  private SqlEngine(Lakehouse lakehouse, DuckDBConnection duckDb, SqlSettings settings) {
    this.lakehouse = lakehouse;
    this.scans = new TableScans(lakehouse);
    this.duckDb = duckDb;
    this.settings = settings;
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
   * Answers one statement that reads: SELECT, SHOW TABLES, DESCRIBE, SUMMARIZE, EXPLAIN. Files that
   * vanish meanwhile, because {@code maintain} expired the snapshot, are planned anew once.
   *
   * @throws SqlException if it cannot be answered; the message says why
   */
  public SqlResult query(String sql) {
    long start = System.nanoTime();
    try (Connection connection = duckDb.duplicate()) {
      ParsedStatement statement = parser(connection).parse(sql);
      try {
        return run(connection, statement, start);
      } catch (SQLException e) {
        if (!filesVanished(e)) {
          throw e;
        }
        return run(connection, statement, start);
      }
    } catch (SQLException e) {
      throw explain(e);
    }
  }

  private StatementParser parser(Connection connection) {
    return new StatementParser(connection, views.timeColumns());
  }

  private SqlResult run(Connection connection, ParsedStatement parsed, long start)
      throws SQLException {
    Views.Needed needed = parsed.listsTables() ? views.all() : views.needed(parsed.references());
    Map<String, Long> snapshots = new LinkedHashMap<>();
    try (QueryCatalog catalog = new QueryCatalog(connection, "query_" + queries.incrementAndGet());
        Statement statement = connection.createStatement()) {
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
      statement.setQueryTimeout((int) settings.timeout().toSeconds());
      try (ResultSet result = statement.executeQuery(parsed.sql())) {
        return read(result, snapshots, start);
      }
    }
  }

  private SqlResult read(ResultSet result, Map<String, Long> snapshots, long start)
      throws SQLException {
    List<SqlResult.Column> columns = ResultReader.columns(result.getMetaData());
    List<List<@Nullable Object>> rows = new ArrayList<>();
    boolean truncated = false;
    while (result.next()) {
      if (rows.size() == settings.maxRows()) {
        truncated = true;
        break;
      }
      rows.add(ResultReader.row(result, columns.size()));
    }
    return new SqlResult(
        columns, rows, truncated, snapshots, Duration.ofNanos(System.nanoTime() - start));
  }

  private static boolean filesVanished(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("No files found") || message.contains("Cannot open file");
  }

  private SqlException explain(SQLException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof SQLTimeoutException || message.contains("INTERRUPT Error")) {
      return new SqlException(
          Reason.LIMIT,
          "cancelled after "
              + settings.timeout().toSeconds()
              + " s: ask for less, such as a shorter time, or use Flink SQL",
          e);
    }
    if (message.contains("Out of Memory Error")) {
      return new SqlException(
          Reason.LIMIT,
          "needs more memory than the "
              + (settings.memoryBytes() >> 20)
              + " MiB that SQL may use: ask for less, such as a shorter time, raise the limit, or"
              + " use Flink SQL",
          e);
    }
    boolean failed = message.startsWith("IO Error") || message.startsWith("INTERNAL Error");
    return new SqlException(failed ? Reason.FAILED : Reason.STATEMENT, withoutStack(message), e);
  }

  private static String withoutStack(String message) {
    int stack = message.toLowerCase(Locale.ROOT).indexOf("\nstack trace");
    return stack < 0 ? message : message.substring(0, stack);
  }

  @Override
  public void close() {
    try {
      duckDb.close();
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not close: " + e.getMessage(), e);
    } finally {
      lakehouse.close();
    }
  }
}
