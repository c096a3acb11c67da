package io.watchlake.lakehouse.maintenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.StructLikeMap;

/**
 * Data files of a table's newest snapshot.
 *
 * @param files all of them
 * @param maxPerPartition those of the day partition that has most
 * @param rows all rows
 * @param bytes all bytes
 */
record PartitionFiles(long files, int maxPerPartition, long rows, long bytes) {

  static PartitionFiles of(Table table) {
    Map<StructLike, Integer> perPartition = StructLikeMap.create(table.spec().partitionType());
    long files = 0;
    long rows = 0;
    long bytes = 0;
    try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
      for (FileScanTask task : tasks) {
        files++;
        rows += task.file().recordCount();
        bytes += task.file().fileSizeInBytes();
        perPartition.merge(task.file().partition(), 1, Integer::sum);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int most = perPartition.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return new PartitionFiles(files, most, rows, bytes);
  }
}
