package io.watchlake.jobs.stage.decode;

import io.watchlake.connectors.delivery.codec.DeliveryDecoder;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.RawMessage;
import io.watchlake.model.delivery.DeliveryEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Decodes messages of {@code delivery_events}; dead letters leave by {@link DeadLetterOutput}. */
public final class DecodeDelivery extends ProcessFunction<RawMessage, DeliveryEvent> {

  private static final long serialVersionUID = 1L;

  private transient DecodeMeter meter;

  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public DecodeDelivery() {}

  @Override
  public void open(OpenContext context) {
    meter = new DecodeMeter(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(RawMessage message, Context context, Collector<DeliveryEvent> out) {
    meter.message(message);
    DeliveryDecoder.decode(
        message,
        new DeliveryDecoder.Handler() {
          @Override
          public void event(DeliveryEvent event) {
            meter.record();
            out.collect(event);
          }

          @Override
          public void deadLetter(DeadLetter letter) {
            meter.deadLetter();
            context.output(DeadLetterOutput.TAG, letter);
          }
        });
  }
}
