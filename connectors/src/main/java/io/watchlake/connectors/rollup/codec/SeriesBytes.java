package io.watchlake.connectors.rollup.codec;

import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A series, encoded once and copied into each message that speaks of it: its source (resource and
 * scope) and its metric, which many series share, and what is its own. Immutable.
 */
public final class SeriesBytes {

  private final long id;
  private final Part source;
  private final Part metric;
  private final byte[] own;

  private SeriesBytes(long id, Part source, Part metric, byte[] own) {
    this.id = id;
    this.source = source;
    this.metric = metric;
    this.own = own;
  }

  /** Encoded bytes as a key, so that equal parts are in a message once. */
  static final class Part {
    private final byte[] bytes;
    private final int hash;

    Part(byte[] bytes) {
      this.bytes = bytes;
      this.hash = Arrays.hashCode(bytes);
    }

    byte[] bytes() {
      return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other
          || (other instanceof Part that && hash == that.hash && Arrays.equals(bytes, that.bytes));
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** Encodes a series. */
  public static SeriesBytes of(Series series) {
    Bytes source = new Bytes(256);
    attributes(source, series.resource().attributes());
    source
        .text(series.resource().service())
        .text(series.scope().name())
        .text(series.scope().version())
        .nullableText(series.scope().attributesJson());
    Bytes metric =
        new Bytes(128)
            .text(series.metric())
            .text(series.description())
            .text(series.unit())
            .text(series.kind().code())
            .text(series.temporality().code())
            .bits8(series.monotonic() ? 1 : 0);
    Bytes own = new Bytes(128).bits64(series.id()).bits64(series.check());
    attributes(own, series.attributes());
    return new SeriesBytes(
        series.id(), new Part(source.toArray()), new Part(metric.toArray()), own.toArray());
  }

  /** Of the bytes that another one was made of. */
  static SeriesBytes of(Part source, Part metric, byte[] own) {
    return new SeriesBytes(new ByteInput(own).bits64(), source, metric, own);
  }

  /** The same series with parts that are equal to its own. */
  SeriesBytes with(Part sharedSource, Part sharedMetric) {
    return new SeriesBytes(id, sharedSource, sharedMetric, own);
  }

  /** The series' id. */
  public long id() {
    return id;
  }

  long check() {
    ByteInput in = new ByteInput(own);
    in.bits64();
    return in.bits64();
  }

  /** The series, read from its bytes. */
  public Series series() {
    return read(
        new ByteInput(own),
        Source.read(new ByteInput(source.bytes())),
        Metric.read(new ByteInput(metric.bytes())));
  }

  Part source() {
    return source;
  }

  Part metric() {
    return metric;
  }

  byte[] own() {
    return own;
  }

  /** What a source's bytes say. */
  record Source(Resource resource, Scope scope) {

    static Source read(ByteInput in) {
      Attributes attributes = readAttributes(in);
      Resource resource = new Resource(in.text(), attributes);
      Scope scope = new Scope(in.text(), in.text(), in.nullableText());
      return new Source(resource, scope.equals(Scope.EMPTY) ? Scope.EMPTY : scope);
    }
  }

  /** What a metric's bytes say. */
  record Metric(
      String name,
      String description,
      String unit,
      MetricKind kind,
      Temporality temporality,
      boolean monotonic) {

    static Metric read(ByteInput in) {
      return new Metric(
          in.text(),
          in.text(),
          in.text(),
          byCode(MetricKind.values(), MetricKind::code, in.text()),
          byCode(Temporality.values(), Temporality::code, in.text()),
          in.bits8() != 0);
    }
  }

  /** Passes over what {@link #read} reads. */
  static void skip(ByteInput in) {
    in.bits64();
    in.bits64();
    skipEntries(in, ByteInput::skipText);
    skipEntries(in, ByteInput::varint);
    skipEntries(in, ByteInput::bits64);
    skipEntries(in, ByteInput::bits8);
    in.skipNullableText();
  }

  private static void skipEntries(ByteInput in, Consumer<ByteInput> value) {
    for (int count = in.count(2); count > 0; count--) {
      in.skipText();
      value.accept(in);
    }
  }

  static Series read(ByteInput in, Source source, Metric metric) {
    long id = in.bits64();
    long check = in.bits64();
    return new Series(
        id,
        check,
        metric.name(),
        metric.description(),
        metric.unit(),
        metric.kind(),
        metric.temporality(),
        metric.monotonic(),
        source.resource(),
        source.scope(),
        readAttributes(in));
  }

  /** By key, so that equal attributes have equal bytes. */
  private static void attributes(Bytes out, Attributes attributes) {
    entries(out, attributes.strings(), Bytes::text);
    entries(out, attributes.longs(), Bytes::signed);
    entries(out, attributes.doubles(), Bytes::number);
    entries(out, attributes.booleans(), (bytes, value) -> bytes.bits8(value ? 1 : 0));
    out.nullableText(attributes.json());
  }

  private static <T> void entries(Bytes out, Map<String, T> values, BiConsumer<Bytes, T> write) {
    out.varint(values.size());
    new TreeMap<>(values)
        .forEach(
            (key, value) -> {
              out.text(key);
              write.accept(out, value);
            });
  }

  private static Attributes readAttributes(ByteInput in) {
    Attributes attributes =
        new Attributes(
            readEntries(in, ByteInput::text),
            readEntries(in, ByteInput::signed),
            readEntries(in, ByteInput::number),
            readEntries(in, value -> value.bits8() != 0),
            in.nullableText());
    return attributes.isEmpty() ? Attributes.EMPTY : attributes;
  }

  private static <T> Map<String, T> readEntries(ByteInput in, Function<ByteInput, T> read) {
    int count = in.count(2);
    if (count == 0) {
      return Map.of();
    }
    Map<String, T> values = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      values.put(in.text(), read.apply(in));
    }
    return values;
  }

  private static <T> T byCode(T[] values, Function<T, String> code, String wanted) {
    for (T value : values) {
      if (code.apply(value).equals(wanted)) {
        return value;
      }
    }
    throw new IllegalArgumentException("unknown code '" + wanted + "'");
  }
}
