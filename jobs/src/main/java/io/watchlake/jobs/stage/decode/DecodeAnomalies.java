package io.watchlake.jobs.stage.decode;

import io.watchlake.connectors.otlp.codec.DeadLetters;
import io.watchlake.connectors.signal.codec.AnomalyCodec;
import io.watchlake.jobs.stage.type.ArrivedAnomaly;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.RawMessage;
import io.watchlake.model.anomaly.Anomaly;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Decodes anomalies; a message that is none leaves by {@link DeadLetterOutput#TAG}. */
public final class DecodeAnomalies extends ProcessFunction<RawMessage, ArrivedAnomaly> {

  private static final long serialVersionUID = 1L;

  private transient DecodeMeter meter;

  @SuppressWarnings("NullAway.Init") // the transient field is made in open()
  public DecodeAnomalies() {}

  @Override
  public void open(OpenContext context) {
    meter = new DecodeMeter(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(RawMessage message, Context context, Collector<ArrivedAnomaly> out) {
    meter.message(message);
    Anomaly anomaly;
    try {
      anomaly = AnomalyCodec.decode(message.value());
    } catch (IllegalArgumentException e) {
      meter.deadLetter();
      context.output(
          DeadLetterOutput.TAG,
          DeadLetters.whole(message, Reason.UNDECODABLE, "not an anomaly: " + e.getMessage()));
      return;
    }
    meter.record();
    out.collect(new ArrivedAnomaly(message.origin().at(0), message.arrivalMillis(), anomaly));
  }
}
