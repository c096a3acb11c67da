package io.watchlake.lakehouse.flink;

import io.watchlake.lakehouse.table.LakehouseTables;
import io.watchlake.model.Tables;
import io.watchlake.model.telemetry.MetricChunk;
import io.watchlake.model.telemetry.Series;
import java.util.Set;
import org.apache.flink.table.data.RowData;

/** Rows of {@link Tables#METRIC_CHUNKS}. */
public final class ChunkRows {

  /** What becomes of a chunk. */
  public static final RowShape<MetricChunk> SHAPE =
      new RowShape<>(
          ChunkRows::write,
          MetricChunk::minuteUnixNano,
          new Encodings(Set.of("values", "exemplars"), Set.of("long_values", "scaled_values")));

  private static final int COLUMNS =
      LakehouseTables.of(Tables.METRIC_CHUNKS).schema().columns().size();

  private static final double[] NO_VALUES = {};

  private ChunkRows() {}

  public static RowData row(MetricChunk chunk) {
    RowBuilder row = new RowBuilder(COLUMNS);
    write(chunk, row);
    return row.build();
  }

  private static void write(MetricChunk chunk, Cells cells) {
    Series series = chunk.series();
    cells
        .value(series.id())
        .timestamp(chunk.minuteUnixNano())
        .repeated(series.metric())
        .repeated(series.resource().service())
        .repeatedOrNone(series.unit())
        .repeated(series.kind().code())
        .repeated(series.temporality().code())
        .value(series.monotonic())
        .list(chunk.times());
    Decimals decimals = chunk.isLong() ? null : Decimals.of(chunk.bits());
    if (chunk.isLong()) {
      cells.list(NO_VALUES).list(chunk.bits());
    } else if (decimals != null) {
      cells.list(NO_VALUES).none();
    } else {
      cells.doubles(chunk.bits()).none();
    }
    long[] starts = chunk.startTimes();
    int[] flags = chunk.flags();
    String[] exemplars = chunk.exemplarsJson();
    if (starts == null) {
      cells.none();
    } else {
      cells.list(starts);
    }
    if (flags == null) {
      cells.none();
    } else {
      cells.list(flags);
    }
    if (exemplars == null) {
      cells.none();
    } else {
      cells.list(exemplars);
    }
    cells
        .value(chunk.size())
        .repeated(chunk.timeline())
        .originRange(chunk.topic(), chunk.partition(), chunk.offsetFirst(), chunk.offsetLast());
    if (decimals == null) {
      cells.none(2);
    } else {
      cells.value(decimals.digits()).list(decimals.scaled());
    }
  }
}
