package io.watchlake.lakehouse.table;

import io.watchlake.model.Tables;
import java.util.List;

/** All stored tables. */
public final class LakehouseTables {

  /** One for each of {@link Tables#STORED}, in that order. */
  public static final List<TableDefinition> ALL =
      List.of(
          SpansTable.DEFINITION,
          LogsTable.DEFINITION,
          MetricChunksTable.DEFINITION,
          MetricDistributionsTable.DEFINITION,
          RollupsTable.MINUTES,
          RollupsTable.HOURS,
          MetricLateTable.DEFINITION,
          SeriesTable.DEFINITION,
          AnomaliesTable.DEFINITION,
          DeadLettersTable.DEFINITION,
          DeliveryTables.EVENTS,
          DeliveryTables.CHANGES,
          DeliveryTables.DEPLOYMENTS,
          DeliveryTables.INCIDENTS,
          DeliveryTables.VERDICTS,
          DeliveryTables.FIGURES,
          AlertTables.ALERTS,
          AlertTables.NOTIFICATIONS,
          AlertTables.SLO_BUDGETS,
          ModelsTable.DEFINITION);

  private LakehouseTables() {}

  /**
   * The definition of a table.
   *
   * @throws IllegalArgumentException if there is no stored table of that name
   */
  public static TableDefinition of(String name) {
    for (TableDefinition definition : ALL) {
      if (definition.name().equals(name)) {
        return definition;
      }
    }
    throw new IllegalArgumentException(
        "no stored table '" + name + "'; there are " + String.join(", ", Tables.STORED));
  }
}
