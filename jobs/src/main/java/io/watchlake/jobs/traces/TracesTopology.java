package io.watchlake.jobs.traces;

import io.watchlake.jobs.stage.compute.record.SendRecords;
import io.watchlake.jobs.stage.compute.record.SpanView;
import io.watchlake.jobs.stage.compute.signal.AskedFor;
import io.watchlake.jobs.stage.decode.EventTime;
import io.watchlake.jobs.stage.enrich.Enrich;
import io.watchlake.jobs.stage.redact.Redact;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.telemetry.Span;
import org.apache.flink.streaming.api.datastream.DataStream;

/** From decoded spans to the spans that are archived. */
final class TracesTopology {

  /**
   * What comes out.
   *
   * @param spans with event time and watermarks
   */
  record Outputs(DataStream<Span> spans) {}

  private TracesTopology() {}

  /** Builds the stages between decoding and the sinks. */
  static Outputs of(DataStream<Span> decoded) {
    DataStream<Span> timed = EventTime.assign(decoded, Span::startUnixNano, TracesUids.EVENT_TIME);
    DataStream<Span> redacted =
        timed
            .map(new Redact<>(), TelemetryTypes.SPAN)
            .uid(TracesUids.REDACT)
            .name(TracesUids.REDACT);
    DataStream<Span> enriched =
        redacted
            .map(new Enrich<>(), TelemetryTypes.SPAN)
            .uid(TracesUids.ENRICH)
            .name(TracesUids.ENRICH);
    return new Outputs(enriched);
  }

  /** The signals that are asked for. */
  static DataStream<Signal> signals(DataStream<Span> spans, AskedFor asked) {
    return spans
        .transform(
            TracesUids.SIGNALS,
            TelemetryTypes.SIGNAL,
            new SendRecords<>(SignalKind.SPAN, SpanView::new, asked))
        .uid(TracesUids.SIGNALS);
  }
}
