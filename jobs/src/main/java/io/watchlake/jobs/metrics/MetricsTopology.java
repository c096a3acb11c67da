package io.watchlake.jobs.metrics;

import io.watchlake.connectors.otlp.codec.PointBatch;
import io.watchlake.jobs.stage.cardinality.SeriesSketch;
import io.watchlake.jobs.stage.compute.BucketKeys;
import io.watchlake.jobs.stage.compute.CatalogSeries;
import io.watchlake.jobs.stage.compute.GatherChunks;
import io.watchlake.jobs.stage.compute.MergeRollups;
import io.watchlake.jobs.stage.compute.PointView;
import io.watchlake.jobs.stage.compute.RollupDistributions;
import io.watchlake.jobs.stage.compute.SightBatches;
import io.watchlake.jobs.stage.compute.SightSeries;
import io.watchlake.jobs.stage.compute.cardinality.WatchCardinality;
import io.watchlake.jobs.stage.compute.signal.AskedFor;
import io.watchlake.jobs.stage.decode.EventTime;
import io.watchlake.jobs.stage.enrich.Enrich;
import io.watchlake.jobs.stage.redact.Redact;
import io.watchlake.jobs.stage.rollup.RollupMessage;
import io.watchlake.jobs.stage.type.SeriesSighting;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.LateRollup;
import io.watchlake.model.telemetry.MetricChunk;
import io.watchlake.model.telemetry.Rollup;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;

/** From decoded metric points to chunks, distributions and the catalog of series. */
final class MetricsTopology {

  /**
   * What comes out. Each number point is in one chunk or is a collision, each distribution point is
   * among the distributions or is a collision.
   *
   * @param chunks number points by series and minute
   * @param minutes windows of a minute of numbers, corrections among them
   * @param otherMinutes windows of a minute of distributions, derived metrics and of what is beyond
   *     the limit; apart, so that the others need not be joined with them and are written by the
   *     task that makes them
   * @param hours windows of an hour of numbers
   * @param otherHours windows of an hour of distributions and of what is beyond the limit
   * @param messages windows of 10 s and a minute, for the topic of rollups
   * @param late points that came after their window was final, which are archived like any other
   * @param cardinality that a metric has too many series, for everybody
   * @param distributions histogram, exponential histogram and summary points
   * @param series each series once per event day, barring restarts
   * @param collisions points of a series whose id stands for another
   */
  record Outputs(
      DataStream<MetricChunk> chunks,
      DataStream<Rollup> minutes,
      DataStream<Rollup> otherMinutes,
      DataStream<Rollup> hours,
      DataStream<Rollup> otherHours,
      DataStream<RollupMessage> messages,
      DataStream<LateRollup> late,
      DataStream<Signal> cardinality,
      DataStream<DistributionPoint> distributions,
      DataStream<SeriesSighting> series,
      DataStream<DeadLetter> collisions) {}

  /** The uids of the stages that both kinds of points pass. */
  private record PointUids(String redact, String enrich, String series) {}

  private static final PointUids NUMBERS =
      new PointUids(
          MetricsUids.NUMBER_REDACT, MetricsUids.NUMBER_ENRICH, MetricsUids.NUMBER_SERIES);

  private static final PointUids DISTRIBUTIONS =
      new PointUids(
          MetricsUids.DISTRIBUTION_REDACT,
          MetricsUids.DISTRIBUTION_ENRICH,
          MetricsUids.DISTRIBUTION_SERIES);

  /** How much later than the last correction of a minute the derived one may be corrected. */
  private static final Duration SLACK_OF_CORRECTIONS = Duration.ofMinutes(1);

  private MetricsTopology() {}

