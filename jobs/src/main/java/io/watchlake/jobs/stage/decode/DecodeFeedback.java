package io.watchlake.jobs.stage.decode;

import io.watchlake.connectors.otlp.codec.DeadLetters;
import io.watchlake.connectors.signal.codec.FeedbackCodec;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.RawMessage;
import io.watchlake.model.anomaly.FalsePositive;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decodes what is said of anomalies, and passes over what is said of other things; a message that
 * is no feedback leaves by {@link DeadLetterOutput#TAG}.
 */
public final class DecodeFeedback extends ProcessFunction<RawMessage, FalsePositive> {

  private static final long serialVersionUID = 1L;

  private transient DecodeMeter meter;

  @SuppressWarnings("NullAway.Init") // the transient field is made in open()
  public DecodeFeedback() {}

  @Override
  public void open(OpenContext context) {
    meter = new DecodeMeter(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(RawMessage message, Context context, Collector<FalsePositive> out) {
    meter.message(message);
    Optional<FalsePositive> said;
    try {
      said = FeedbackCodec.decode(message.value());
    } catch (IllegalArgumentException e) {
      meter.deadLetter();
      context.output(
          DeadLetterOutput.TAG,
          DeadLetters.whole(message, Reason.UNDECODABLE, "not feedback: " + e.getMessage()));
      return;
    }
    meter.record();
    said.ifPresent(out::collect);
  }
}
