package io.watchlake.jobs.run;

import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/** What is committed to the tables of a catalog. */
public record LakeRows(CatalogOptions catalog) {

  /** How many rows a table holds. */
  public long count(String table) {
    try (Lakehouse lakehouse = Lakehouse.open(catalog)) {
      Snapshot snapshot = lakehouse.table(table).currentSnapshot();
      return snapshot == null
          ? 0
          : Long.parseLong(snapshot.summary().get(SnapshotSummary.TOTAL_RECORDS_PROP));
    }
  }

  /** How many rows have a value in a column. */
  public long count(String table, String column, String value) {
    try (Lakehouse lakehouse = Lakehouse.open(catalog)) {
      long count = 0;
      try (CloseableIterable<Record> rows =
          IcebergGenerics.read(lakehouse.table(table)).select(column).build()) {
        for (Record row : rows) {
          count += value.equals(row.getField(column)) ? 1 : 0;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return count;
    }
  }

  /** The sum of a column of whole numbers. */
  public long sum(String table, String column) {
    try (Lakehouse lakehouse = Lakehouse.open(catalog)) {
      long sum = 0;
      try (CloseableIterable<Record> rows =
          IcebergGenerics.read(lakehouse.table(table)).select(column).build()) {
        for (Record row : rows) {
          sum += ((Number) row.getField(column)).longValue();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return sum;
    }
  }
}
