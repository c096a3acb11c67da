package io.watchlake.app.sql;

import io.watchlake.app.json.Json;
import io.watchlake.app.lake.StackCatalog;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.sql.SqlCursor;
import io.watchlake.lakehouse.sql.SqlEngine;
import io.watchlake.lakehouse.sql.SqlException;
import io.watchlake.lakehouse.sql.SqlSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the lakehouse in this process. Safe for use by several threads. */
public final class LakehouseSql implements SqlSource, AutoCloseable {

  private final SqlEngine engine;

  private LakehouseSql(SqlEngine engine) {
    this.engine = engine;
  }

  /** The lakehouse of a catalog. */
  public static LakehouseSql open(CatalogOptions catalog) {
    return new LakehouseSql(SqlEngine.open(catalog, SqlSettings.DEFAULT));
  }

  /**
   * The lakehouse below a stack's home folder, whether the stack runs or not.
   *
   * @throws SqlFailure if there is none yet
   */
  public static LakehouseSql ofHome(Path home) throws SqlFailure {
    if (!Files.isDirectory(home.resolve("lakehouse"))) {
      throw new SqlFailure(
          SqlFailure.Fault.ANSWER,
          "there is no lakehouse in "
              + home
              + " yet: ./watchlake up makes it, --home names another");
    }
    return open(StackCatalog.of(home));
  }

  @Override
  public void query(String sql, long limit, RowSink sink) throws SqlFailure, IOException {
    try (SqlCursor cursor = engine.open(sql)) {
      sink.columns(
          cursor.columns().stream().map(one -> new Column(one.name(), one.type())).toList());
      long rows = 0;
      boolean cut = false;
      for (List<@Nullable Object> row = cursor.next(); row != null; row = cursor.next()) {
        if (limit != ALL_ROWS && rows == limit) {
          cut = true;
          break;
        }
        sink.row(plain(row));
        rows++;
      }
      sink.end(new RowSink.Summary(rows, cut, cursor.elapsed().toMillis()));
    } catch (SqlException e) {
      throw failure(e);
    }
  }

  private static SqlFailure failure(SqlException e) {
    SqlFailure.Fault fault =
        switch (e.reason()) {
          case STATEMENT, REFUSED -> SqlFailure.Fault.QUESTION;
          case LIMIT, FAILED -> SqlFailure.Fault.ANSWER;
        };
    return new SqlFailure(fault, String.valueOf(e.getMessage()), e);
  }

  /** Values as {@link RowSink#row} promises them. */
  private static List<@Nullable Object> plain(List<@Nullable Object> row) {
    List<@Nullable Object> values = new ArrayList<>(row.size());
    for (Object value : row) {
      if (value instanceof List<?> || value instanceof Map<?, ?>) {
        values.add(Json.write(value));
      } else if (value == null || value instanceof Boolean || value instanceof Number) {
        values.add(value);
      } else {
        values.add(value.toString());
      }
    }
    return values;
  }

  @Override
  public void close() {
    engine.close();
  }
}
