package io.watchlake.lakehouse.flink;

import io.watchlake.lakehouse.table.LakehouseTables;
import io.watchlake.model.Tables;
import io.watchlake.model.telemetry.MetricChunk;
import io.watchlake.model.telemetry.Series;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.jspecify.annotations.Nullable;

/** Rows of {@link Tables#METRIC_CHUNKS}. */
public final class ChunkRows {

  private static final int COLUMNS =
      LakehouseTables.of(Tables.METRIC_CHUNKS).schema().columns().size();

  private static final GenericArrayData NO_VALUES = new GenericArrayData(new double[0]);

  private ChunkRows() {}

  public static RowData row(MetricChunk chunk) {
    Series series = chunk.series();
    return new RowBuilder(COLUMNS)
        .value(series.id())
        .timestamp(chunk.minuteUnixNano())
        .repeated(series.metric())
        .repeated(series.resource().service())
        .repeatedOrNull(series.unit())
        .repeated(series.kind().code())
        .repeated(series.temporality().code())
        .value(series.monotonic())
        .value(new GenericArrayData(chunk.times()))
        .value(chunk.isLong() ? NO_VALUES : new GenericArrayData(doubles(chunk)))
        .value(chunk.isLong() ? new GenericArrayData(chunk.bits()) : null)
        .value(chunk.startTimes() == null ? null : new GenericArrayData(chunk.startTimes()))
        .value(chunk.flags() == null ? null : new GenericArrayData(chunk.flags()))
        .value(strings(chunk.exemplarsJson()))
        .value(chunk.size())
        .repeated(chunk.timeline())
        .value(
            GenericRowData.of(
                RepeatedText.of(chunk.topic()),
                chunk.partition(),
                chunk.offsetFirst(),
                chunk.offsetLast()))
        .build();
  }

  private static double[] doubles(MetricChunk chunk) {
    double[] values = new double[chunk.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.longBitsToDouble(chunk.bits()[i]);
    }
    return values;
  }

  private static @Nullable GenericArrayData strings(@Nullable String @Nullable [] values) {
    if (values == null) {
      return null;
    }
    Object[] result = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i] == null ? null : StringData.fromString(values[i]);
    }
    return new GenericArrayData(result);
  }
}
