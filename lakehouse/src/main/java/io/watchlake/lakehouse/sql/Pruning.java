package io.watchlake.lakehouse.sql;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * What a query says about the rows of a table it can use: by this, files are left out. DuckDB still
 * filters the rows, so it may be wider than the query, never narrower.
 *
 * @param fromMicros no row before this matters, in microseconds since the epoch; null for no bound
 * @param toMicros no row after this matters; null for no bound
 * @param equal columns whose value is one of these
 */
record Pruning(@Nullable Long fromMicros, @Nullable Long toMicros, Map<String, Set<String>> equal) {

  static final Pruning NONE = new Pruning(null, null, Map.of());

  /** String columns whose equality is worth telling the scan: their bounds are in the metadata. */
  static final Set<String> EQUALITY_COLUMNS = Set.of("service", "timeline", "metric", "topic");

  private static final long MINUTE_MICROS = 60_000_000L;
  private static final long DAY_MICROS = 24 * 60 * MINUTE_MICROS;

  static Pruning equal(String column, Set<String> values) {
    return new Pruning(null, null, Map.of(column, values));
  }

  Pruning and(Pruning other) {
    Map<String, Set<String>> both = new HashMap<>(equal);
    other.equal.forEach(
        (column, values) ->
            both.merge(
                column,
                values,
                (mine, theirs) -> {
                  Set<String> common = new HashSet<>(mine);
                  common.retainAll(theirs);
                  return common;
                }));
    return new Pruning(
        later(fromMicros, other.fromMicros), earlier(toMicros, other.toMicros), both);
  }

  /** Keeps only equalities on {@code columns}: what a view passes through. */
  Pruning onlyEqual(Set<String> columns) {
    Map<String, Set<String>> kept = new HashMap<>(equal);
    kept.keySet().retainAll(columns);
    return new Pruning(fromMicros, toMicros, kept);
  }

  /** Lets rows be later by {@code micros}, for those that a bucket's start stands for. */
  Pruning laterBy(long micros) {
    return toMicros == null || toMicros > Long.MAX_VALUE - micros
        ? new Pruning(fromMicros, null, equal)
        : new Pruning(fromMicros, toMicros + micros, equal);
  }

  /**
   * Widens times to whole days, for tables whose rows stand for a day. A row's time lies anywhere
   * in its day.
   */
  Pruning toWholeDays() {
    return new Pruning(
        fromMicros == null ? null : Math.floorDiv(fromMicros, DAY_MICROS) * DAY_MICROS,
        toMicros == null ? null : (Math.floorDiv(toMicros, DAY_MICROS) + 1) * DAY_MICROS,
        equal);
  }

  /**
   * The filter of an Iceberg scan of a table with {@code schema}. Times get a minute of slack: a
   * chunk or a rollup stands for its minute, and now() moves on between planning and reading.
   */
  Expression toExpression(Schema schema) {
    Expression result = Expressions.alwaysTrue();
    if (fromMicros != null && fromMicros > Long.MIN_VALUE + MINUTE_MICROS) {
      result =
          Expressions.and(result, Expressions.greaterThanOrEqual("ts", fromMicros - MINUTE_MICROS));
    }
    if (toMicros != null && toMicros < Long.MAX_VALUE - MINUTE_MICROS) {
      result = Expressions.and(result, Expressions.lessThanOrEqual("ts", toMicros + MINUTE_MICROS));
    }
    for (Map.Entry<String, Set<String>> entry : equal.entrySet()) {
      Types.NestedField field = schema.findField(entry.getKey());
      if (field != null && field.type().typeId() == Type.TypeID.STRING) {
        result = Expressions.and(result, Expressions.in(entry.getKey(), entry.getValue()));
      }
    }
    return result;
  }

  private static @Nullable Long later(@Nullable Long one, @Nullable Long other) {
    return one == null ? other : other == null ? one : Long.valueOf(Math.max(one, other));
  }

  private static @Nullable Long earlier(@Nullable Long one, @Nullable Long other) {
    return one == null ? other : other == null ? one : Long.valueOf(Math.min(one, other));
  }
}
