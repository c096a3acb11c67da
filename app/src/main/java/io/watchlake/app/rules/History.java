package io.watchlake.app.rules;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.lake.StackCatalog;
import io.watchlake.app.stack.StackConfiguration;
import io.watchlake.jobs.backtest.Backtest;
import io.watchlake.jobs.backtest.RecordedAlert;
import io.watchlake.lakehouse.sql.SqlEngine;
import io.watchlake.lakehouse.sql.SqlSettings;
import io.watchlake.model.Tables;
import io.watchlake.rules.model.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What lies in the lakehouse of a stack, to try rules on. */
final class History {

  private History() {}

  /**
   * Runs rules over a span of it.
   *
   * @param home the stack's folder, whether it runs or not
   * @param config the configuration file; null for that of the stack that runs, or none
   * @throws CommandException if there is no lakehouse, or it does not answer
   */
  static Backtest.Result run(
      Path home,
      @Nullable Path config,
      Collection<Rule> rules,
      Instant from,
      Instant to,
      Backtest.Watcher watcher) {
    Backtest.Request request =
        new Backtest.Request(
            rules, from, to, StackConfiguration.of(home, config).metrics().custom());
    return with(home, backtest -> backtest.run(request, watcher));
  }

  /**
   * What the live job said under an alert's id.
   *
   * @throws CommandException if it said nothing, or there is no lakehouse
   */
  static RecordedAlert alert(Path home, String id) {
    return with(home, backtest -> backtest.recorded(id))
        .orElseThrow(
            () ->
                CommandException.badInput(
                    "there is no alert "
                        + id
                        + "; ids are in "
                        + Tables.ALERTS_LOG
                        + " and in `watchlake alerts tail --format json`"));
  }

  private interface Task<T> {
    T run(Backtest backtest) throws Exception;
  }

  private static <T> T with(Path home, Task<T> task) {
    if (!Files.isDirectory(home.resolve("lakehouse"))
        && !Files.isDirectory(home.resolve("state"))) {
      throw CommandException.failed(
          "there is no lakehouse in "
              + home
              + " yet: ./watchlake up makes it, --home names another");
    }
    try (SqlEngine sql = SqlEngine.open(StackCatalog.of(home), SqlSettings.DEFAULT)) {
      return task.run(new Backtest(sql));
    } catch (Exception e) {
      throw CommandException.failed(
          "the rules could not be tried on the lakehouse: " + e.getMessage(), e);
    }
  }

  /**
   * A time that an option says: {@code now}, a date (its begin in UTC) or a time such as {@code
   * 2026-03-01T12:00:00Z}.
   *
   * @throws CommandException for any other text
   */
  static Instant time(String option, String text) {
    if (text.equals("now")) {
      return Instant.now();
    }
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw CommandException.badInput(
          option + " is now, a date or a time such as 2026-03-01T12:00:00Z, not '" + text + "'");
    }
  }
}
