package io.watchlake.lakehouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.lakehouse.table.LakehouseTables;
import io.watchlake.lakehouse.table.TableDefinition;
import io.watchlake.model.Tables;
import java.nio.file.Path;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that was there before its definition grew. */
class YoungerColumnsTest {

  @Test
  void theyComeWhereTheDefinitionHasThem(@TempDir Path home) {
    try (Lakehouse lakehouse = Lakehouse.open(CatalogOptions.local(home))) {
      lakehouse.ensureTables();
      Table before = lakehouse.table(Tables.DELIVERY_FIGURES_LOG);
      before.updateSchema().deleteColumn("definition_digest").deleteColumn("snapshot").commit();

      lakehouse.ensureTables();
      lakehouse.ensureTables();

      TableDefinition definition =
          LakehouseTables.ALL.stream()
              .filter(table -> table.name().equals(Tables.DELIVERY_FIGURES_LOG))
              .findFirst()
              .orElseThrow();
      assertThat(names(lakehouse.table(Tables.DELIVERY_FIGURES_LOG).schema().columns()))
          .isEqualTo(names(definition.schema().columns()))
          .endsWith("definition_digest", "snapshot");
    }
  }

  private static List<String> names(List<NestedField> columns) {
    return columns.stream().map(NestedField::name).toList();
  }
}
