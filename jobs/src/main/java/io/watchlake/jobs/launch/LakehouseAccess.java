package io.watchlake.jobs.launch;

import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;

/** What must be there before a graph that writes to the lakehouse is built. */
public final class LakehouseAccess {

  private LakehouseAccess() {}

  /**
   * Checks that the cluster has the libraries, and makes the tables that are missing.
   *
   * @throws IllegalStateException in one line, naming every jar that is missing and what to do
   */
  public static void prepare(CatalogOptions catalog) {
    RequiredClasses.checkLakehouse(catalog.catalogUri());
    try (Lakehouse lakehouse = Lakehouse.open(catalog)) {
      lakehouse.ensureTables();
    }
  }
}
