package io.watchlake.jobs.stage.decode;

import io.watchlake.connectors.otlp.codec.DecodeLimits;
import io.watchlake.connectors.otlp.codec.LogDecoder;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.RawMessage;
import io.watchlake.model.telemetry.LogRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Decodes messages of {@code otlp_logs}; dead letters leave by {@link DeadLetterOutput#TAG}. */
public final class DecodeLogs extends ProcessFunction<RawMessage, LogRecord> {

  private static final long serialVersionUID = 1L;

  private final DecodeLimits limits;

  private transient LogDecoder decoder;
  private transient DecodeMeter meter;

  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public DecodeLogs(DecodeLimits limits) {
    this.limits = limits;
  }

  @Override
  public void open(OpenContext context) {
    decoder = new LogDecoder(limits);
    meter = new DecodeMeter(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(RawMessage message, Context context, Collector<LogRecord> out) {
    meter.message(message);
    decoder.decode(
        message,
        new LogDecoder.Handler() {
          @Override
          public void log(LogRecord log) {
            meter.record();
            out.collect(log);
          }

          @Override
          public void deadLetter(DeadLetter letter) {
            meter.deadLetter();
            context.output(DeadLetterOutput.TAG, letter);
          }
        });
  }
}
