package io.watchlake.app.ingest;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counters of the ingest since its start; any thread may read them at any time. */
public final class IngestStats {

  /** What reports about delivery are counted by, beside the labels of {@link Signal}. */
  public static final String DELIVERY = "delivery";

  private final Map<String, Counters> signals = new TreeMap<>();
  private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);
  private final LongSupplier bytesInFlight;
  private final LongAdder requestsInFlight = new LongAdder();

  IngestStats(LongSupplier bytesInFlight) {
    this.bytesInFlight = bytesInFlight;
    for (Signal signal : Signal.values()) {
      signals.put(signal.label(), new Counters());
    }
    signals.put(DELIVERY, new Counters());
    for (Refusal refusal : Refusal.values()) {
      refused.put(refusal, new LongAdder());
    }
  }

  /**
   * What one signal brought.
   *
   * @param requests requests answered with success, empty and partly rejected ones included
   * @param records records that Kafka acknowledged
   * @param bytes bytes of the Kafka messages they went in
   * @param rejected records rejected out of requests that were otherwise accepted
   */
  public record SignalCounts(long requests, long records, long bytes, long rejected) {}

  /**
   * All counters, read one after the other.
   *
   * @param signals by {@link Signal#label}, and {@link #DELIVERY}
   * @param refused requests refused as a whole, by {@link Refusal#label}; reasons that never
   *     happened are left out
   * @param requestsInFlight requests being worked on
   * @param bytesInFlight bytes held for them
   */
  public record Snapshot(
      Map<String, SignalCounts> signals,
      Map<String, Long> refused,
      long requestsInFlight,
      long bytesInFlight) {}

  /** The counters now. */
  public Snapshot snapshot() {
    Map<String, SignalCounts> bySignal = new TreeMap<>();
    signals.forEach((label, counters) -> bySignal.put(label, counters.read()));
    Map<String, Long> byReason = new TreeMap<>();
    refused.forEach(
        (refusal, count) -> {
          if (count.sum() > 0) {
            byReason.put(refusal.label(), count.sum());
          }
        });
    return new Snapshot(bySignal, byReason, requestsInFlight.sum(), bytesInFlight.getAsLong());
  }

  void began() {
    requestsInFlight.increment();
  }

  void ended() {
    requestsInFlight.decrement();
  }

  void accepted(String label, Accepted accepted) {
    Counters counters = counters(label);
    counters.requests.increment();
    counters.records.add(accepted.records());
    counters.bytes.add(accepted.bytes());
    counters.rejected.add(accepted.rejected());
  }

  void refused(Refusal refusal) {
    LongAdder count = refused.get(refusal);
    if (count != null) {
      count.increment();
    }
  }

  private Counters counters(String label) {
    Counters counters = signals.get(label);
    if (counters == null) {
      throw new IllegalStateException("no counters for " + label);
    }
    return counters;
  }

  private static final class Counters {
    final LongAdder requests = new LongAdder();
    final LongAdder records = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final LongAdder rejected = new LongAdder();

    SignalCounts read() {
      return new SignalCounts(requests.sum(), records.sum(), bytes.sum(), rejected.sum());
    }
  }
}
