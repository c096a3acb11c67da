package io.watchlake.jobs.stage.decode;

import io.watchlake.connectors.otlp.codec.DecodeLimits;
import io.watchlake.connectors.otlp.codec.SpanDecoder;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.RawMessage;
import io.watchlake.model.telemetry.Span;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Decodes messages of {@code otlp_spans}; dead letters leave by {@link DeadLetterOutput#TAG}. */
public final class DecodeSpans extends ProcessFunction<RawMessage, Span> {

  private static final long serialVersionUID = 1L;

  private final DecodeLimits limits;

  private transient SpanDecoder decoder;
  private transient DecodeMeter meter;

  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public DecodeSpans(DecodeLimits limits) {
    this.limits = limits;
  }

  @Override
  public void open(OpenContext context) {
    decoder = new SpanDecoder(limits);
    meter = new DecodeMeter(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(RawMessage message, Context context, Collector<Span> out) {
    meter.message(message);
    decoder.decode(
        message,
        new SpanDecoder.Handler() {
          @Override
          public void span(Span span) {
            meter.record();
            out.collect(span);
          }

          @Override
          public void deadLetter(DeadLetter letter) {
            meter.deadLetter();
            context.output(DeadLetterOutput.TAG, letter);
          }
        });
  }
}
