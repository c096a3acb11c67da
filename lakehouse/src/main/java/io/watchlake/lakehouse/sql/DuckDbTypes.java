package io.watchlake.lakehouse.sql;

import java.util.stream.Collectors;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** How Iceberg's columns look in DuckDB. */
final class DuckDbTypes {

  private DuckDbTypes() {}

  /** The type a column of a Parquet file is read as. */
  static String of(Type type) {
    return switch (type.typeId()) {
      case BOOLEAN -> "BOOLEAN";
      case INTEGER -> "INTEGER";
      case LONG -> "BIGINT";
      case FLOAT -> "FLOAT";
      case DOUBLE -> "DOUBLE";
      case STRING -> "VARCHAR";
      case DATE -> "DATE";
      case TIMESTAMP ->
          ((Types.TimestampType) type).shouldAdjustToUTC()
              ? "TIMESTAMP WITH TIME ZONE"
              : "TIMESTAMP";
      case FIXED, BINARY -> "BLOB";
      case LIST -> of(type.asListType().elementType()) + "[]";
      case MAP ->
          "MAP(" + of(type.asMapType().keyType()) + ", " + of(type.asMapType().valueType()) + ")";
      case STRUCT ->
          type.asStructType().fields().stream()
              .map(field -> quoted(field.name()) + " " + of(field.type()))
              .collect(Collectors.joining(", ", "STRUCT(", ")"));
      default -> throw new IllegalArgumentException("no column of ours has the type " + type);
    };
  }

  /**
   * The column as queries see it: ids are lower-case hex, as people and other systems write them.
   */
  static String select(Types.NestedField field) {
    String name = quoted(field.name());
    return field.type().typeId() == Type.TypeID.FIXED
        ? "lower(hex(" + name + ")) AS " + name
        : name;
  }

  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  static String literal(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }
}
