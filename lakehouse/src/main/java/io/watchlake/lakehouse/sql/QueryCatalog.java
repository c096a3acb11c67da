package io.watchlake.lakehouse.sql;

import io.watchlake.model.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/**
 * A DuckDB database of one query's own, in which its tables and views are defined. Queries share
 * the instance, its memory and its caches, and see nothing of each other.
 */
final class QueryCatalog implements AutoCloseable {

  private final Connection connection;
  private final String name;

  QueryCatalog(Connection connection, String name) throws SQLException {
    this.connection = connection;
    this.name = name;
    execute("ATTACH ':memory:' AS " + name);
    execute("USE " + name);
    for (String namespace : Tables.NAMESPACES) {
      execute("CREATE SCHEMA " + namespace);
    }
    execute("SET search_path = '" + name + "." + Tables.NAMESPACE + "," + name + ".main'");
  }

  void define(TableScans.Plan plan) throws SQLException {
    String columns =
        plan.schema().columns().stream().map(DuckDbTypes::select).collect(Collectors.joining(", "));
    String from = plan.files().isEmpty() ? noRows(plan) : files(plan);
    execute("CREATE VIEW " + plan.table() + " AS SELECT " + columns + " FROM " + from);
  }

  void define(View view) throws SQLException {
    execute("CREATE VIEW " + view.name() + " AS " + view.sql());
  }

  private static String files(TableScans.Plan plan) {
    String files =
        plan.files().stream()
            .map(DuckDbTypes::literal)
            .collect(Collectors.joining(", ", "read_parquet([", "], hive_partitioning = false"));
    // Files may all be older than a column: then it comes from the empty side of the union.
    return plan.columnsAdded()
        ? "(SELECT * FROM "
            + noRows(plan)
            + " UNION ALL BY NAME SELECT * FROM "
            + files
            + ", union_by_name = true))"
        : files + ")";
  }

  private static String noRows(TableScans.Plan plan) {
    return plan.schema().columns().stream()
        .map(
            field ->
                "CAST(NULL AS "
                    + DuckDbTypes.of(field.type())
                    + ") AS "
                    + DuckDbTypes.quoted(field.name()))
        .collect(Collectors.joining(", ", "(SELECT ", " WHERE false)"));
  }

  /** A statement closes itself on an error, so each gets its own. */
  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    execute("USE memory");
    execute("DETACH " + name);
  }
}
