package io.watchlake.jobs.stage.decode;

import io.watchlake.connectors.otlp.codec.DeadLetters;
import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.jobs.stage.anomaly.Watch;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.RawMessage;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Series;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decodes the rollups of series that are watched, in their order, with what detectors look at and
 * no more; a message that is none leaves by {@link DeadLetterOutput#TAG}.
 */
public final class DecodeWatched extends ProcessFunction<RawMessage, Rollup> {

  private static final long serialVersionUID = 1L;

  private final Watch watch;

  private transient DecodeMeter meter;

  /**
   * @param watch which series
   */
  @SuppressWarnings("NullAway.Init") // the transient field is made in open()
  public DecodeWatched(Watch watch) {
    this.watch = watch;
  }

  @Override
  public void open(OpenContext context) {
    meter = new DecodeMeter(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(RawMessage message, Context context, Collector<Rollup> out) {
    meter.message(message);
    List<Rollup> rollups;
    try {
      rollups = RollupCodec.decode(message.value());
    } catch (IllegalArgumentException e) {
      meter.deadLetter();
      context.output(
          DeadLetterOutput.TAG,
          DeadLetters.whole(
              message, Reason.UNDECODABLE, "not a message of rollups: " + e.getMessage()));
      return;
    }
    // Rollups of one series share it, and choosing takes a while.
    IdentityHashMap<Series, Boolean> watched = new IdentityHashMap<>();
    for (Rollup rollup : rollups) {
      if (watched.computeIfAbsent(rollup.series(), watch::contains)) {
        meter.record();
        out.collect(plain(rollup));
      }
    }
  }

  private static Rollup plain(Rollup rollup) {
    return new Rollup(
        rollup.timeline(),
        rollup.series(),
        rollup.resolution(),
        rollup.windowUnixNano(),
        rollup.revision(),
        rollup.count(),
        rollup.sum(),
        rollup.min(),
        rollup.max(),
        rollup.last(),
        rollup.lastUnixNano(),
        rollup.stale(),
        rollup.increase(),
        null,
        null,
        null);
  }
}
