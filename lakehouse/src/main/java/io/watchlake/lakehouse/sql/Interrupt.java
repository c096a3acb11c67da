package io.watchlake.lakehouse.sql;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/**
 * Interrupts what DuckDB does on a connection.
 *
 * <p>The driver's {@code Statement.cancel} does so only until the first rows are there: while it
 * fetches more of a stream it holds the lock that {@code cancel} waits for (seen up to 1.5). So
 * this goes past that lock. The caller must make sure that the connection stays open meanwhile.
 */
final class Interrupt {

  private static final MethodHandle INTERRUPT;
  private static final MethodHandle REFERENCE;

  static {
    try {
      Method interrupt =
          Class.forName("org.duckdb.DuckDBNative")
              .getDeclaredMethod("duckdb_jdbc_interrupt", ByteBuffer.class);
      Field reference = DuckDBConnection.class.getDeclaredField("connRef");
      interrupt.setAccessible(true);
      reference.setAccessible(true);
      INTERRUPT = MethodHandles.lookup().unreflect(interrupt);
      REFERENCE = MethodHandles.lookup().unreflectGetter(reference);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this DuckDB driver is not the one Watchlake knows", e);
    }
  }

  private Interrupt() {}

  /** Has the call that runs on the connection now, if any, fail. */
  static void send(Connection connection) throws SQLException {
    DuckDBConnection duckDb = connection.unwrap(DuckDBConnection.class);
    try {
      INTERRUPT.invoke((ByteBuffer) REFERENCE.invoke(duckDb));
    } catch (Throwable e) {
      throw new SQLException("DuckDB does not take an interrupt", e);
    }
  }
}
