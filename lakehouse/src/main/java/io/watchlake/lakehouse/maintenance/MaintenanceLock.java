package io.watchlake.lakehouse.maintenance;

import io.watchlake.lakehouse.catalog.CatalogDatabase;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/**
 * A row in the catalog's database that says who maintains the tables, so that only one does. It
 * expires, so that one that died does not block the next.
 */
public final class MaintenanceLock {

  private static final String NAME = "maintain";

  private final CatalogOptions options;
  private final String owner;

  /**
   * @param owner tells the holders apart; the same owner may take its own lock again
   */
  public MaintenanceLock(CatalogOptions options, String owner) {
    this.options = options;
    this.owner = owner;
  }

  /**
   * Takes the lock, or holds on to it for longer.
   *
   * @param now the present
   * @param hold how long it is held unless taken again
   * @return whether the lock is ours; if not, another holds it
   * @throws IllegalStateException if the catalog's database cannot be asked
   */
  public boolean tryAcquire(Instant now, Duration hold) {
    long until = now.plus(hold).toEpochMilli();
    try (Connection connection = CatalogDatabase.connect(options)) {
      createTable(connection);
      return update(connection, now.toEpochMilli(), until) || insert(connection, until);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot take the maintenance lock: " + e.getMessage(), e);
    }
  }

  /** Gives the lock back; nothing happens where it is not ours. */
  public void release() {
    try (Connection connection = CatalogDatabase.connect(options);
        PreparedStatement delete =
            connection.prepareStatement(
                "DELETE FROM watchlake_locks WHERE lock_name = ? AND lock_owner = ?")) {
      delete.setString(1, NAME);
      delete.setString(2, owner);
      delete.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot release the maintenance lock: " + e.getMessage(), e);
    }
  }

  private static void createTable(Connection connection) throws SQLException {
    try (Statement create = connection.createStatement()) {
      create.executeUpdate(
          "CREATE TABLE IF NOT EXISTS watchlake_locks (lock_name VARCHAR(64) PRIMARY KEY,"
              + " lock_owner VARCHAR(255) NOT NULL, expires_at BIGINT NOT NULL)");
    }
  }

  private boolean update(Connection connection, long now, long until) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE watchlake_locks SET lock_owner = ?, expires_at = ?"
                + " WHERE lock_name = ? AND (lock_owner = ? OR expires_at < ?)")) {
      update.setString(1, owner);
      update.setLong(2, until);
      update.setString(3, NAME);
      update.setString(4, owner);
      update.setLong(5, now);
      return update.executeUpdate() == 1;
    }
  }

  /** Two that insert at once: the statement itself decides, on SQLite and PostgreSQL alike. */
  private boolean insert(Connection connection, long until) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO watchlake_locks (lock_name, lock_owner, expires_at) VALUES (?, ?, ?)"
                + " ON CONFLICT (lock_name) DO NOTHING")) {
      insert.setString(1, NAME);
      insert.setString(2, owner);
      insert.setLong(3, until);
      return insert.executeUpdate() == 1;
    }
  }
}
