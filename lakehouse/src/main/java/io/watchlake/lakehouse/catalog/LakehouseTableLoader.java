package io.watchlake.lakehouse.catalog;

import java.util.Objects;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.TableLoader;
import org.jspecify.annotations.Nullable;

/**
 * Loads a table inside Flink operators. Iceberg's own loader would carry the catalog's properties,
 * a password among them, in the job graph; this one carries {@link CatalogOptions} and reads
 * secrets where it is opened.
 */
public final class LakehouseTableLoader implements TableLoader {

  private static final long serialVersionUID = 1L;

  private final CatalogOptions options;
  private final String tableName;
  private transient @Nullable Lakehouse lakehouse;

  /**
   * @param tableName one of {@link io.watchlake.model.Tables#STORED}
   */
  public LakehouseTableLoader(CatalogOptions options, String tableName) {
    this.options = options;
    this.tableName = tableName;
  }

  @Override
  public void open() {
    if (lakehouse == null) {
      lakehouse = Lakehouse.open(options);
    }
  }

  @Override
  public boolean isOpen() {
    return lakehouse != null;
  }

  @Override
  public Table loadTable() {
    open();
    return Objects.requireNonNull(lakehouse).table(tableName);
  }

  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod") // the copy is closed
  public TableLoader clone() {
    return new LakehouseTableLoader(options, tableName);
  }

  @Override
  public void close() {
    if (lakehouse != null) {
      lakehouse.close();
      lakehouse = null;
    }
  }

  @Override
  public String toString() {
    return "LakehouseTableLoader[" + tableName + "]";
  }
}
