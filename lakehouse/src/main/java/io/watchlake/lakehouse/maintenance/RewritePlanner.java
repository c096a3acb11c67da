package io.watchlake.lakehouse.maintenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.StructLikeMap;

/**
 * Chooses files to rewrite, in passes: first the unsorted files that sinks wrote become sorted
 * ones; then sorted files are merged.
 *
 * <p>A day that grows must not be rewritten whole every time. So a file is merged only together
 * with at least as many bytes of smaller files: each time a row is rewritten, the file it lies in
 * at least doubles, and a row is rewritten at most log2(bytes of the day / bytes of a sink's file)
 * times. What is left alone is larger than all smaller files together, so there are at most as many
 * files as that logarithm; a file that has an eighth of its day is left alone whatever the others
 * are. Should there be too many files nevertheless, the smallest are merged regardless.
 */
final class RewritePlanner {

  /** A file of this part of its day is large enough. */
  private static final int LARGE_PART = 8;

  /** ... and of this size at least: smaller days may end in one file. */
  private static final long LARGE_BYTES = 256L << 20;

  private static final Comparator<DataFile> BY_SIZE =
      Comparator.comparingLong(DataFile::fileSizeInBytes).thenComparing(DataFile::location);

  private final String tableName;
  private final Table table;
  private final MaintenancePolicy policy;

  RewritePlanner(String tableName, Table table, MaintenancePolicy policy) {
    this.tableName = tableName;
    this.table = table;
    this.policy = policy;
  }

  /** The groups of the next pass; empty when the table is as it should be. */
  List<RewriteGroup> plan() {
    Snapshot snapshot = table.currentSnapshot();
    if (snapshot == null) {
      return List.of();
    }
    List<RewriteGroup> groups = new ArrayList<>();
    for (List<DataFile> day : days(snapshot).values()) {
      List<DataFile> unsorted = day.stream().filter(file -> !isSorted(file)).toList();
      if (!unsorted.isEmpty()) {
        sortGroups(unsorted).forEach(files -> groups.add(group(snapshot, false, files)));
      } else {
        List<DataFile> merged = toMerge(day);
        if (merged.size() > 1) {
          groups.add(group(snapshot, true, merged));
        }
      }
    }
    return List.copyOf(groups);
  }

  private Map<StructLike, List<DataFile>> days(Snapshot snapshot) {
    Map<StructLike, List<DataFile>> days = StructLikeMap.create(table.spec().partitionType());
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshot.snapshotId()).planFiles()) {
      for (FileScanTask task : tasks) {
        DataFile file = task.file();
        // Files of an older partition spec, and those with deletes, are not ours to judge.
        if (file.specId() == table.spec().specId() && task.deletes().isEmpty()) {
          days.computeIfAbsent(file.partition(), key -> new ArrayList<>()).add(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return days;
  }

  private boolean isSorted(DataFile file) {
    return Objects.equals(file.sortOrderId(), table.sortOrder().orderId());
  }

  /** Unsorted files in groups of about as many rows as are sorted at once. */
  private List<List<DataFile>> sortGroups(List<DataFile> unsorted) {
    List<List<DataFile>> groups = new ArrayList<>();
    List<DataFile> group = new ArrayList<>();
    long rows = 0;
    for (DataFile file : unsorted) {
      if (!group.isEmpty() && rows + file.recordCount() > policy.sortRows()) {
        groups.add(group);
        group = new ArrayList<>();
        rows = 0;
      }
      group.add(file);
      rows += file.recordCount();
    }
    groups.add(group);
    return groups;
  }

  /** The smallest files of a day, as many as the doubling rule and the limit want. */
  private List<DataFile> toMerge(List<DataFile> day) {
    long dayBytes = day.stream().mapToLong(DataFile::fileSizeInBytes).sum();
    long large = Math.max(LARGE_BYTES, dayBytes / LARGE_PART);
    List<DataFile> small =
        day.stream().filter(file -> file.fileSizeInBytes() < large).sorted(BY_SIZE).toList();
    int excess = day.size() - policy.maxFilesPerDay() + 1;
    int take = 0;
    long taken = 0;
    long bytes = 0;
    for (int i = 0; i < small.size(); i++) {
      long size = small.get(i).fileSizeInBytes();
      bytes += size;
      if (size <= taken || i < excess) {
        take = i + 1;
      }
      taken = bytes;
    }
    return small.subList(0, take);
  }

  private RewriteGroup group(Snapshot snapshot, boolean sorted, List<DataFile> files) {
    return new RewriteGroup(
        tableName,
        snapshot.snapshotId(),
        sorted,
        DataFiles.toJson(table, files),
        files.stream().mapToLong(DataFile::fileSizeInBytes).sum(),
        files.stream().mapToLong(DataFile::recordCount).sum());
  }
}
