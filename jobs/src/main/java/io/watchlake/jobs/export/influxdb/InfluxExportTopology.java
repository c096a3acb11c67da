package io.watchlake.jobs.export.influxdb;

import io.watchlake.jobs.stage.compute.anomaly.LineAnomalies;
import io.watchlake.jobs.stage.enrich.Enrich;
import io.watchlake.jobs.stage.redact.Redact;
import io.watchlake.jobs.stage.type.AnomalyTypes;
import io.watchlake.jobs.stage.type.ArrivedAnomaly;
import io.watchlake.jobs.stage.type.InfluxLine;
import org.apache.flink.streaming.api.datastream.DataStream;

/** From decoded anomalies to lines for InfluxDB. */
final class InfluxExportTopology {

  private InfluxExportTopology() {}

  /** Builds the stages between decoding and sending. */
  static DataStream<InfluxLine> of(DataStream<ArrivedAnomaly> decoded) {
    return decoded
        .map(new Redact<>(), AnomalyTypes.ARRIVED_ANOMALY)
        .uid(InfluxExportUids.REDACT)
        .name(InfluxExportUids.REDACT)
        .map(new Enrich<>(), AnomalyTypes.ARRIVED_ANOMALY)
        .uid(InfluxExportUids.ENRICH)
        .name(InfluxExportUids.ENRICH)
        .map(new LineAnomalies(), AnomalyTypes.INFLUX_LINE)
        .uid(InfluxExportUids.LINE)
        .name(InfluxExportUids.LINE);
  }
}
