package io.watchlake.lakehouse.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.lakehouse.Samples;
import io.watchlake.lakehouse.TestTables;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.lakehouse.flink.SpanRows;
import io.watchlake.lakehouse.sql.SqlException.Reason;
import io.watchlake.model.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Long answers: all of them, or a failure; never a part that looks like the whole. */
class SqlCursorTest {

  /** So little that no answer here fits into it as a whole. */
  private static final SqlSettings SMALL = new SqlSettings(64L << 20, 2, 10, Duration.ofMinutes(5));

  private static final int MANY = 3_000_000;

  @TempDir static Path home;
  private static SqlEngine engine;

  @BeforeAll
  static void open() {
    engine = SqlEngine.open(CatalogOptions.local(home), SMALL);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void givesAllRowsInOrderHoweverMany() {
    String sql = "SELECT i, 'a text that makes it long ' || i FROM range(%d) t(i)".formatted(MANY);
    try (SqlCursor cursor = engine.open(sql)) {
      long rows = 0;
      boolean inOrder = true;
      for (List<?> row = cursor.next(); row != null; row = cursor.next()) {
        inOrder &= row.get(0).equals(rows);
        rows++;
      }
      assertThat(rows).isEqualTo(MANY);
      assertThat(inOrder).isTrue();
      assertThat(cursor.next()).as("after the end").isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CASE WHEN i = 2000000 THEN error('no more') ELSE i END | STATEMENT | no more",
        "CAST(CASE WHEN i = 2000000 THEN 'x' ELSE '1' END AS INTEGER) | STATEMENT | Could not convert string 'x'",
        "CASE WHEN i = 2000000 THEN 200::UTINYINT * 200::UTINYINT ELSE i END | STATEMENT | Overflow",
      })
  void aFailureAmidIsAFailure(String value, Reason reason, String part) {
    String sql = "SELECT %s FROM range(%d) t(i)".formatted(value, MANY);
    try (SqlCursor cursor = engine.open(sql)) {
      assertThat(cursor.next()).isNotNull();
      assertThatThrownBy(() -> drain(cursor))
          .isInstanceOfSatisfying(SqlException.class, e -> assertThat(e.reason()).isEqualTo(reason))
          .hasMessageMatching("(?s)the answer broke off after \\d{4,} rows: .*")
          .hasMessageContaining(part);
    }
    assertThat(engine.query("SELECT 1").rows()).containsExactly(List.of(1));
  }

  @Test
  void whatDoesNotFitIntoMemoryFailsBeforeTheFirstRow() {
    assertThatThrownBy(() -> engine.open("SELECT i FROM range(20000000) t(i) ORDER BY hash(i)"))
        .isInstanceOfSatisfying(
            SqlException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT))
        .hasMessageStartingWith("needs more memory than the 64 MiB");
  }

  @Test
  void filesThatVanishAmidAreAFailure(@TempDir Path other) throws IOException {
    CatalogOptions options = CatalogOptions.local(other);
    try (Lakehouse lakehouse = Lakehouse.open(options);
        SqlEngine sql = SqlEngine.open(options, SMALL)) {
      lakehouse.ensureTables();
      for (int file = 0; file < 10; file++) {
        TestTables.append(
            lakehouse,
            Tables.SPANS,
            IntStream.range(0, 20)
                .mapToObj(i -> SpanRows.row(Samples.span("live", "cart", i, Samples.NOON + i)))
                .toList());
      }
      try (SqlCursor cursor = sql.open("SELECT service, unnest(range(50000)) FROM spans")) {
        assertThat(cursor.next()).isNotNull();
        for (Path file : parquetFiles(other)) {
          Files.delete(file);
        }
        assertThatThrownBy(() -> drain(cursor))
            .isInstanceOfSatisfying(
                SqlException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FAILED))
            .hasMessageContaining("files were replaced while they were read: ask again");
      }
    }
  }

  @Test
  void aReaderMayStopEarlyAndOthersGoOn() {
    String sql = "SELECT i FROM range(100000000000) t(i)";
    try (SqlCursor one = engine.open(sql);
        SqlCursor other = engine.open(sql)) {
      assertThat(one.next()).isEqualTo(List.of(0L));
      assertThat(other.next()).isEqualTo(List.of(0L));
      assertThat(engine.query("SELECT count(*) FROM spans").rows()).containsExactly(List.of(0L));
      assertThat(other.next()).isEqualTo(List.of(1L));
      one.close();
      assertThat(other.next()).isEqualTo(List.of(2L));
    }
  }

  @Test
  void timeIsLimitedAlsoAmid() {
    SqlSettings hasty = new SqlSettings(64L << 20, 2, 10, Duration.ofSeconds(1));
    try (SqlEngine sql = SqlEngine.open(CatalogOptions.local(home), hasty)) {
      String nothingAfterTheFirstRows =
          "SELECT i FROM range(1000000000000) t(i) WHERE i < 1000000 OR hash(i) = 3";
      try (SqlCursor cursor = sql.open(nothingAfterTheFirstRows)) {
        assertThat(cursor.next()).isNotNull();
        assertThatThrownBy(() -> drain(cursor))
            .isInstanceOfSatisfying(
                SqlException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT))
            .hasMessageContaining("cancelled after 1 s");
      }
      assertThatThrownBy(
              () -> sql.open("SELECT count(*) FROM range(1000000000000) t(i) WHERE hash(i) = 3"))
          .hasMessageStartingWith("cancelled after 1 s");
    }
  }

  private static long drain(SqlCursor cursor) {
    long rows = 0;
    while (cursor.next() != null) {
      rows++;
    }
    return rows;
  }

  private static List<Path> parquetFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
  }
}
