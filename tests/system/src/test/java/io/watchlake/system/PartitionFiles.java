package io.watchlake.system;

import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.model.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/**
 * How many files the fullest day partition of any table has.
 *
 * @param afterCompaction as the last compaction of each table left it; as of now where there was
 *     none
 * @param now at present
 */
record PartitionFiles(int afterCompaction, int now) {

  static PartitionFiles of(Path home) {
    int compacted = 0;
    int now = 0;
    try (Lakehouse lakehouse = Lakehouse.open(CatalogOptions.local(home))) {
      for (String name : Tables.STORED) {
        Table table = lakehouse.table(name);
        now = Math.max(now, fullest(table.newScan()));
        Snapshot last = lastCompaction(table);
        compacted =
            Math.max(
                compacted,
                last == null
                    ? fullest(table.newScan())
                    : fullest(table.newScan().useSnapshot(last.snapshotId())));
      }
    }
    return new PartitionFiles(compacted, now);
  }

  private static @Nullable Snapshot lastCompaction(Table table) {
    Snapshot last = null;
    for (Snapshot snapshot : table.snapshots()) {
      if (DataOperations.REPLACE.equals(snapshot.operation())
          && (last == null || snapshot.sequenceNumber() > last.sequenceNumber())) {
        last = snapshot;
      }
    }
    return last;
  }

  private static int fullest(TableScan scan) {
    Map<String, Integer> files = new HashMap<>();
    try (CloseableIterable<FileScanTask> tasks = scan.planFiles()) {
      for (FileScanTask task : tasks) {
        files.merge(String.valueOf(task.file().partition()), 1, Integer::sum);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** Files in the {@code metadata} folders of a namespace's tables. */
  long metadataFiles(Path warehouse, String namespace) {
    try (Stream<Path> files = Files.walk(warehouse.resolve(namespace))) {
      return files.filter(file -> file.getParent().endsWith("metadata")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Size of a folder; what vanishes meanwhile counts as nothing. */
  static long bytes(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
    } catch (UncheckedIOException | IOException vanished) {
      return 0;
    }
  }
}
