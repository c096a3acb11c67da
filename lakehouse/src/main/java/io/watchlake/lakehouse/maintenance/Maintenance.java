package io.watchlake.lakehouse.maintenance;

import io.watchlake.lakehouse.catalog.Lakehouse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maintenance of one table at a time, as steps: {@link #plan}, {@link #rewrite} each group (in
 * parallel if wanted), {@link #commit}, again until nothing is planned; then {@link #expire} and
 * {@link #removeOrphans}. Whoever runs it holds the {@link MaintenanceLock}.
 */
public final class Maintenance {

  private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

  /** So often is a pass planned anew that other writers made impossible. */
  private static final int MAX_CONFLICTS = 5;

  /** What was rewritten is committed after so many bytes, so that little is lost with a round. */
  private static final long COMMITTED_BYTES = 256L << 20;

  private final Lakehouse lakehouse;
  private final MaintenancePolicy policy;

  public Maintenance(Lakehouse lakehouse, MaintenancePolicy policy) {
    this.lakehouse = lakehouse;
    this.policy = policy;
  }

  /** The groups to rewrite next; empty when the table is as it should be. */
  public List<RewriteGroup> plan(String tableName) {
    List<RewriteGroup> sorts = planner(tableName).sorts();
    return sorts.isEmpty() ? planner(tableName).merges() : sorts;
  }

  private RewritePlanner planner(String tableName) {
    return new RewritePlanner(tableName, lakehouse.table(tableName), policy);
  }

  /**
   * Writes a group's rows into new files, which nobody sees before {@link #commit}.
   *
   * @throws RuntimeException if a file cannot be read or written, or rows would be lost; what was
   *     written is removed
   */
  public RewriteResult rewrite(RewriteGroup group) {
    return new RewriteRunner(lakehouse.table(group.tableName()), policy.sortRows()).rewrite(group);
  }

  /**
   * Replaces the old files of rewritten groups by the new ones, in one commit: all or nothing. The
   * rows are the same, so appends made meanwhile do not matter; when old files were removed
   * meanwhile, nothing is changed and the new files are discarded.
   *
   * @param results groups of one table and one plan
   * @return whether it was committed; if not, plan again
   */
  public boolean commit(List<RewriteResult> results) {
    if (results.isEmpty()) {
      return true;
    }
    RewriteGroup first = results.get(0).group();
    Table table = lakehouse.table(first.tableName());
    List<DataFile> old = new ArrayList<>();
    List<DataFile> written = new ArrayList<>();
    for (RewriteResult result : results) {
      old.addAll(DataFiles.fromJson(table, result.group().files()));
      written.addAll(DataFiles.fromJson(table, result.newFiles()));
    }
    try {
      RewriteFiles rewrite = table.newRewrite().validateFromSnapshot(first.snapshotId());
      old.forEach(rewrite::deleteFile);
      written.forEach(rewrite::addFile);
      rewrite.commit();
      return true;
    } catch (CommitFailedException | ValidationException e) {
      LOG.info("rewriting {} is planned anew: {}", first.tableName(), e.getMessage());
      new SortedFiles(table).discard(written);
      return false;
    }
  }

  /**
   * Removes snapshots that are neither among the newest nor young enough, and the files only they
   * know.
   *
   * @return how many snapshots were removed
   */
  public int expire(String tableName, Instant now) {
    Table table = lakehouse.table(tableName);
    int before = count(table.snapshots());
    table
        .expireSnapshots()
        .expireOlderThan(now.minus(policy.keepSnapshotsFor()).toEpochMilli())
        .retainLast(policy.keepSnapshots())
        .cleanupLevel(ExpireSnapshots.CleanupLevel.ALL)
        .commit();
    table.refresh();
    return before - count(table.snapshots());
  }

  /**
   * Removes the live timeline's rows of days that are past their retention; other timelines stay
   * until somebody says otherwise. Queries no longer see the rows; the files go with the snapshots
   * that know them.
   *
   * @param firstKept the first day, in UTC, whose rows stay
   * @return how many rows were removed; 0 also when another writer was in the way, so that the next
   *     run removes them
   */
  public long removeBefore(String tableName, LocalDate firstKept) {
    return new ExpiredDays(lakehouse.table(tableName)).remove(firstKept);
  }

  /**
   * Removes files below the table's location that no snapshot knows and that are old enough to be
   * nobody's work in progress.
   *
   * @return how many files were removed
   */
  public int removeOrphans(String tableName, Instant now) {
    return new OrphanFiles(lakehouse.table(tableName)).remove(now.minus(policy.orphanAge()));
  }

  /**
   * All steps for one table, here and now, except {@link #removeOrphans}, which lists all files.
   */
  public MaintenanceReport run(String tableName, Instant now) {
    PartitionFiles before = PartitionFiles.of(lakehouse.table(tableName));
    Rewritten rewritten = new Rewritten();
    // Files that come meanwhile are the next round's: sinks commit faster than a day is merged.
    rewriteAll(planner(tableName).sorts(), rewritten);
    List<RewriteGroup> merges = planner(tableName).merges();
    while (!merges.isEmpty() && rewritten.conflicts <= MAX_CONFLICTS) {
      rewriteAll(merges, rewritten);
      merges = planner(tableName).merges();
    }
    int expired = expire(tableName, now);
    PartitionFiles after = PartitionFiles.of(lakehouse.table(tableName));
    return new MaintenanceReport(
        tableName,
        before.files(),
        after.files(),
        after.maxPerPartition(),
        rewritten.files,
        rewritten.bytes,
        rewritten.conflicts,
        expired,
        0);
  }

  /** What a round has rewritten so far. */
  private static final class Rewritten {
    private long files;
    private long bytes;
    private int conflicts;
  }

  /** Rewrites groups of one plan, and commits them as it goes. */
  private void rewriteAll(List<RewriteGroup> groups, Rewritten rewritten) {
    List<RewriteResult> results = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < groups.size(); i++) {
      RewriteResult result = rewrite(groups.get(i));
      results.add(result);
      bytes += result.newBytes();
      boolean isLast = i == groups.size() - 1;
      if (isLast || bytes >= COMMITTED_BYTES) {
        if (commit(results)) {
          rewritten.files += results.stream().mapToLong(each -> each.group().files().size()).sum();
          rewritten.bytes += bytes;
        } else {
          rewritten.conflicts++;
        }
        if (!isLast) {
          LOG.info(
              "{}: {} of {} groups of files rewritten",
              groups.get(i).tableName(),
              i + 1,
              groups.size());
        }
        results.clear();
        bytes = 0;
      }
    }
  }

  private static int count(Iterable<Snapshot> snapshots) {
    int count = 0;
    for (Snapshot ignored : snapshots) {
      count++;
    }
    return count;
  }
}
