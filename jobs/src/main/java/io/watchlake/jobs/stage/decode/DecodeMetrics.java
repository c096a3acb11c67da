package io.watchlake.jobs.stage.decode;

import io.watchlake.connectors.otlp.codec.DecodeLimits;
import io.watchlake.connectors.otlp.codec.PointBatch;
import io.watchlake.connectors.otlp.codec.PointDecoder;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.RawMessage;
import io.watchlake.model.telemetry.DistributionPoint;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Decodes messages of {@code otlp_metrics}: the number points of a message are the main output, one
 * batch; distribution points leave by {@link #DISTRIBUTIONS}, dead letters by {@link
 * DeadLetterOutput#TAG}.
 */
public final class DecodeMetrics extends ProcessFunction<RawMessage, PointBatch> {

  private static final long serialVersionUID = 1L;

  /** Histogram, exponential histogram and summary points. */
  public static final OutputTag<DistributionPoint> DISTRIBUTIONS =
      new OutputTag<>("distributions", TelemetryTypes.DISTRIBUTION_POINT);

  private final DecodeLimits limits;

  private transient PointDecoder decoder;
  private transient DecodeMeter meter;

  @SuppressWarnings("NullAway.Init") // transient fields are made in open()
  public DecodeMetrics(DecodeLimits limits) {
    this.limits = limits;
  }

  @Override
  public void open(OpenContext context) {
    decoder = new PointDecoder(limits);
    meter = new DecodeMeter(getRuntimeContext().getMetricGroup());
    getRuntimeContext().getMetricGroup().gauge("plainlyDecoded", () -> decoder.leftToPlain());
  }

  @Override
  public void processElement(RawMessage message, Context context, Collector<PointBatch> out) {
    meter.message(message);
    decoder.decode(
        message,
        new PointDecoder.Handler() {
          @Override
          public void points(PointBatch batch) {
            meter.records(batch.size());
            out.collect(batch);
          }

          @Override
          public void distribution(DistributionPoint point) {
            meter.record();
            context.output(DISTRIBUTIONS, point);
          }

          @Override
          public void deadLetter(DeadLetter letter) {
            meter.deadLetter();
            context.output(DeadLetterOutput.TAG, letter);
          }
        });
  }
}
