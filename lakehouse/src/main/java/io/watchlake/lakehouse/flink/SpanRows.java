package io.watchlake.lakehouse.flink;

import io.watchlake.lakehouse.table.LakehouseTables;
import io.watchlake.model.Tables;
import io.watchlake.model.telemetry.Span;
import org.apache.flink.table.data.RowData;

/** Rows of {@link Tables#SPANS}. */
public final class SpanRows {

  private static final int COLUMNS = LakehouseTables.of(Tables.SPANS).schema().columns().size();

  private SpanRows() {}

  public static RowData row(Span span) {
    Long duration = span.endUnixNano() == 0 ? null : span.endUnixNano() - span.startUnixNano();
    return new RowBuilder(COLUMNS)
        .eventTime(span.startUnixNano())
        .longOrNull(span.endUnixNano())
        .value(duration)
        .value(span.traceId())
        .value(span.spanId())
        .value(span.parentSpanId())
        .stringOrNull(span.traceState())
        .unsigned(span.flags())
        .string(span.name())
        .string(span.kind().code())
        .string(span.status().code())
        .stringOrNull(span.statusMessage())
        .attributes(span.attributes())
        .unsigned(span.droppedAttributes())
        .nullableString(span.eventsJson())
        .unsigned(span.droppedEvents())
        .nullableString(span.linksJson())
        .unsigned(span.droppedLinks())
        .resourceAndScope(span.resource(), span.scope())
        .string(span.timeline())
        .origin(span.origin())
        .build();
  }
}
