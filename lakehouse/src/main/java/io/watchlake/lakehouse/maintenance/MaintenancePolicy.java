package io.watchlake.lakehouse.maintenance;

import java.io.Serializable;
import java.time.Duration;

/**
 * What maintenance aims at.
 *
 * @param maxFilesPerDay files a day partition may have after a run
 * @param sortRows rows that are sorted in memory at once
 * @param mergeFiles sorted files that are merged at once, of each of which a part is in memory
 * @param keepSnapshots snapshots that are kept whatever their age
 * @param keepSnapshotsFor younger snapshots are kept; a query must end within this time
 * @param orphanAge files that no snapshot knows are removed when they are older; a job that is
 *     restored from a savepoint after a longer stop would lose files it has yet to commit
 */
public record MaintenancePolicy(
    int maxFilesPerDay,
    int sortRows,
    int mergeFiles,
    int keepSnapshots,
    Duration keepSnapshotsFor,
    Duration orphanAge)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** 20 files, 20,000 rows, 32 files, 20 snapshots or 30 minutes, orphans after 7 days. */
  public static final MaintenancePolicy DEFAULT =
      new MaintenancePolicy(20, 20_000, 32, 20, Duration.ofMinutes(30), Duration.ofDays(7));

  public MaintenancePolicy {
    if (maxFilesPerDay < 10 || sortRows < 1 || mergeFiles < 2 || keepSnapshots < 1) {
      throw new IllegalArgumentException(
          "maintenance needs at least 10 files a day, one row, two files to merge and one snapshot: "
              + maxFilesPerDay
              + ", "
              + sortRows
              + ", "
              + mergeFiles
              + ", "
              + keepSnapshots);
    }
    if (keepSnapshotsFor.isNegative() || orphanAge.compareTo(Duration.ofHours(1)) < 0) {
      throw new IllegalArgumentException(
          "orphans must be older than an hour, or files in the making are lost: " + orphanAge);
    }
  }
}