  /**
   * Builds the stages between decoding and the sinks.
   *
   * @param asked which series have windows of 10 s, beside those that the options name
   */
  static Outputs of(
      DataStream<PointBatch> numbers,
      DataStream<DistributionPoint> distributions,
      AskedFor asked,
      MetricsOptions options) {
    SingleOutputStreamOperator<PointBatch> knownNumbers =
        known(
            EventTime.assignByPartition(
                numbers,
                PointBatch::latestUnixNano,
                PointBatch::partition,
                MetricsUids.NUMBER_EVENT_TIME),
            new SightBatches(),
            TelemetryTypes.POINT_BATCH,
            NUMBERS);
    SingleOutputStreamOperator<DistributionPoint> knownDistributions =
        known(
            EventTime.assignByPartition(
                distributions,
                DistributionPoint::timeUnixNano,
                point -> point.origin().partition(),
                MetricsUids.DISTRIBUTION_EVENT_TIME),
            new SightSeries<>(new PointView.OfDistribution()),
            TelemetryTypes.DISTRIBUTION_POINT,
            DISTRIBUTIONS);

    SingleOutputStreamOperator<MetricChunk> chunks =
        knownNumbers
            .transform(
                MetricsUids.CHUNKS,
                TelemetryTypes.METRIC_CHUNK,
                new GatherChunks(
                    options.maxBufferedPoints(), options.tenSeconds(), options.sketches(), asked))
            .uid(MetricsUids.CHUNKS);

    SingleOutputStreamOperator<Rollup> rollups =
        chunks
            .getSideOutput(GatherChunks.PARTIALS)
            .keyBy(batch -> BucketKeys.key(batch.bucket()), Types.INT)
            .process(
                new MergeRollups(options.lateness(), options.seriesLimit()), TelemetryTypes.ROLLUP)
            .uid(MetricsUids.ROLLUPS)
            .name(MetricsUids.ROLLUPS)
            .setMaxParallelism(BucketKeys.MAX_PARALLELISM);

    SingleOutputStreamOperator<Rollup> ofDistributions =
        knownDistributions
            .keyBy(point -> BucketKeys.key(Rollup.bucketOf(point.series().id())), Types.INT)
            .process(
                new RollupDistributions(
                    options.tenSeconds(), asked, options.lateness(), options.seriesLimit()),
                TelemetryTypes.ROLLUP)
            .uid(MetricsUids.DISTRIBUTION_ROLLUPS)
            .name(MetricsUids.DISTRIBUTION_ROLLUPS)
            .setMaxParallelism(BucketKeys.MAX_PARALLELISM);

    SingleOutputStreamOperator<Rollup> overflow =
        rollups
            .getSideOutput(MergeRollups.OVERFLOW)
            .keyBy(batch -> BucketKeys.key(batch.bucket()), Types.INT)
            .process(new MergeRollups(options.lateness(), null), TelemetryTypes.ROLLUP)
            .uid(MetricsUids.OVERFLOW_ROLLUPS)
            .name(MetricsUids.OVERFLOW_ROLLUPS)
            .setMaxParallelism(BucketKeys.MAX_PARALLELISM);
    SingleOutputStreamOperator<Rollup> overflowOfDistributions =
        ofDistributions
            .getSideOutput(RollupDistributions.OVERFLOW)
            .keyBy(point -> BucketKeys.key(Rollup.bucketOf(point.series().id())), Types.INT)
            .process(
                new RollupDistributions(
                    options.tenSeconds(), AskedFor.NOBODY, options.lateness(), null),
                TelemetryTypes.ROLLUP)
            .uid(MetricsUids.OVERFLOW_DISTRIBUTION_ROLLUPS)
            .name(MetricsUids.OVERFLOW_DISTRIBUTION_ROLLUPS)
            .setMaxParallelism(BucketKeys.MAX_PARALLELISM);
    SingleOutputStreamOperator<Rollup> cardinality =
        chunks
            .getSideOutput(GatherChunks.SERIES)
            .union(ofDistributions.getSideOutput(GatherChunks.SERIES))
            .keyBy(SeriesSketch::metric, Types.STRING)
            .process(new WatchCardinality(options.seriesLimit()), TelemetryTypes.ROLLUP)
            .uid(MetricsUids.CARDINALITY)
            .name(MetricsUids.CARDINALITY)
            .setParallelism(1);

    DataStream<RollupMessage> numberMessages = rollups.getSideOutput(MergeRollups.MESSAGES);
    DataStream<RollupMessage> distributionMessages =
        ofDistributions.getSideOutput(MergeRollups.MESSAGES);
    DataStream<RollupMessage> overflowMessages =
        overflow
            .getSideOutput(MergeRollups.MESSAGES)
            .union(overflowOfDistributions.getSideOutput(MergeRollups.MESSAGES));
    DataStream<Rollup> derived =
        DerivedTopology.derived(
            DerivedTopology.routes(numberMessages, options.derived(), MetricsUids.DERIVED_ROUTES)
                .union(
                    DerivedTopology.routes(
                        distributionMessages, options.derived(), MetricsUids.DISTRIBUTION_ROUTES),
                    DerivedTopology.routes(
                        overflowMessages, options.derived(), MetricsUids.OVERFLOW_ROUTES)),
            options.derived(),
            options.lateness().plus(SLACK_OF_CORRECTIONS));
    DataStream<Rollup> made = derived.union(cardinality);

    DataStream<SeriesSighting> series =
        CatalogSeries.of(
            knownNumbers
                .getSideOutput(SightSeries.SIGHTINGS)
                .union(
                    knownDistributions.getSideOutput(SightSeries.SIGHTINGS),
                    DerivedTopology.sightings(made)),
            options.seriesLimit(),
            MetricsUids.SERIES);

    DataStream<DeadLetter> collisions =
        knownNumbers
            .getSideOutput(SightSeries.COLLISIONS)
            .union(knownDistributions.getSideOutput(SightSeries.COLLISIONS));

    return new Outputs(
        chunks,
        rollups,
        ofDistributions.union(made, overflow, overflowOfDistributions),
        rollups.getSideOutput(MergeRollups.HOURS),
        ofDistributions
            .getSideOutput(MergeRollups.HOURS)
            .union(
                overflow.getSideOutput(MergeRollups.HOURS),
                overflowOfDistributions.getSideOutput(MergeRollups.HOURS)),
        numberMessages.union(
            distributionMessages, overflowMessages, DerivedTopology.messages(made)),
        rollups
            .getSideOutput(MergeRollups.LATE)
            .union(
                ofDistributions.getSideOutput(MergeRollups.LATE),
                overflow.getSideOutput(MergeRollups.LATE),
                overflowOfDistributions.getSideOutput(MergeRollups.LATE)),
        cardinality.getSideOutput(WatchCardinality.SIGNALS),
        knownDistributions,
        series,
        collisions);
  }

  private static <P> SingleOutputStreamOperator<P> known(
      DataStream<P> points, ProcessFunction<P, P> sight, TypeInformation<P> type, PointUids uids) {
    return points
        .map(new Redact<>(), type)
        .uid(uids.redact())
        .name(uids.redact())
        .map(new Enrich<>(), type)
        .uid(uids.enrich())
        .name(uids.enrich())
        .process(sight, type)
        .uid(uids.series())
        .name(uids.series());
  }
}
