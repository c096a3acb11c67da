package io.watchlake.lakehouse.flink;

import java.time.Instant;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.FunctionHint;
import org.apache.flink.table.functions.TableFunction;
import org.apache.flink.types.Row;
import org.jspecify.annotations.Nullable;

/**
 * Flink SQL's {@code chunk_points}: a row a point of a metric chunk. Flink 1.20 cannot unnest
 * several arrays side by side.
 */
@FunctionHint(
    output =
        @DataTypeHint(
            "ROW<ts TIMESTAMP_LTZ(6), time_unix_nano BIGINT, `value` DOUBLE, long_value BIGINT,"
                + " start_unix_nano BIGINT, flags BIGINT, exemplars_json STRING>"))
public final class ChunkPoints extends TableFunction<Row> {

  private static final long NANOS = 1_000_000_000L;

  /**
   * Called by Flink; the arrays are as long as {@code times}, or null, but for {@code values},
   * which has nothing where {@code longValues} or {@code scaledValues} has it all.
   */
  public void eval(
      Long[] times,
      Double[] values,
      Long @Nullable [] longValues,
      Long @Nullable [] startTimes,
      Integer @Nullable [] flags,
      String @Nullable [] exemplars,
      @Nullable Integer decimals,
      Long @Nullable [] scaledValues) {
    for (int i = 0; i < times.length; i++) {
      long nanos = times[i];
      Long start = startTimes == null || startTimes[i] == 0 ? null : startTimes[i];
      collect(
          Row.of(
              Instant.ofEpochSecond(
                  Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS) / 1000 * 1000),
              nanos,
              value(values, longValues, decimals, scaledValues, i),
              longValues == null ? null : longValues[i],
              start,
              flags == null ? 0L : Integer.toUnsignedLong(flags[i]),
              exemplars == null ? null : exemplars[i]));
    }
  }

  private static double value(
      Double[] values,
      Long @Nullable [] longValues,
      @Nullable Integer decimals,
      Long @Nullable [] scaledValues,
      int i) {
    if (decimals != null && scaledValues != null) {
      return Decimals.value(scaledValues[i], decimals);
    }
    return longValues == null || values.length > 0 ? values[i] : (double) longValues[i];
  }
}
