package io.watchlake.lakehouse.catalog;

import io.watchlake.lakehouse.table.LakehouseTables;
import io.watchlake.lakehouse.table.TableDefinition;
import io.watchlake.model.Tables;
import org.apache.iceberg.ReplaceSortOrder;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.jdbc.JdbcCatalog;

/** An open catalog. Safe for use by several threads. */
public final class Lakehouse implements AutoCloseable {

  private final JdbcCatalog catalog;

  private Lakehouse(JdbcCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Opens the catalog; its own database tables are created where they are missing.
   *
   * @throws RuntimeException if the database cannot be reached or a secret cannot be read
   */
  public static Lakehouse open(CatalogOptions options) {
    return new Lakehouse(Catalogs.open(options));
  }

  /**
   * Creates those of our namespaces and tables that are missing. Several processes may do so at
   * once.
   */
  public void ensureTables() {
    Tables.NAMESPACES.forEach(this::ensureNamespace);
    LakehouseTables.ALL.forEach(this::ensureTable);
  }

  private void ensureNamespace(String name) {
    Namespace namespace = Namespace.of(name);
    if (!catalog.namespaceExists(namespace)) {
      try {
        catalog.createNamespace(namespace);
      } catch (AlreadyExistsException e) {
        // Another process was faster; that is what was wanted.
      }
    }
  }

  private void ensureTable(TableDefinition definition) {
    TableIdentifier identifier = TableIdentifier.parse(definition.name());
    if (catalog.tableExists(identifier)) {
      Table table = catalog.loadTable(identifier);
      addMissingColumns(table, definition);
      takeSortOrder(table, definition.sortOrder());
      return;
    }
    try {
      catalog
          .buildTable(identifier, definition.schema())
          .withPartitionSpec(definition.partition())
          .withSortOrder(definition.sortOrder())
          .withProperties(definition.properties())
          .create();
    } catch (AlreadyExistsException e) {
      // Another process was faster; that is what was wanted.
    }
  }

  /** Columns are only ever added, at the end, and may be missing in rows: old files stay as is. */
  private static void addMissingColumns(Table table, TableDefinition definition) {
    boolean complete =
        definition.schema().columns().stream()
            .allMatch(column -> table.schema().findField(column.name()) != null);
    if (!complete) {
      table.updateSchema().unionByNameWith(definition.schema()).commit();
    }
  }

  /** Files that were sorted otherwise keep their order: nothing is written anew for it. */
  private static void takeSortOrder(Table table, SortOrder order) {
    if (table.sortOrder().sameOrder(order)) {
      return;
    }
    ReplaceSortOrder replacement = table.replaceSortOrder();
    order
        .fields()
        .forEach(field -> replacement.asc(order.schema().findColumnName(field.sourceId())));
    replacement.commit();
  }

  /** The catalog itself; closed with this. */
  public Catalog catalog() {
    return catalog;
  }

  /**
   * A table in its newest state.
   *
   * @param name {@code namespace.name}, one of {@link Tables#STORED}
   * @throws IllegalStateException if the catalog does not have it
   */
  public Table table(String name) {
    try {
      return catalog.loadTable(TableIdentifier.parse(name));
    } catch (NoSuchTableException e) {
      throw new IllegalStateException(
          "the catalog has no table "
              + name
              + ": it is created when a job starts or by ensureTables()",
          e);
    }
  }

  @Override
  public void close() {
    catalog.close();
  }
}
