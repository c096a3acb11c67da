package io.watchlake.jobs.stage.decode;

import io.watchlake.connectors.otlp.codec.DeadLetters;
import io.watchlake.connectors.signal.codec.SignalCodec;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.RawMessage;
import io.watchlake.model.signal.Signal;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decodes signals, each with the Kafka partition it came from; a message that is none leaves by
 * {@link DeadLetterOutput#TAG}.
 */
public final class DecodeSignals extends ProcessFunction<RawMessage, Tuple2<Integer, Signal>> {

  private static final long serialVersionUID = 1L;

  private transient DecodeMeter meter;

  @SuppressWarnings("NullAway.Init") // the transient field is made in open()
  public DecodeSignals() {}

  @Override
  public void open(OpenContext context) {
    meter = new DecodeMeter(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(
      RawMessage message, Context context, Collector<Tuple2<Integer, Signal>> out) {
    meter.message(message);
    Signal signal;
    try {
      signal = SignalCodec.decode(message.value());
    } catch (IllegalArgumentException e) {
      meter.deadLetter();
      context.output(
          DeadLetterOutput.TAG,
          DeadLetters.whole(message, Reason.UNDECODABLE, "not a signal: " + e.getMessage()));
      return;
    }
    meter.record();
    out.collect(Tuple2.of(message.partition(), signal));
  }
}
