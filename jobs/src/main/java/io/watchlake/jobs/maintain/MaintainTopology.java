package io.watchlake.jobs.maintain;

import io.watchlake.model.Tables;
import java.time.Duration;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** From ticks to rounds over all tables. */
final class MaintainTopology {

  /**
   * What comes out.
   *
   * @param reports a line a table and round, in words
   */
  record Outputs(DataStream<String> reports) {}

  private MaintainTopology() {}

  /** Builds a round over all tables for every tick, whatever its value. */
  static Outputs of(DataStream<Long> ticks, MaintainOptions options) {
    Duration atMostEvery = options.once() ? Duration.ZERO : options.interval().dividedBy(2);
    FlatMapFunction<Long, String> everyTable = (tick, out) -> Tables.STORED.forEach(out::collect);
    return new Outputs(
        ticks
            .flatMap(everyTable, Types.STRING)
            .uid(MaintainUids.TABLES)
            .name(MaintainUids.TABLES)
            .setParallelism(1)
            .keyBy(table -> table, Types.STRING)
            .process(
                new MaintainTable(
                    options.catalog(), atMostEvery, options.once(), options.retention()),
                Types.STRING)
            .uid(MaintainUids.RUN)
            .name(MaintainUids.RUN));
  }
}
