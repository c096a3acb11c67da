package io.watchlake.lakehouse.flink;

import io.watchlake.lakehouse.table.LakehouseTables;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.Tables;
import org.apache.flink.table.data.RowData;

/** Rows of {@link Tables#DEAD_LETTERS}: all of a dead letter but its bytes. */
public final class DeadLetterRows {

  private static final int COLUMNS =
      LakehouseTables.of(Tables.DEAD_LETTERS).schema().columns().size();

  private DeadLetterRows() {}

  public static RowData row(DeadLetter letter) {
    return new RowBuilder(COLUMNS)
        .timestamp(letter.arrivalMillis() * 1_000_000)
        .string(baseTopic(letter.origin().topic()))
        .string(letter.reason().code())
        .string(letter.detail())
        .value(letter.length())
        .string(letter.sha256())
        .string(letter.timeline())
        .origin(letter.origin())
        .build();
  }

  private static String baseTopic(String topic) {
    int dot = topic.indexOf('.');
    return dot < 0 ? topic : topic.substring(0, dot);
  }
}
