package io.watchlake.jobs.stage.type;

import io.watchlake.connectors.otlp.codec.PointBatch;
import io.watchlake.jobs.stage.cardinality.MetricSketch;
import io.watchlake.jobs.stage.cardinality.SeriesSketch;
import io.watchlake.jobs.stage.compute.derive.calc.Contribution;
import io.watchlake.jobs.stage.compute.derive.calc.Member;
import io.watchlake.jobs.stage.compute.signal.SubscriptionMessage;
import io.watchlake.jobs.stage.count.LogMinute;
import io.watchlake.jobs.stage.count.LogTally;
import io.watchlake.jobs.stage.rollup.PartialBatch;
import io.watchlake.jobs.stage.rollup.RollupBucket;
import io.watchlake.jobs.stage.rollup.RollupMessage;
import io.watchlake.jobs.stage.rollup.distribution.DistributionSeries;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.RawMessage;
import io.watchlake.model.audit.AuditEvent;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.LateRollup;
import io.watchlake.model.telemetry.LogRecord;
import io.watchlake.model.telemetry.MetricChunk;
import io.watchlake.model.telemetry.NumberPoint;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Span;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The Flink types of what travels between our operators. */
public final class TelemetryTypes {

  public static final TypeInformation<RawMessage> RAW_MESSAGE = of(new RawMessageFormat());
  public static final TypeInformation<DeadLetter> DEAD_LETTER = of(new DeadLetterFormat());
  public static final TypeInformation<Span> SPAN = of(new SpanFormat());
  public static final TypeInformation<LogRecord> LOG_RECORD = of(new LogRecordFormat());
  public static final TypeInformation<Series> SERIES = of(new SeriesFormat());
  public static final TypeInformation<SeriesSighting> SERIES_SIGHTING =
      of(new SeriesSightingFormat());
  public static final TypeInformation<SightedSeries> SIGHTED_SERIES = of(new SightedSeriesFormat());
  public static final TypeInformation<NumberPoint> NUMBER_POINT = of(new NumberPointFormat());
  public static final TypeInformation<DistributionPoint> DISTRIBUTION_POINT =
      of(new DistributionPointFormat());
  public static final TypeInformation<MetricChunk> METRIC_CHUNK = of(new MetricChunkFormat());
  public static final TypeInformation<PointBatch> POINT_BATCH = of(new PointBatchFormat());
  public static final TypeInformation<PartialBatch> PARTIAL_BATCH = of(new PartialBatchFormat());
  public static final TypeInformation<RollupBucket> ROLLUP_BUCKET = of(new RollupBucketFormat());
  public static final TypeInformation<DistributionSeries> DISTRIBUTION_SERIES =
      of(new DistributionSeriesFormat());
  public static final TypeInformation<Rollup> ROLLUP = of(new RollupFormat());
  public static final TypeInformation<RollupMessage> ROLLUP_MESSAGE = of(new RollupMessageFormat());
  public static final TypeInformation<LateRollup> LATE_ROLLUP = of(new LateRollupFormat());
  public static final TypeInformation<ArrivedRollup> ARRIVED_ROLLUP = of(new ArrivedRollupFormat());
  public static final TypeInformation<PrometheusSamples> PROMETHEUS_SAMPLES =
      of(new PrometheusSamplesFormat());
  public static final TypeInformation<SentSeries> SENT_SERIES = of(new SentSeriesFormat());
  public static final TypeInformation<ArrivedTarget> ARRIVED_TARGET = of(new ArrivedTargetFormat());
  public static final TypeInformation<SentTarget> SENT_TARGET = of(new SentTargetFormat());

  public static final TypeInformation<Contribution> DERIVED_CONTRIBUTION =
      of(new DerivedContributionFormat());
  public static final TypeInformation<Member> DERIVED_MEMBER = of(new DerivedMemberFormat());

  public static final TypeInformation<LogTally> LOG_TALLY = of(new LogTallyFormat());
  public static final TypeInformation<LogMinute> LOG_MINUTE = of(new LogMinuteFormat());

  public static final TypeInformation<SubscriptionMessage> SUBSCRIPTION_MESSAGE =
      of(new SubscriptionMessageFormat());
  public static final TypeInformation<SeriesSketch> SERIES_SKETCH = of(new SeriesSketchFormat());
  public static final TypeInformation<MetricSketch> METRIC_SKETCH = of(new MetricSketchFormat());
  public static final TypeInformation<Signal> SIGNAL = of(new SignalFormat());
  public static final TypeInformation<AuditEvent> AUDIT_EVENT = of(new AuditEventFormat());

  private static final List<Format<?>> FORMATS =
      List.of(
          new RawMessageFormat(),
          new DeadLetterFormat(),
          new SpanFormat(),
          new LogRecordFormat(),
          new SeriesFormat(),
          new SeriesSightingFormat(),
          new SightedSeriesFormat(),
          new NumberPointFormat(),
          new DistributionPointFormat(),
          new MetricChunkFormat(),
          new PointBatchFormat(),
          new PartialBatchFormat(),
          new RollupBucketFormat(),
          new DistributionSeriesFormat(),
          new RollupFormat(),
          new RollupMessageFormat(),
          new LateRollupFormat(),
          new ArrivedRollupFormat(),
          new PrometheusSamplesFormat(),
          new SentSeriesFormat(),
          new ArrivedTargetFormat(),
          new SentTargetFormat(),
          new DerivedContributionFormat(),
          new DerivedMemberFormat(),
          new LogTallyFormat(),
          new LogMinuteFormat(),
          new SubscriptionMessageFormat(),
          new SignalFormat(),
          new AuditEventFormat(),
          new SeriesSketchFormat(),
          new MetricSketchFormat());

  private TelemetryTypes() {}

  /** The format that savepoints know as {@code name}. */
  static Format<?> format(String name) {
    return Stream.of(
            FORMATS,
            DeliveryTypes.FORMATS,
            AlertTypes.FORMATS,
            NotifyTypes.FORMATS,
            AnomalyTypes.FORMATS)
        .flatMap(List::stream)
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "state holds values of the format '"
                        + name
                        + "', which this build does not know: start the build that wrote it"));
  }

  private static <T> TypeInformation<T> of(Format<T> format) {
    return new VersionedTypeInfo<>(format);
  }
}
