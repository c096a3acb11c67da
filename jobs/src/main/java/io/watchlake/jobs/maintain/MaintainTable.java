package io.watchlake.jobs.maintain;

import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.lakehouse.maintenance.Maintenance;
import io.watchlake.lakehouse.maintenance.MaintenanceLock;
import io.watchlake.lakehouse.maintenance.MaintenancePolicy;
import io.watchlake.lakehouse.maintenance.MaintenanceReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maintains the table it is told to, whole: plans, rewrites, commits, expires snapshots, removes
 * the live timeline's rows that are past their retention. Keyed by table, so that no two rounds of
 * a table meet. It tells what it did in a line. A table that cannot be maintained is logged and
 * tried again in the next round, and does not hold up the others.
 *
 * <p>There is no state: what was not committed is planned again.
 */
final class MaintainTable extends KeyedProcessFunction<String, String, String> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(MaintainTable.class);

  /** Listing all files of a table is dear, and what it finds is not urgent. */
  private static final Duration ORPHANS_EVERY = Duration.ofDays(1);

  private final CatalogOptions catalog;
  private final Duration atMostEvery;
  private final boolean once;
  private final Retention retention;

  private transient @Nullable Lakehouse lakehouse;
  private transient @Nullable LockHolder lock;
  private transient Maintenance maintenance;
  private transient Map<String, Instant> rounds;
  private transient Map<String, Instant> orphanRounds;
  private transient Map<String, LocalDate> firstKept;
  private transient Instant opened;
  private transient Counter failures;

  /**
   * @param atMostEvery rounds that follow sooner are left out, since they piled up behind a long
   *     one
   * @param once whether this is the only round, which then looks for orphans too
   * @param retention how long rows are kept
   */
  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  MaintainTable(CatalogOptions catalog, Duration atMostEvery, boolean once, Retention retention) {
    this.catalog = catalog;
    this.atMostEvery = atMostEvery;
    this.once = once;
    this.retention = retention;
  }

  @Override
  public void open(OpenContext context) {
    lakehouse = Lakehouse.open(catalog);
    maintenance = new Maintenance(lakehouse, MaintenancePolicy.DEFAULT);
    String owner = "maintain " + getRuntimeContext().getJobInfo().getJobId().toHexString();
    lock = new LockHolder(new MaintenanceLock(catalog, owner), InstantSource.system());
    lock.start();
    rounds = new HashMap<>();
    firstKept = new HashMap<>();
    orphanRounds = new HashMap<>();
    opened = Instant.now();
    failures = getRuntimeContext().getMetricGroup().counter("failedTables");
  }

  @Override
  public void processElement(String table, Context context, Collector<String> out) {
    Instant now = Instant.now();
    Instant last = rounds.get(table);
    if (last != null && now.isBefore(last.plus(atMostEvery))) {
      return;
    }
    rounds.put(table, now);
    try {
      if (lock == null || !lock.tryHold()) {
        LOG.info("{} is left alone: another job maintains the tables", table);
        return;
      }
      MaintenanceReport report = maintenance.run(table, now);
      long removed = removeOld(table, now);
      int orphans = orphans(table, now);
      String line =
          ("%s: %d files became %d, at most %d a day; %d rewritten; %d snapshots, %d orphans and %d"
                  + " rows past their retention removed")
              .formatted(
                  table,
                  report.filesBefore(),
                  report.filesAfter(),
                  report.maxFilesPerDay(),
                  report.rewrittenFiles(),
                  report.expiredSnapshots(),
                  orphans,
                  removed);
      LOG.info("{}", line);
      out.collect(line);
    } catch (RuntimeException e) {
      failures.inc();
      LOG.warn("{} could not be maintained; it is tried again in the next round", table, e);
    }
  }

  /** Once for each day that passes: no row becomes too old within one. */
  private long removeOld(String table, Instant now) {
    LocalDate first = retention.firstKept(table, now);
    if (first == null || first.equals(firstKept.get(table))) {
      return 0;
    }
    long removed = maintenance.removeBefore(table, first);
    firstKept.put(table, first);
    return removed;
  }

  private int orphans(String table, Instant now) {
    Instant last = orphanRounds.getOrDefault(table, opened);
    if (!once && now.isBefore(last.plus(ORPHANS_EVERY))) {
      return 0;
    }
    orphanRounds.put(table, now);
    return maintenance.removeOrphans(table, now);
  }

  @Override
  public void close() {
    if (lock != null) {
      lock.close();
    }
    if (lakehouse != null) {
      lakehouse.close();
    }
  }
}
