package io.watchlake.lakehouse.flink;

import io.watchlake.lakehouse.table.LakehouseTables;
import io.watchlake.model.Tables;
import io.watchlake.model.telemetry.LogRecord;
import org.apache.flink.table.data.RowData;

/** Rows of {@link Tables#LOGS}. */
public final class LogRows {

  private static final int COLUMNS = LakehouseTables.of(Tables.LOGS).schema().columns().size();

  private LogRows() {}

  public static RowData row(LogRecord log) {
    return new RowBuilder(COLUMNS)
        .eventTime(log.eventUnixNano())
        .longOrNull(log.timeUnixNano())
        .longOrNull(log.observedUnixNano())
        .value(log.severityNumber())
        .stringOrNull(log.severityText())
        .nullableString(log.body())
        .value(log.bodyIsJson())
        .stringOrNull(log.eventName())
        .value(log.traceId())
        .value(log.spanId())
        .unsigned(log.flags())
        .attributes(log.attributes())
        .unsigned(log.droppedAttributes())
        .resourceAndScope(log.resource(), log.scope())
        .string(log.timeline())
        .origin(log.origin())
        .build();
  }
}
