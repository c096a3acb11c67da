package io.watchlake.lakehouse.sql;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a query.
 *
 * @param columns names and types, in order
 * @param rows a value a column: Boolean, Integer, Long, BigInteger, BigDecimal, Float, Double,
 *     String, {@link java.time.Instant} (timestamps with time zone), {@link
 *     java.time.LocalDateTime}, {@link java.time.LocalDate}, {@link java.time.LocalTime}, List,
 *     Map, or null; blobs are lower-case hex
 * @param truncated whether there were more rows than the settings allow
 * @param snapshots the Iceberg snapshot each table was read at; tables that hold nothing yet are
 *     left out
 * @param elapsed time taken, planning included
 */
public record SqlResult(
    List<Column> columns,
    List<List<@Nullable Object>> rows,
    boolean truncated,
    Map<String, Long> snapshots,
    Duration elapsed) {

  /**
   * A column of a result.
   *
   * @param type DuckDB's name of the type, such as {@code TIMESTAMP WITH TIME ZONE}
   */
  public record Column(String name, String type) {}
}
