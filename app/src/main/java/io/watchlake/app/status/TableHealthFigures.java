package io.watchlake.app.status;

import io.watchlake.app.status.StackStatus.TableFigures;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.model.Tables;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/** Rows, files and bytes of each table; a table is looked at again only after a commit. */
public final class TableHealthFigures implements AutoCloseable {

  private final Lakehouse lakehouse;
  private final InstantSource clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private TableHealthFigures(Lakehouse lakehouse, InstantSource clock) {
    this.lakehouse = lakehouse;
    this.clock = clock;
  }

  /** Opens the catalog. */
  public static TableHealthFigures open(CatalogOptions catalog, InstantSource clock) {
    return new TableHealthFigures(Lakehouse.open(catalog), clock);
  }

  private record Known(@Nullable Long snapshot, long rows, long files, long bytes, long most) {

    static final Known EMPTY = new Known(null, 0, 0, 0, 0);
  }

  /** Figures of the tables there are. */
  public List<TableFigures> ask() throws IOException {
    List<TableFigures> figures = new ArrayList<>();
    for (String name : Tables.STORED) {
      if (lakehouse.catalog().tableExists(TableIdentifier.parse(name))) {
        figures.add(figures(name, lakehouse.table(name)));
      }
    }
    return figures;
  }

  private TableFigures figures(String name, Table table) throws IOException {
    Snapshot snapshot = table.currentSnapshot();
    if (snapshot == null) {
      return new TableFigures(name, 0, 0, 0, null, null, 0);
    }
    Known figures = known.getOrDefault(name, Known.EMPTY);
    if (figures.snapshot == null || figures.snapshot != snapshot.snapshotId()) {
      figures = count(table, snapshot);
      known.put(name, figures);
    }
    Instant committed = Instant.ofEpochMilli(snapshot.timestampMillis());
    return new TableFigures(
        name,
        figures.rows,
        figures.files,
        figures.bytes,
        committed,
        Math.max(0, Duration.between(committed, clock.instant()).toMillis()),
        figures.most);
  }

  private static Known count(Table table, Snapshot snapshot) throws IOException {
    long rows = 0;
    long bytes = 0;
    long files = 0;
    Map<String, Long> byPartition = new HashMap<>();
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshot.snapshotId()).planFiles()) {
      for (FileScanTask task : tasks) {
        rows += task.file().recordCount();
        bytes += task.file().fileSizeInBytes();
        files++;
        byPartition.merge(table.spec().partitionToPath(task.file().partition()), 1L, Long::sum);
      }
    }
    long most = byPartition.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return new Known(snapshot.snapshotId(), rows, files, bytes, most);
  }

  @Override
  public void close() {
    lakehouse.close();
  }
}
