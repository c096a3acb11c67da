package io.watchlake.lakehouse.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Builds a table's columns, and names those that every table has. */
final class Columns {

  static final String TS = "ts";

  private final List<Types.NestedField> fields = new ArrayList<>();
  private int lastId;

  private int nextId() {
    return ++lastId;
  }

  Columns required(String name, Type type) {
    fields.add(Types.NestedField.required(nextId(), name, type));
    return this;
  }

  Columns optional(String name, Type type) {
    fields.add(Types.NestedField.optional(nextId(), name, type));
    return this;
  }

  Columns optionalList(String name, Type element) {
    return optional(name, Types.ListType.ofRequired(nextId(), element));
  }

  /** A list whose elements may be null. */
  Columns optionalListOfOptional(String name, Type element) {
    return optional(name, Types.ListType.ofOptional(nextId(), element));
  }

  Columns requiredList(String name, Type element) {
    return required(name, Types.ListType.ofRequired(nextId(), element));
  }

  /**
   * The event time: microseconds for people, partitions and pruning, nanoseconds to lose nothing.
   */
  Columns eventTime() {
    return required(TS, Types.TimestampType.withZone())
        .required("time_unix_nano", Types.LongType.get());
  }

  /** One map a scalar type; all that is no scalar as one JSON object. */
  Columns attributes(String prefix) {
    return attributeMap(prefix + "attributes_string", Types.StringType.get())
        .attributeMap(prefix + "attributes_long", Types.LongType.get())
        .attributeMap(prefix + "attributes_double", Types.DoubleType.get())
        .attributeMap(prefix + "attributes_bool", Types.BooleanType.get())
        .optional(prefix + "attributes_json", Types.StringType.get());
  }

  private Columns attributeMap(String name, Type value) {
    return optional(
        name, Types.MapType.ofRequired(nextId(), nextId(), Types.StringType.get(), value));
  }

  /** Service, resource attributes and instrumentation scope. */
  Columns resourceAndScope() {
    return required("service", Types.StringType.get()).attributes("resource_").scope();
  }

  Columns scope() {
    return optional("scope_name", Types.StringType.get())
        .optional("scope_version", Types.StringType.get())
        .optional("scope_attributes_json", Types.StringType.get());
  }

  Columns timeline() {
    return required("timeline", Types.StringType.get());
  }

  /** The record a row came from. */
  Columns origin() {
    return required(
        "_origin",
        Types.StructType.of(
            Types.NestedField.required(nextId(), "topic", Types.StringType.get()),
            Types.NestedField.required(nextId(), "partition", Types.IntegerType.get()),
            Types.NestedField.required(nextId(), "offset", Types.LongType.get()),
            Types.NestedField.required(nextId(), "index", Types.IntegerType.get())));
  }

  /** The messages a row's records came from. */
  Columns originRange() {
    return required(
        "_origin",
        Types.StructType.of(
            Types.NestedField.required(nextId(), "topic", Types.StringType.get()),
            Types.NestedField.required(nextId(), "partition", Types.IntegerType.get()),
            Types.NestedField.required(nextId(), "offset_first", Types.LongType.get()),
            Types.NestedField.required(nextId(), "offset_last", Types.LongType.get())));
  }

  Schema build() {
    return new Schema(fields);
  }
}
