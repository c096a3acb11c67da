package io.watchlake.lakehouse.maintenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.PropertyUtil;
import org.apache.iceberg.util.StructLikeMap;
import org.jspecify.annotations.Nullable;

/**
 * Chooses files to rewrite, in passes: first the unsorted files that sinks wrote become sorted
 * ones; then sorted files are merged, only so many at once that what is held of each fits into
 * memory, and what comes of it again in the next pass.
 *
 * <p>A day that grows must not be rewritten whole every time. So a file is merged only together
 * with at least as many bytes of smaller files: each time a row is rewritten, the file it lies in
 * at least doubles, and a row is rewritten at most log2(bytes of the day / bytes of a sink's file)
 * times. What is left alone is larger than all smaller files together, so there are at most as many
 * files as that logarithm; a file that has an eighth of its day is left alone whatever the others
 * are. Should there be too many files nevertheless, the smallest are merged regardless.
 *
 * <p>Files in a sort order that the table had before stay as they are: they are few a day, and
 * years are not sorted anew.
 */
final class RewritePlanner {

  /** A file of this part of its day is large enough. */
  private static final int LARGE_PART = 8;

  /** ... and of this size at least: smaller days may end in one file. */
  private static final long LARGE_BYTES = 256L << 20;

  /** Of files that are merged at once, so much is in memory at most, before it is unpacked. */
  private static final long MERGED_BYTES = 128L << 20;

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

  /** Groups of unsorted files; empty where all are sorted. */
  List<RewriteGroup> sorts() {
    List<RewriteGroup> groups = new ArrayList<>();
    Snapshot snapshot = table.currentSnapshot();
    for (List<DataFile> day : days(snapshot)) {
      List<DataFile> unsorted = day.stream().filter(SortedFiles::isUnsorted).toList();
      sortGroups(unsorted).forEach(files -> groups.add(group(snapshot, false, files)));
    }
    return List.copyOf(groups);
  }

  /**
   * Groups of sorted files that are to be merged, of any day with too many; unsorted files are not
   * looked at. Each pass leaves fewer files, so that there comes one that is empty.
   */
  List<RewriteGroup> merges() {
    List<RewriteGroup> groups = new ArrayList<>();
    Snapshot snapshot = table.currentSnapshot();
    for (List<DataFile> day : days(snapshot)) {
      List<DataFile> sorted =
          day.stream().filter(file -> SortedFiles.isSorted(file, table.sortOrder())).toList();
      mergeGroups(toMerge(sorted)).forEach(files -> groups.add(group(snapshot, true, files)));
    }
    return List.copyOf(groups);
  }

  private Collection<List<DataFile>> days(@Nullable Snapshot snapshot) {
    if (snapshot == null) {
      return List.of();
    }
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
    return days.values();
  }

  /** Unsorted files in groups of about as many rows as are sorted at once. */
  private List<List<DataFile>> sortGroups(List<DataFile> unsorted) {
    return cut(unsorted, DataFile::recordCount, (files, rows) -> rows <= policy.sortRows());
  }

  /** Files to merge in groups that are merged at once, of two at least. */
  private List<List<DataFile>> mergeGroups(List<DataFile> merged) {
    long rowGroup =
        PropertyUtil.propertyAsLong(
            table.properties(),
            TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES,
            TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES_DEFAULT);
    List<List<DataFile>> groups =
        cut(
            merged,
            file -> Math.min(file.fileSizeInBytes(), rowGroup),
            (files, bytes) -> files < 2 || (files < policy.mergeFiles() && bytes <= MERGED_BYTES));
    return groups.stream().filter(group -> group.size() > 1).toList();
  }

  /** Whether a file may be added to a group. */
  private interface Room {

    /**
     * @param files how many the group has
     * @param weight of the group with the file
     */
    boolean isThere(int files, long weight);
  }

  private static List<List<DataFile>> cut(
      List<DataFile> files, ToLongFunction<DataFile> weight, Room room) {
    List<List<DataFile>> groups = new ArrayList<>();
    List<DataFile> group = List.of();
    long total = 0;
    for (DataFile file : files) {
      total += weight.applyAsLong(file);
      if (groups.isEmpty() || !room.isThere(group.size(), total)) {
        group = new ArrayList<>();
        groups.add(group);
        total = weight.applyAsLong(file);
      }
      group.add(file);
    }
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
