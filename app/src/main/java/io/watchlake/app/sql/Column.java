package io.watchlake.app.sql;

/**
 * A column of an answer.
 *
 * @param name as the query names it
 * @param type the SQL type, such as {@code BIGINT} or {@code TIMESTAMP WITH TIME ZONE}
 */
public record Column(String name, String type) {

  /** Whether its values are numbers, which people read right-aligned. */
  public boolean isNumber() {
    return switch (type.replaceFirst("\\(.*", "")) {
      case "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "HUGEINT",
          "UTINYINT",
          "USMALLINT",
          "UINTEGER",
          "UBIGINT",
          "UHUGEINT",
          "FLOAT",
          "DOUBLE",
          "DECIMAL" ->
          true;
      default -> false;
    };
  }
}
