package io.watchlake.lakehouse.maintenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableGroup;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Rewrites groups. Memory is bounded: unsorted rows are held a set number at a time, and sorted
 * files are merged as streams.
 */
final class RewriteRunner {

  private final Table table;
  private final int sortRows;
  private final SortedFiles files;

  RewriteRunner(Table table, int sortRows) {
    this.table = table;
    this.sortRows = sortRows;
    this.files = new SortedFiles(table);
  }

  RewriteResult rewrite(RewriteGroup group) {
    List<DataFile> old = DataFiles.fromJson(table, group.files());
    List<DataFile> written = new ArrayList<>();
    boolean complete = false;
    try {
      if (group.sorted()) {
        merge(old, group.rows(), written);
      } else {
        sort(old, written);
      }
      long rows = written.stream().mapToLong(DataFile::recordCount).sum();
      if (rows != group.rows()) {
        throw new IllegalStateException(
            "rewriting "
                + group.tableName()
                + " made "
                + rows
                + " rows of "
                + group.rows()
                + "; nothing is committed");
      }
      complete = true;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot rewrite files of " + group.tableName(), e);
    } finally {
      if (!complete) {
        files.discard(written);
      }
    }
    return new RewriteResult(
        group,
        DataFiles.toJson(table, written),
        written.stream().mapToLong(DataFile::fileSizeInBytes).sum());
  }

  /** One sorted file for every {@code sortRows} rows. */
  private void sort(List<DataFile> old, List<DataFile> written) throws IOException {
    Comparator<Record> order = files.order();
    List<Record> rows = new ArrayList<>();
    for (DataFile file : old) {
      try (CloseableIterable<Record> records = files.read(file)) {
        for (Record record : records) {
          rows.add(record);
          if (rows.size() >= sortRows) {
            flush(rows, order, old.get(0), written);
          }
        }
      }
    }
    flush(rows, order, old.get(0), written);
  }

  private void flush(
      List<Record> rows, Comparator<Record> order, DataFile like, List<DataFile> written)
      throws IOException {
    if (rows.isEmpty()) {
      return;
    }
    rows.sort(order);
    written.add(files.write(like, rows.size(), rows::forEach));
    rows.clear();
  }

  private void merge(List<DataFile> old, long rows, List<DataFile> written) throws IOException {
    written.add(files.write(old.get(0), rows, output -> mergeTo(output, old)));
  }

  private void mergeTo(Consumer<Record> output, List<DataFile> old) throws IOException {
    Comparator<Record> order = files.order();
    PriorityQueue<Head> heads =
        new PriorityQueue<>((one, other) -> order.compare(one.record, other.record));
    try (CloseableGroup inputs = new CloseableGroup()) {
      for (DataFile file : old) {
        CloseableIterable<Record> records = files.read(file);
        inputs.addCloseable(records);
        Iterator<Record> iterator = records.iterator();
        if (iterator.hasNext()) {
          heads.add(new Head(iterator));
        }
      }
      for (Head head = heads.poll(); head != null; head = heads.poll()) {
        output.accept(head.record);
        if (head.advance()) {
          heads.add(head);
        }
      }
    }
  }

  /** The next record of an input. */
  private static final class Head {
    private final Iterator<Record> records;
    private Record record;

    private Head(Iterator<Record> records) {
      this.records = records;
      this.record = records.next();
    }

    private boolean advance() {
      if (!records.hasNext()) {
        return false;
      }
      record = records.next();
      return true;
    }
  }
}
