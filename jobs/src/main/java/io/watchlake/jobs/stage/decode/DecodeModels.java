package io.watchlake.jobs.stage.decode;

import io.watchlake.connectors.otlp.codec.DeadLetters;
import io.watchlake.connectors.signal.codec.ModelCodec;
import io.watchlake.ml.service.ServiceModel;
import io.watchlake.ml.state.StateFormatException;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.RawMessage;
import io.watchlake.model.anomaly.FittedModel;
import io.watchlake.model.anomaly.ModelChange;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Decodes which models judge from now on. What is none, is not whole by its hash, or is of a form
 * that this version cannot judge by leaves by {@link DeadLetterOutput#TAG}; the model before stays.
 */
public final class DecodeModels extends ProcessFunction<RawMessage, ModelChange> {

  private static final long serialVersionUID = 1L;

  private transient DecodeMeter meter;

  @SuppressWarnings("NullAway.Init") // the transient field is made in open()
  public DecodeModels() {}

  @Override
  public void open(OpenContext context) {
    meter = new DecodeMeter(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(RawMessage message, Context context, Collector<ModelChange> out) {
    meter.message(message);
    ModelChange change;
    try {
      change = ModelCodec.decode(message.value());
      check(change);
    } catch (IllegalArgumentException | StateFormatException e) {
      meter.deadLetter();
      context.output(
          DeadLetterOutput.TAG,
          DeadLetters.whole(message, Reason.UNDECODABLE, "not a model: " + e.getMessage()));
      return;
    }
    meter.record();
    out.collect(change);
  }

  private static void check(ModelChange change) {
    FittedModel model = change.model();
    if (model == null) {
      return;
    }
    ServiceModel fitted = ServiceModel.fromBytes(model.bytes());
    if (!fitted.service().equals(model.service()) || !fitted.signals().equals(model.signals())) {
      throw new IllegalArgumentException(
          "the bytes of "
              + model.name()
              + " are a model of "
              + fitted.service()
              + " by "
              + fitted.signals());
    }
  }
}
