package io.watchlake.lakehouse.flink;

import io.watchlake.lakehouse.table.LakehouseTables;
import io.watchlake.model.Tables;
import io.watchlake.model.anomaly.Anomaly;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** Rows of the table of anomalies. */
public final class AnomalyRows {

  private static final int COLUMNS =
      LakehouseTables.of(Tables.ANOMALIES_LOG).schema().columns().size();

  private AnomalyRows() {}

  /** A row of {@link Tables#ANOMALIES_LOG}. */
  public static RowData row(Anomaly anomaly) {
    return new RowBuilder(COLUMNS)
        .eventTime(anomaly.timeUnixNano())
        .string(anomaly.id())
        .string(anomaly.service())
        .value(Long.parseUnsignedLong(anomaly.series(), 16))
        .string(anomaly.metric())
        .string(anomaly.unit())
        .string(JsonColumns.of(anomaly.labels()))
        .string(anomaly.resolution().code())
        .string(anomaly.statistic().code())
        .value(number(anomaly.value()))
        .value(anomaly.score())
        .value(anomaly.confidence())
        .value(anomaly.strength())
        .value((long) anomaly.lowered())
        .value(anomaly.threshold())
        .string(anomaly.expectation())
        .value(number(anomaly.measure()))
        .value(number(anomaly.usual()))
        .string(anomaly.words())
        .string(anomaly.model())
        .value((long) anomaly.revision())
        .string(anomaly.timeline())
        .build();
  }

  private static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
