package io.watchlake.jobs.logs;

import io.watchlake.jobs.stage.compute.CatalogSeries;
import io.watchlake.jobs.stage.compute.count.CountLogs;
import io.watchlake.jobs.stage.compute.count.TallyLogs;
import io.watchlake.jobs.stage.compute.derive.DerivedMessages;
import io.watchlake.jobs.stage.compute.derive.SightDerived;
import io.watchlake.jobs.stage.compute.record.LogView;
import io.watchlake.jobs.stage.compute.record.SendRecords;
import io.watchlake.jobs.stage.compute.signal.AskedFor;
import io.watchlake.jobs.stage.compute.signal.EmitSignals;
import io.watchlake.jobs.stage.compute.signal.SubscriptionMessage;
import io.watchlake.jobs.stage.compute.signal.SubscriptionState;
import io.watchlake.jobs.stage.count.LogTally;
import io.watchlake.jobs.stage.decode.EventTime;
import io.watchlake.jobs.stage.enrich.Enrich;
import io.watchlake.jobs.stage.redact.Redact;
import io.watchlake.jobs.stage.rollup.RollupMessage;
import io.watchlake.jobs.stage.rollup.SeriesLimit;
import io.watchlake.jobs.stage.type.SeriesSighting;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.telemetry.LogRecord;
import io.watchlake.model.telemetry.Rollup;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** From decoded records to the records that are archived, and to how many there are. */
final class LogsTopology {

  /**
   * What comes out.
   *
   * @param records with event time and watermarks
   * @param minutes how many records each service wrote in a minute, corrections among them
   * @param messages the same for the topic of rollups
   * @param series the series of the counts, each once per event day, barring restarts
   */
  record Outputs(
      DataStream<LogRecord> records,
      DataStream<Rollup> minutes,
      DataStream<RollupMessage> messages,
      DataStream<SeriesSighting> series) {}

  private LogsTopology() {}

  /**
   * Builds the stages between decoding and the sinks.
   *
   * @param lateness how long after its end the counts of a minute are corrected
   */
  static Outputs of(DataStream<LogRecord> decoded, Duration lateness) {
    DataStream<LogRecord> timed =
        EventTime.assignByPartition(
            decoded,
            LogRecord::eventUnixNano,
            log -> log.origin().partition(),
            LogsUids.EVENT_TIME);
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
    DataStream<Rollup> counts =
        enriched
            .transform(LogsUids.TALLIES, TelemetryTypes.LOG_TALLY, new TallyLogs())
            .uid(LogsUids.TALLIES)
            .keyBy(LogTally::key, Types.STRING)
            .process(new CountLogs(lateness), TelemetryTypes.ROLLUP)
            .uid(LogsUids.COUNTS)
            .name(LogsUids.COUNTS);
    DataStream<RollupMessage> messages =
        counts
            .map(new DerivedMessages(), TelemetryTypes.ROLLUP_MESSAGE)
            .uid(LogsUids.ROLLUP_MESSAGES)
            .name(LogsUids.ROLLUP_MESSAGES);
    DataStream<SeriesSighting> series =
        CatalogSeries.of(
            counts
                .flatMap(new SightDerived(), TelemetryTypes.SERIES_SIGHTING)
                .uid(LogsUids.SIGHTINGS)
                .name(LogsUids.SIGHTINGS),
            new SeriesLimit(SeriesLimit.DEFAULT),
            LogsUids.SERIES);
    return new Outputs(enriched, counts, messages, series);
  }

  /**
   * The signals that are asked for.
   *
   * @param asked which records are
   * @param subscriptions which counts are
   */
  static DataStream<Signal> signals(
      Outputs outputs, AskedFor asked, DataStream<SubscriptionMessage> subscriptions) {
    DataStream<Signal> ofRecords =
        outputs
            .records()
            .transform(
                LogsUids.SIGNALS,
                TelemetryTypes.SIGNAL,
                new SendRecords<>(SignalKind.LOG, LogView::new, asked))
            .uid(LogsUids.SIGNALS);
    DataStream<Signal> ofCounts =
        outputs
            .messages()
            .connect(subscriptions.broadcast(SubscriptionState.DESCRIPTOR))
            .process(new EmitSignals(CustomMetrics.NONE), TelemetryTypes.SIGNAL)
            .uid(LogsUids.COUNT_SIGNALS)
            .name(LogsUids.COUNT_SIGNALS);
    return ofRecords.union(ofCounts);
  }
}
