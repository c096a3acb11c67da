package io.watchlake.lakehouse.maintenance;

import io.watchlake.model.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFiles;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.PendingUpdate;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the live timeline's rows of whole days. A file that holds nothing else is dropped from
 * the table; one that compaction made of several timelines is written anew without them, so that no
 * delete file ever comes into being.
 */
final class ExpiredDays {

  private static final Logger LOG = LoggerFactory.getLogger(ExpiredDays.class);

  private static final String TIMELINE = "timeline";
  private static final String TS = "ts";
  private static final String LIVE = Timeline.LIVE.name();

  private final Table table;
  private final SortedFiles files;

  ExpiredDays(Table table) {
    this.table = table;
    this.files = new SortedFiles(table);
  }

  /** What is to be done, as far as it is known. */
  private static final class Change {
    private final List<DataFile> dropped = new ArrayList<>();
    private final List<DataFile> written = new ArrayList<>();
    private long rows;
  }

  /**
   * Removes rows in one commit.
   *
   * @param firstKept the first day, in UTC, whose rows stay
   * @return how many rows were removed
   */
  long remove(LocalDate firstKept) {
    Snapshot snapshot = table.currentSnapshot();
    if (snapshot == null) {
      return 0;
    }
    Change change = new Change();
    boolean ready = false;
    try {
      for (DataFile file : before(snapshot, firstKept)) {
        remove(file, change);
      }
      ready = true;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove old rows of " + table.name(), e);
    } finally {
      if (!ready) {
        files.discard(change.written);
      }
    }
    return change.dropped.isEmpty() || commit(snapshot, change) ? change.rows : 0;
  }

  private List<DataFile> before(Snapshot snapshot, LocalDate firstKept) throws IOException {
    long firstMicros = firstKept.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000;
    List<DataFile> found = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        table
            .newScan()
            .useSnapshot(snapshot.snapshotId())
            .filter(Expressions.lessThan(TS, firstMicros))
            .includeColumnStats(List.of(TIMELINE))
            .planFiles()) {
      for (FileScanTask task : tasks) {
        DataFile file = task.file();
        // Files of an older partition spec, and those with deletes, are not ours to judge.
        if (file.specId() == table.spec().specId()
            && task.deletes().isEmpty()
            && file.partition().get(0, Integer.class) < firstKept.toEpochDay()) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private void remove(DataFile file, Change change) throws IOException {
    long live = liveRows(file);
    if (live == 0) {
      return;
    }
    boolean mixed = live < file.recordCount();
    if (mixed && SortedFiles.isUnsorted(file)) {
      // Compaction sorts it first; the next run finds it sorted.
      return;
    }
    change.dropped.add(file);
    change.rows += live;
    if (mixed) {
      change.written.add(withoutLive(file, file.recordCount() - live));
    }
  }

  /** By the file's bounds where they say it, by its rows else. */
  private long liveRows(DataFile file) throws IOException {
    String least = bound(file.lowerBounds());
    String greatest = bound(file.upperBounds());
    if (least != null && greatest != null) {
      if (least.compareTo(LIVE) > 0 || greatest.compareTo(LIVE) < 0) {
        return 0;
      }
      if (least.equals(greatest)) {
        return file.recordCount();
      }
    }
    return countLive(file);
  }

  private @Nullable String bound(@Nullable Map<Integer, ByteBuffer> bounds) {
    ByteBuffer bound = bounds == null ? null : bounds.get(timelineId());
    return bound == null
        ? null
        : Conversions.fromByteBuffer(Types.StringType.get(), bound).toString();
  }

  private int timelineId() {
    return table.schema().findField(TIMELINE).fieldId();
  }

  private long countLive(DataFile file) throws IOException {
    Schema timelineAlone = table.schema().select(TIMELINE);
    long count = 0;
    try (CloseableIterable<Record> rows = files.read(file, timelineAlone)) {
      for (Record row : rows) {
        count += isLive(row) ? 1 : 0;
      }
    }
    return count;
  }

  /** What is sorted stays so. */
  private DataFile withoutLive(DataFile file, long rows) throws IOException {
    return files.writeInOrderOf(
        file,
        rows,
        output -> {
          try (CloseableIterable<Record> records = files.read(file)) {
            for (Record record : records) {
              if (!isLive(record)) {
                output.accept(record);
              }
            }
          }
        });
  }

  private static boolean isLive(Record row) {
    return LIVE.equals(row.getField(TIMELINE));
  }

  private boolean commit(Snapshot snapshot, Change change) {
    PendingUpdate<Snapshot> update = update(snapshot, change);
    try {
      update.commit();
      return true;
    } catch (CommitFailedException | ValidationException e) {
      files.discard(change.written);
      LOG.info("removing old rows of {} is tried again later: {}", table.name(), e.getMessage());
      return false;
    }
  }

  private PendingUpdate<Snapshot> update(Snapshot snapshot, Change change) {
    if (change.written.isEmpty()) {
      DeleteFiles delete = table.newDelete().validateFilesExist();
      change.dropped.forEach(delete::deleteFile);
      return delete;
    }
    OverwriteFiles overwrite = table.newOverwrite().validateFromSnapshot(snapshot.snapshotId());
    change.dropped.forEach(overwrite::deleteFile);
    change.written.forEach(overwrite::addFile);
    return overwrite.validateNoConflictingDeletes();
  }
}
