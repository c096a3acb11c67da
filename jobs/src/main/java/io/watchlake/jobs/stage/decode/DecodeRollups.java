package io.watchlake.jobs.stage.decode;

import io.watchlake.connectors.otlp.codec.DeadLetters;
import io.watchlake.connectors.prometheus.codec.PrometheusNames;
import io.watchlake.connectors.rollup.codec.RollupCodec;
import io.watchlake.jobs.stage.type.ArrivedRollup;
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
 * Decodes messages of {@code rollups} for Prometheus, in their order; a message that is none leaves
 * by {@link DeadLetterOutput#TAG}.
 */
public final class DecodeRollups extends ProcessFunction<RawMessage, ArrivedRollup> {

  private static final long serialVersionUID = 1L;

  private transient DecodeMeter meter;

  @SuppressWarnings("NullAway.Init") // the transient field is made in open()
  public DecodeRollups() {}

  @Override
  public void open(OpenContext context) {
    meter = new DecodeMeter(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(RawMessage message, Context context, Collector<ArrivedRollup> out) {
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
    // Rollups of one series share it, and naming one takes a while.
    IdentityHashMap<Series, Long> identities = new IdentityHashMap<>();
    for (int i = 0; i < rollups.size(); i++) {
      Rollup rollup = rollups.get(i);
      meter.record();
      out.collect(
          new ArrivedRollup(
              message.origin().at(i),
              message.arrivalMillis(),
              identities.computeIfAbsent(rollup.series(), PrometheusNames::identity),
              rollup));
    }
  }
}
