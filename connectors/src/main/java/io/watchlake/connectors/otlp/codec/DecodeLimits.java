package io.watchlake.connectors.otlp.codec;

import com.google.protobuf.MessageLite;
import io.watchlake.model.DeadLetter.Reason;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the decoders accept; a record outside becomes a dead letter.
 *
 * @param retentionMillis on the live timeline, how much older than its arrival an event time may be
 * @param futureMillis on the live timeline, how much later than its arrival an event time may be
 * @param maxItemBytes largest encoded size of a span, log record or data point
 * @param maxHeaderBytes largest encoded size of what a record shares with others: resource and
 *     scope together, and likewise the names of a metric
 * @param maxRecords most records in one message, so that a small message cannot fill the memory
 */
public record DecodeLimits(
    long retentionMillis, long futureMillis, int maxItemBytes, int maxHeaderBytes, int maxRecords)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final Duration FUTURE = Duration.ofMinutes(10);
  private static final int MAX_ITEM_BYTES = 1024 * 1024;
  private static final int MAX_HEADER_BYTES = 64 * 1024;
  private static final int MAX_RECORDS = 1_000_000;

  public DecodeLimits {
    if (retentionMillis < 0
        || futureMillis < 0
        || maxItemBytes < 1
        || maxHeaderBytes < 1
        || maxRecords < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  /** The usual limits with the retention of a signal. */
  public static DecodeLimits ofRetention(Duration retention) {
    return new DecodeLimits(
        retention.toMillis(), FUTURE.toMillis(), MAX_ITEM_BYTES, MAX_HEADER_BYTES, MAX_RECORDS);
  }

  /** Refuses resource and scope, or the names of a metric, where they are too large. */
  void checkHeader(int bytes) throws Fault {
    if (bytes > maxHeaderBytes) {
      throw new Fault(
          Reason.TOO_LARGE,
          "resource and scope, or names of the metric, have "
              + bytes
              + " bytes; "
              + maxHeaderBytes
              + " are allowed");
    }
  }

  /** Refuses an item that is too large. */
  void checkItem(int messageBytes, MessageLite item) throws Fault {
    // Measuring walks over the whole item: only where the message is large enough to hold one.
    if (messageBytes <= maxItemBytes) {
      return;
    }
    int bytes = item.getSerializedSize();
    if (bytes > maxItemBytes) {
      throw new Fault(
          Reason.TOO_LARGE, "the record has " + bytes + " bytes; " + maxItemBytes + " are allowed");
    }
  }
}
