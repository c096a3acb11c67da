package io.watchlake.lakehouse.flink;

import io.watchlake.model.Origin;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.jspecify.annotations.Nullable;

/** Fills a row object column by column, in the order of the table's schema. */
final class RowBuilder implements Cells {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final GenericRowData row;
  private int column;

  RowBuilder(int columns) {
    row = new GenericRowData(columns);
  }

  /** A value that is its own internal form: numbers, booleans, bytes, arrays, nested rows. */
  RowBuilder value(@Nullable Object value) {
    row.setField(column++, value);
    return this;
  }

  RowBuilder string(String value) {
    return value(StringData.fromString(value));
  }

  @Override
  public RowBuilder value(int value) {
    return value((Object) value);
  }

  @Override
  public RowBuilder value(long value) {
    return value((Object) value);
  }

  @Override
  public RowBuilder value(double value) {
    return value((Object) value);
  }

  @Override
  public RowBuilder value(boolean value) {
    return value((Object) value);
  }

  @Override
  public RowBuilder text(String value) {
    return string(value);
  }

  @Override
  public RowBuilder repeated(String value) {
    return value(RepeatedText.of(value));
  }

  @Override
  public RowBuilder bytes(byte[] value) {
    return value(value);
  }

  @Override
  public RowBuilder list(long[] values) {
    return value(new GenericArrayData(values));
  }

  @Override
  public RowBuilder list(double[] values) {
    return value(new GenericArrayData(values));
  }

  @Override
  public RowBuilder list(int[] values) {
    return value(new GenericArrayData(values));
  }

  @Override
  public RowBuilder list(@Nullable String[] values) {
    Object[] texts = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      texts[i] = values[i] == null ? null : StringData.fromString(values[i]);
    }
    return value(new GenericArrayData(texts));
  }

  @Override
  public RowBuilder doubles(long[] bits) {
    double[] values = new double[bits.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.longBitsToDouble(bits[i]);
    }
    return list(values);
  }

  @Override
  public RowBuilder none() {
    return value((Object) null);
  }

  @Override
  public RowBuilder originRange(String topic, int partition, long offsetFirst, long offsetLast) {
    return value(GenericRowData.of(RepeatedText.of(topic), partition, offsetFirst, offsetLast));
  }

  RowBuilder nullableString(@Nullable String value) {
    return value(value == null ? null : StringData.fromString(value));
  }

  /** Where the model says "empty where there is none", the table says null. */
  RowBuilder stringOrNull(String value) {
    return value(value.isEmpty() ? null : StringData.fromString(value));
  }

  /** Where the model says "0 where there is none", the table says null. */
  RowBuilder longOrNull(long value) {
    return value(value == 0 ? null : value);
  }

  RowBuilder unsigned(int value) {
    return value(Integer.toUnsignedLong(value));
  }

  @Override
  public RowBuilder timestamp(long unixNano) {
    long millis = Math.floorDiv(unixNano, NANOS_PER_MILLI);
    int nanos = (int) Math.floorMod(unixNano, NANOS_PER_MILLI) / 1000 * 1000;
    return value(TimestampData.fromEpochMillis(millis, nanos));
  }

  /** Where the model says "0 where there is none", the table says null. */
  RowBuilder timestampOrNull(long unixNano) {
    return unixNano == 0 ? value(null) : timestamp(unixNano);
  }

  RowBuilder eventTime(long unixNano) {
    return timestamp(unixNano).value(unixNano);
  }

  RowBuilder attributes(Attributes attributes) {
    return value(map(attributes.strings(), StringData::fromString))
        .value(map(attributes.longs(), value -> value))
        .value(map(attributes.doubles(), value -> value))
        .value(map(attributes.booleans(), value -> value))
        .nullableString(attributes.json());
  }

  RowBuilder resourceAndScope(Resource resource, Scope scope) {
    return string(resource.service())
        .attributes(resource.attributes())
        .stringOrNull(scope.name())
        .stringOrNull(scope.version())
        .nullableString(scope.attributesJson());
  }

  RowBuilder origin(Origin origin) {
    return value(
        GenericRowData.of(
            StringData.fromString(origin.topic()),
            origin.partition(),
            origin.offset(),
            origin.index()));
  }

  RowData build() {
    if (column != row.getArity()) {
      throw new IllegalStateException(
          "filled " + column + " columns of a table that has " + row.getArity());
    }
    return row;
  }

  static @Nullable GenericArrayData arrayOrNull(long[] values) {
    return values.length == 0 ? null : new GenericArrayData(values);
  }

  static @Nullable GenericArrayData arrayOrNull(double[] values) {
    return values.length == 0 ? null : new GenericArrayData(values);
  }

  private static <T> @Nullable GenericMapData map(
      Map<String, T> values, Function<T, Object> internal) {
    if (values.isEmpty()) {
      return null;
    }
    Map<StringData, Object> result = new HashMap<>(values.size() * 2);
    values.forEach((key, value) -> result.put(StringData.fromString(key), internal.apply(value)));
    return new GenericMapData(result);
  }
}
