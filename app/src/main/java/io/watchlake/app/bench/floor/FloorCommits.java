package io.watchlake.app.bench.floor;

import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.model.Tables;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;

/** Commits what all threads have written, table by table, while they wait. */
final class FloorCommits implements Runnable {

  /** The tables that the job writes rows of number points to. */
  static final List<String> TABLES =
      List.of(Tables.METRIC_CHUNKS, Tables.SERIES, Tables.ROLLUPS_1M_LOG, Tables.ROLLUPS_1H_LOG);

  private final Lakehouse lakehouse;
  private final List<FloorReader> readers;
  private int made;
  private long chunkBytes;
  private volatile boolean done;

  FloorCommits(Lakehouse lakehouse, List<FloorReader> readers) {
    this.lakehouse = lakehouse;
    this.readers = readers;
  }

  @Override
  public void run() {
    boolean any = false;
    for (String table : TABLES) {
      List<DataFile> files = new ArrayList<>();
      readers.forEach(reader -> files.addAll(reader.files(table)));
      if (!files.isEmpty()) {
        any = true;
        AppendFiles append = lakehouse.table(table).newAppend();
        files.forEach(append::appendFile);
        append.commit();
      }
      if (table.equals(Tables.METRIC_CHUNKS)) {
        chunkBytes += files.stream().mapToLong(DataFile::fileSizeInBytes).sum();
      }
    }
    made += any ? 1 : 0;
    done = readers.stream().allMatch(FloorReader::atEnd);
  }

  /** Whether the last commit was the last one. */
  boolean done() {
    return done;
  }

  int made() {
    return made;
  }

  long chunkBytes() {
    return chunkBytes;
  }
}
