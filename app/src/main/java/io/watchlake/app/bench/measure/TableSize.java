package io.watchlake.app.bench.measure;

import java.time.Instant;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/**
 * What a table holds now.
 *
 * @param commits how many snapshots have added rows
 * @param rows rows in data files
 * @param files data files
 * @param bytes bytes of data files
 * @param lastCommit when the newest snapshot was committed; null for an empty table
 */
public record TableSize(
    int commits, long rows, long files, long bytes, @Nullable Instant lastCommit) {

  /** Looks at a table as it is now. */
  public static TableSize of(Table table) {
    table.refresh();
    Snapshot newest = table.currentSnapshot();
    if (newest == null) {
      return new TableSize(0, 0, 0, 0, null);
    }
    int commits = 0;
    for (Snapshot snapshot : table.snapshots()) {
      commits += number(snapshot, SnapshotSummary.ADDED_RECORDS_PROP) > 0 ? 1 : 0;
    }
    return new TableSize(
        commits,
        number(newest, SnapshotSummary.TOTAL_RECORDS_PROP),
        number(newest, SnapshotSummary.TOTAL_DATA_FILES_PROP),
        number(newest, SnapshotSummary.TOTAL_FILE_SIZE_PROP),
        Instant.ofEpochMilli(lastWithRows(table, newest).timestampMillis()));
  }

  /** The newest snapshot that added rows: a checkpoint without rows may be committed too. */
  private static Snapshot lastWithRows(Table table, Snapshot newest) {
    Snapshot snapshot = newest;
    while (snapshot.parentId() != null
        && number(snapshot, SnapshotSummary.ADDED_RECORDS_PROP) == 0) {
      Snapshot parent = table.snapshot(snapshot.parentId());
      if (parent == null) {
        return snapshot;
      }
      snapshot = parent;
    }
    return snapshot;
  }

  private static long number(Snapshot snapshot, String property) {
    return Long.parseLong(snapshot.summary().getOrDefault(property, "0"));
  }
}
