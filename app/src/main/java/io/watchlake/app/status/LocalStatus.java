package io.watchlake.app.status;

import io.watchlake.app.lake.StackCatalog;
import io.watchlake.app.sql.LakehouseSql;
import io.watchlake.app.sql.RowSink;
import io.watchlake.app.sql.SqlFailure;
import io.watchlake.app.sql.SqlSource;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The status gathered in this process, for when the server does not answer. */
final class LocalStatus implements StatusSource, AutoCloseable {

  private final Deque<AutoCloseable> opened;
  private final StatusCollector collector;

  private LocalStatus(Deque<AutoCloseable> opened, StatusCollector collector) {
    this.opened = opened;
    this.collector = collector;
  }

  /** Of the stack in {@code home}, which may be down, or never have been up. */
  static LocalStatus of(Path home, InstantSource clock) {
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    StatusCollector.Sources sources;
    CatalogOptions catalog = StackCatalog.of(home);
    // To open a local catalog is to make one: a home that was never up has none.
    if (!catalog.equals(CatalogOptions.local(home))
        || Files.isRegularFile(home.resolve("lakehouse").resolve("catalog.db"))) {
      LakehouseSql sql = LakehouseSql.open(catalog);
      opened.push(sql);
      TableHealthFigures tables = TableHealthFigures.open(catalog, clock);
      opened.push(tables);
      sources = new StatusCollector.Sources(sql, tables::ask, null);
    } else {
      sources = new StatusCollector.Sources(new NoLakehouse(), List::of, null);
    }
    StatusCollector collector = new StatusCollector(home, sources, clock);
    opened.push(collector);
    return new LocalStatus(opened, collector);
  }

  @Override
  public StackStatus status() {
    return collector.status();
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("the lakehouse does not close: " + e.getMessage(), e);
      }
    }
  }

  /** Answers every question with no rows: where no lakehouse is, there are none. */
  private static final class NoLakehouse implements SqlSource {

    @Override
    public void query(String sql, long limit, RowSink sink) throws SqlFailure, IOException {
      sink.columns(List.of());
      sink.end(new RowSink.Summary(0, false, 0));
    }
  }
}
