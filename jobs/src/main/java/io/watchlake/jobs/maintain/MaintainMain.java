package io.watchlake.jobs.maintain;

import io.watchlake.jobs.launch.JobEnvironment;
import io.watchlake.jobs.launch.LakehouseAccess;
import io.watchlake.model.JobNames;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The job {@code maintain}: compacts the tables' files and expires their snapshots. */
public final class MaintainMain {

  private MaintainMain() {}

  /**
   * Submits the job: until it is stopped, or with {@code --once} for one round in batch mode.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   * @throws IllegalStateException if the cluster lacks a library
   */
  public static void main(String[] args) throws Exception {
    MaintainOptions options = MaintainOptions.parse(args);
    LakehouseAccess.prepare(options.catalog());
    StreamExecutionEnvironment env =
        options.once()
            ? JobEnvironment.batch(options.parallelism())
            : JobEnvironment.streaming(options.parallelism());
    build(env, options);
    env.execute(JobNames.MAINTAIN);
  }

  /** Builds the whole job; the tables must exist. */
  static void build(StreamExecutionEnvironment env, MaintainOptions options) {
    assemble(ticks(env, options), options);
  }

  /** A tick for each round, counted from zero on. */
  static DataStream<Long> ticks(StreamExecutionEnvironment env, MaintainOptions options) {
    DataGeneratorSource<Long> ticks =
        options.once()
            ? new DataGeneratorSource<>(tick -> tick, 1, Types.LONG)
            : new DataGeneratorSource<>(
                tick -> tick,
                Long.MAX_VALUE,
                RateLimiterStrategy.perSecond(1.0 / options.interval().toSeconds()),
                Types.LONG);
    return env.fromSource(ticks, WatermarkStrategy.noWatermarks(), MaintainUids.TICKS)
        .uid(MaintainUids.TICKS)
        .setParallelism(1);
  }

  /** Puts the topology and its end behind ticks; the tables must exist. */
  static void assemble(DataStream<Long> ticks, MaintainOptions options) {
    MaintainTopology.of(ticks, options)
        .reports()
        .sinkTo(new DiscardingSink<>())
        .uid(MaintainUids.REPORT)
        .name(MaintainUids.REPORT);
  }
}
