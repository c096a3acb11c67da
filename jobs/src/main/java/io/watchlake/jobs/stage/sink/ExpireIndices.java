package io.watchlake.jobs.stage.sink;

import io.watchlake.model.telemetry.LogRecord;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes every record on, and beside that deletes the indices of days that are past their
 * retention: soon after the start and every hour, by the clock, whether records come or not. One
 * instance does it for all. Where the search cluster does not do as it is told, that is counted,
 * logged and tried again; records do not wait for it. There is no state.
 */
public final class ExpireIndices extends AbstractStreamOperator<LogRecord>
    implements OneInputStreamOperator<LogRecord, LogRecord> {

  private static final long serialVersionUID = 1L;

  private static final Logger EVENTS = LoggerFactory.getLogger(ExpireIndices.class);

  static final Duration AFTER_START = Duration.ofSeconds(10);
  static final Duration EVERY = Duration.ofHours(1);
  static final Duration AFTER_FAILURE = Duration.ofMinutes(10);

  private final int keepDays;
  private final Expiry expiry;

  private transient Counter failures;

  /** Deletes indices; throws where that fails. */
  @FunctionalInterface
  public interface Expiry extends Serializable {

    /**
     * Deletes the indices of days before {@code firstKept}.
     *
     * @return the names of those deleted
     */
    Set<String> deleteBefore(LocalDate firstKept);
  }

  /**
   * @param keepDays whole days that are kept beside the present one
   */
  @SuppressWarnings({"NullAway.Init", "this-escape"}) // the transient field is made in open()
  public ExpireIndices(int keepDays, Expiry expiry) {
    if (keepDays < 1) {
      throw new IllegalArgumentException("indices are kept for a day at least, not " + keepDays);
    }
    this.keepDays = keepDays;
    this.expiry = expiry;
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  @Override
  public void open() throws Exception {
    super.open();
    failures = getMetricGroup().counter("failedExpiries");
    if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
      expireIn(AFTER_START);
    }
  }

  @Override
  public void processElement(StreamRecord<LogRecord> element) {
    output.collect(element);
  }

  private void expireIn(Duration wait) {
    long at = getProcessingTimeService().getCurrentProcessingTime() + wait.toMillis();
    var unused = getProcessingTimeService().registerTimer(at, this::expire);
  }

  private void expire(long now) {
    LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(now), ZoneOffset.UTC);
    try {
      Set<String> deleted = expiry.deleteBefore(today.minusDays(keepDays));
      if (!deleted.isEmpty()) {
        EVENTS.info("deleted the indices {}, which were older than {} days", deleted, keepDays);
      }
      expireIn(EVERY);
    } catch (RuntimeException e) {
      failures.inc();
      EVENTS.warn("old indices could not be deleted; it is tried again later", e);
      expireIn(AFTER_FAILURE);
    }
  }
}
