package io.watchlake.lakehouse.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels queries that take too long. Only time inside DuckDB counts: what a reader does between
 * two rows, such as waiting for a slow client, does not.
 */
final class TimeLimit implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TimeLimit.class);

  private static final Duration LOOK = Duration.ofMillis(100);

  private final long limitNanos;
  private final ScheduledThreadPoolExecutor clock;

  TimeLimit(Duration limit) {
    this.limitNanos = limit.toNanos();
    this.clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "sql-time-limit");
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
  }

  /** Watches the one query of a connection, until the watch is closed, which comes first. */
  Watch watch(Connection connection) {
    return new Watch(connection);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  /** A call of DuckDB. */
  interface Call<T> {
    T run() throws SQLException;
  }

  /** The time of one query. */
  final class Watch implements AutoCloseable {

    private final Connection connection;
    private final ScheduledFuture<?> looks;
    private long used;
    private long since;
    private boolean busy;
    private boolean exceeded;

    private Watch(Connection connection) {
      this.connection = connection;
      this.looks =
          clock.scheduleAtFixedRate(
              this::look, LOOK.toNanos(), LOOK.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Makes a call whose time counts.
     *
     * @throws SQLTimeoutException if the time of all calls is more than the limit
     */
    <T> T time(Call<T> call) throws SQLException {
      begin();
      T given;
      try {
        given = call.run();
      } catch (SQLException e) {
        if (end()) {
          throw tooLong(e);
        }
        throw e;
      }
      if (end()) {
        throw tooLong(null);
      }
      return given;
    }

    private static SQLTimeoutException tooLong(@Nullable SQLException e) {
      return new SQLTimeoutException("took too long", e);
    }

    private synchronized void begin() {
      since = System.nanoTime();
      busy = true;
    }

    private synchronized boolean end() {
      busy = false;
      used += System.nanoTime() - since;
      exceeded |= used > limitNanos;
      return exceeded;
    }

    /**
     * Again at every look: a call that has only just begun does not notice it. The lock keeps the
     * call from returning, and so the connection from being closed, meanwhile.
     */
    private synchronized void look() {
      if (busy && used + System.nanoTime() - since > limitNanos) {
        exceeded = true;
        try {
          Interrupt.send(connection);
        } catch (SQLException e) {
          LOG.warn("A query that takes too long goes on", e);
        }
      }
    }

    @Override
    public void close() {
      looks.cancel(false);
    }
  }
}
