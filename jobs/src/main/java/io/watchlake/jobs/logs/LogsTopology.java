package io.watchlake.jobs.logs;

import io.watchlake.jobs.stage.compute.record.LogView;
import io.watchlake.jobs.stage.compute.record.SendRecords;
import io.watchlake.jobs.stage.compute.signal.AskedFor;
import io.watchlake.jobs.stage.decode.EventTime;
import io.watchlake.jobs.stage.enrich.Enrich;
import io.watchlake.jobs.stage.redact.Redact;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.telemetry.LogRecord;
import org.apache.flink.streaming.api.datastream.DataStream;

/** From decoded records to the records that are archived. */
final class LogsTopology {

  /**
   * What comes out.
   *
   * @param records with event time and watermarks
   */
  record Outputs(DataStream<LogRecord> records) {}

  private LogsTopology() {}

  /** Builds the stages between decoding and the sinks. */
  static Outputs of(DataStream<LogRecord> decoded) {
    DataStream<LogRecord> timed =
        EventTime.assign(decoded, LogRecord::eventUnixNano, LogsUids.EVENT_TIME);
    DataStream<LogRecord> redacted =
        timed
            .map(new Redact<>(), TelemetryTypes.LOG_RECORD)
            .uid(LogsUids.REDACT)
            .name(LogsUids.REDACT);
    DataStream<LogRecord> enriched =
        redacted
            .map(new Enrich<>(), TelemetryTypes.LOG_RECORD)
            .uid(LogsUids.ENRICH)
            .name(LogsUids.ENRICH);
    return new Outputs(enriched);
  }

  /** The signals that are asked for. */
  static DataStream<Signal> signals(DataStream<LogRecord> records, AskedFor asked) {
    return records
        .transform(
            LogsUids.SIGNALS,
            TelemetryTypes.SIGNAL,
            new SendRecords<>(SignalKind.LOG, LogView::new, asked))
        .uid(LogsUids.SIGNALS);
  }
}
