package io.watchlake.jobs.export.search;

import io.watchlake.jobs.stage.enrich.Enrich;
import io.watchlake.jobs.stage.redact.Redact;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.telemetry.LogRecord;
import org.apache.flink.streaming.api.datastream.DataStream;

/** From decoded log records to those that are indexed. */
final class SearchExportTopology {

  /**
   * What comes out.
   *
   * @param records to be indexed
   */
  record Outputs(DataStream<LogRecord> records) {}

  private SearchExportTopology() {}

  /** Builds the stages between decoding and the sink. */
  static Outputs of(DataStream<LogRecord> decoded) {
    DataStream<LogRecord> redacted =
        decoded
            .map(new Redact<>(), TelemetryTypes.LOG_RECORD)
            .uid(SearchExportUids.REDACT)
            .name(SearchExportUids.REDACT);
    return new Outputs(
        redacted
            .map(new Enrich<>(), TelemetryTypes.LOG_RECORD)
            .uid(SearchExportUids.ENRICH)
            .name(SearchExportUids.ENRICH));
  }
}
