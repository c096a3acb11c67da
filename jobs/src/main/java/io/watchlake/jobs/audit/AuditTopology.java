package io.watchlake.jobs.audit;

import io.watchlake.jobs.stage.compute.record.AuditView;
import io.watchlake.jobs.stage.compute.record.SendRecords;
import io.watchlake.jobs.stage.compute.signal.AskedFor;
import io.watchlake.jobs.stage.redact.Redact;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.audit.AuditEvent;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import org.apache.flink.streaming.api.datastream.DataStream;

/** From decoded audit events to the signals that are asked for. */
final class AuditTopology {

  private AuditTopology() {}

  /** Builds the stages between decoding and the sink. */
  static DataStream<Signal> of(DataStream<AuditEvent> decoded, AskedFor asked) {
    return decoded
        .map(new Redact<>(), TelemetryTypes.AUDIT_EVENT)
        .uid(AuditUids.REDACT)
        .name(AuditUids.REDACT)
        .transform(
            AuditUids.SIGNALS,
            TelemetryTypes.SIGNAL,
            new SendRecords<>(SignalKind.AUDIT, AuditView::new, asked))
        .uid(AuditUids.SIGNALS);
  }
}
