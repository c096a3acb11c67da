package io.watchlake.jobs.stage.compute.anomaly;

import io.watchlake.connectors.influxdb.codec.LineWriter;
import io.watchlake.jobs.stage.type.ArrivedAnomaly;
import io.watchlake.jobs.stage.type.InfluxLine;
import io.watchlake.model.anomaly.Anomaly;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * Makes a point of InfluxDB's measurement {@code anomalies} of each anomaly, at the end of its
 * window. Its tags are the labels of the series and, before any label of the same name, what the
 * anomaly is of; so a repeat or a correction takes the place of what was written before.
 */
public final class LineAnomalies implements MapFunction<ArrivedAnomaly, InfluxLine> {

  private static final long serialVersionUID = 1L;

  private static final String MEASUREMENT = "anomalies";

  @Override
  public InfluxLine map(ArrivedAnomaly arrived) {
    Anomaly anomaly = arrived.anomaly();
    LineWriter line = new LineWriter(MEASUREMENT);
    anomaly.labels().forEach(line::tag);
    line.tag("timeline", anomaly.timeline())
        .tag("service", anomaly.service())
        .tag("metric", anomaly.metric())
        .tag("series", anomaly.series())
        .tag("resolution", anomaly.resolution().code())
        .tag("statistic", anomaly.statistic().code())
        .field("value", anomaly.value())
        .field("score", anomaly.score())
        .field("confidence", anomaly.confidence())
        .field("strength", anomaly.strength())
        .field("threshold", anomaly.threshold())
        .field("lowered", (long) anomaly.lowered())
        .field("expectation", anomaly.expectation())
        .field("measure", anomaly.measure())
        .field("usual", anomaly.usual())
        .field("words", anomaly.words())
        .field("model", anomaly.model())
        .field("id", anomaly.id())
        .field("revision", (long) anomaly.revision());
    return new InfluxLine(
        arrived.origin(),
        anomaly.timeline(),
        arrived.arrivalMillis(),
        line.write(anomaly.timeUnixNano()));
  }
}
