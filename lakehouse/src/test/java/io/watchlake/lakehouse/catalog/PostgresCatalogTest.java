package io.watchlake.lakehouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.lakehouse.Samples;
import io.watchlake.lakehouse.TestTables;
import io.watchlake.lakehouse.flink.SpanRows;
import io.watchlake.lakehouse.maintenance.Maintenance;
import io.watchlake.lakehouse.maintenance.MaintenanceLock;
import io.watchlake.lakehouse.maintenance.MaintenancePolicy;
import io.watchlake.lakehouse.sql.SqlEngine;
import io.watchlake.lakehouse.sql.SqlSettings;
import io.watchlake.model.Tables;
import io.watchlake.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The catalog of a cluster: a real PostgreSQL that asks for a password. */
@EnabledIf(value = PostgresServer.CONDITION, disabledReason = PostgresServer.MISSING)
class PostgresCatalogTest {

  private static final String PASSWORD = "as only we know";

  private static PostgresServer postgres;

  /** One for all tests, as the database is: the tables in it are files here. */
  @TempDir static Path folder;

  @BeforeAll
  static void start() {
    postgres = PostgresServer.start("lake", PASSWORD);
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void tablesAreMadeWrittenReadAndMaintained() throws Exception {
    CatalogOptions options = options(PASSWORD);
    long before;
    try (Lakehouse lakehouse = Lakehouse.open(options)) {
      lakehouse.ensureTables();
      before = TestTables.read(options, Tables.SPANS).size();
      appendMany(lakehouse);
      new Maintenance(lakehouse, MaintenancePolicy.DEFAULT).run(Tables.SPANS, Instant.now());
    }
    try (SqlEngine sql = SqlEngine.open(options, SqlSettings.DEFAULT)) {
      assertThat(sql.query("SELECT count(*) FROM " + Tables.SPANS).rows().get(0).get(0))
          .isEqualTo(before + 5);
    }
  }

  @Test
  void ofTwoWhoCommitAtOnceNeitherLosesARow() throws Exception {
    CatalogOptions options = options(PASSWORD);
    try (Lakehouse one = Lakehouse.open(options);
        Lakehouse other = Lakehouse.open(options)) {
      one.ensureTables();
      int before = TestTables.read(options, Tables.SPANS).size();
      ExecutorService both = Executors.newFixedThreadPool(2);
      Future<?> first = both.submit(() -> appendMany(one));
      Future<?> second = both.submit(() -> appendMany(other));
      first.get();
      second.get();
      both.shutdown();
      assertThat(TestTables.read(options, Tables.SPANS)).hasSize(before + 10);
    }
  }

  @Test
  void oneMaintainsAtATime() throws IOException {
    CatalogOptions options = options(PASSWORD);
    MaintenanceLock one = new MaintenanceLock(options, "one");
    MaintenanceLock other = new MaintenanceLock(options, "other");
    Instant now = Instant.parse("2026-01-01T00:00:00Z");

    assertThat(one.tryAcquire(now, Duration.ofMinutes(1))).isTrue();
    assertThat(other.tryAcquire(now, Duration.ofMinutes(1))).isFalse();
    assertThat(other.tryAcquire(now.plusSeconds(61), Duration.ofMinutes(1))).isTrue();
    other.release();
    assertThat(one.tryAcquire(now.plusSeconds(62), Duration.ofMinutes(1))).isTrue();
    one.release();
  }

  @Test
  void aWrongPasswordIsSaidAndNotShown() throws IOException {
    CatalogOptions options = options("wrong one");
    assertThatThrownBy(() -> Lakehouse.open(options))
        .hasStackTraceContaining("password authentication failed for user \"lake\"")
        .satisfies(failure -> assertThat(failure).message().doesNotContain("wrong one"));
  }

  private static CatalogOptions options(String password) throws IOException {
    Path file = Files.writeString(Files.createTempFile(folder, "password", ""), password + "\n");
    return new CatalogOptions(
        postgres.jdbcUrl(),
        folder.resolve("warehouse").toString(),
        Map.of("jdbc.user", "lake", "jdbc.password_file", file.toString()));
  }

  private static void appendMany(Lakehouse lakehouse) {
    for (int i = 0; i < 5; i++) {
      append(lakehouse, i);
    }
  }

  private static void append(Lakehouse lakehouse, int index) {
    TestTables.append(
        lakehouse,
        Tables.SPANS,
        List.of(SpanRows.row(Samples.span("live", "shop", index, Samples.NOON))));
  }
}
