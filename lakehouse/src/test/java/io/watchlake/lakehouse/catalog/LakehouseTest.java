package io.watchlake.lakehouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.lakehouse.table.LakehouseTables;
import io.watchlake.model.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakehouseTest {

  @Test
  void tablesOfEarlierBuildsGetTheColumnsTheyMiss(@TempDir Path home) throws Exception {
    Files.createDirectories(home.resolve("lakehouse"));
    try (Lakehouse lakehouse = Lakehouse.open(CatalogOptions.local(home))) {
      lakehouse.ensureTables();
      Table table = lakehouse.table(Tables.ROLLUPS_1M_LOG);
      table.updateSchema().deleteColumn("sketch").deleteColumn("p50").commit();

      lakehouse.ensureTables();

      assertThat(lakehouse.table(Tables.ROLLUPS_1M_LOG).schema().columns())
          .extracting(Types.NestedField::name)
          .containsExactlyInAnyOrderElementsOf(
              LakehouseTables.of(Tables.ROLLUPS_1M_LOG).schema().columns().stream()
                  .map(Types.NestedField::name)
                  .toList());
    }
  }

  @Test
  void tablesOfEarlierBuildsGetTheSortOrderOfToday(@TempDir Path home) throws Exception {
    Files.createDirectories(home.resolve("lakehouse"));
    try (Lakehouse lakehouse = Lakehouse.open(CatalogOptions.local(home))) {
      lakehouse.ensureTables();
      Table table = lakehouse.table(Tables.ROLLUPS_1M_LOG);
      int id = table.sortOrder().orderId();
      table.replaceSortOrder().asc("series").asc("ts").commit();

      lakehouse.ensureTables();
      assertThat(lakehouse.table(Tables.ROLLUPS_1M_LOG).sortOrder().orderId()).isEqualTo(id);
    }
  }
}
