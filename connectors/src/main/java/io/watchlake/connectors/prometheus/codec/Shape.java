package io.watchlake.connectors.prometheus.codec;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a series of float samples becomes in OTLP, by what is known of its metric or else by the
 * convention for names.
 *
 * @param kind of the OTLP metric
 * @param metadata what is known of the metric's family; {@link Metadata#NONE} for nothing
 * @param unit in OpenTelemetry's form; empty for none
 */
record Shape(Kind kind, Metadata metadata, String unit) {

  enum Kind {
    GAUGE,
    /** A monotonic cumulative sum. */
    COUNTER,
    /** A cumulative sum that may fall: what info metrics and state sets are in OTLP. */
    UP_DOWN
  }

  private static final List<String> SUFFIXES =
      List.of("_total", "_bucket", "_sum", "_count", "_gsum", "_gcount", "_created", "_info");

  /**
   * The shape of a series.
   *
   * @param own what its request says of it
   * @param families what is known of metric families, by name; null for nothing
   */
  static Shape of(String name, Metadata own, Function<String, @Nullable Metadata> families) {
    String suffix = suffix(name);
    String family = name.substring(0, name.length() - suffix.length());
    Metadata metadata = own;
    if (metadata.type() == MetricType.UNKNOWN) {
      // Prometheus' text format names a counter's family with _total, OpenMetrics without.
      Metadata known = families.apply(name);
      if (known == null && !suffix.isEmpty()) {
        known = families.apply(family);
        if (known != null && !mayHave(known.type(), suffix)) {
          known = null;
        }
      }
      metadata = known == null ? own : known;
    }
    Kind kind =
        switch (metadata.type()) {
          case COUNTER -> suffix.equals("_created") ? Kind.GAUGE : Kind.COUNTER;
          case HISTOGRAM, SUMMARY -> isComponent(suffix) ? Kind.COUNTER : Kind.GAUGE;
          case INFO, STATESET -> Kind.UP_DOWN;
          case GAUGE, GAUGEHISTOGRAM -> Kind.GAUGE;
          case UNKNOWN ->
              suffix.equals("_total") || isComponent(suffix) ? Kind.COUNTER : Kind.GAUGE;
        };
    return new Shape(kind, metadata, unit(metadata, family, suffix));
  }

  /**
   * By the metadata, else by the name. Where metadata gives a unit the name ends in it, by
   * Prometheus' own rule, so that a series has the same unit whether its metadata came or not.
   */
  private static String unit(Metadata metadata, String family, String suffix) {
    if (suffix.equals("_count") || suffix.equals("_bucket") || suffix.equals("_gcount")) {
      return "";
    }
    if (suffix.equals("_created")) {
      return "s";
    }
    return metadata.unit().isEmpty() ? Units.ofName(family) : Units.code(metadata.unit());
  }

  private static String suffix(String name) {
    for (String suffix : SUFFIXES) {
      if (name.length() > suffix.length() && name.endsWith(suffix)) {
        return suffix;
      }
    }
    return "";
  }

  private static boolean isComponent(String suffix) {
    return suffix.equals("_bucket") || suffix.equals("_sum") || suffix.equals("_count");
  }

  private static boolean mayHave(MetricType type, String suffix) {
    return switch (type) {
      case COUNTER -> suffix.equals("_total") || suffix.equals("_created");
      case HISTOGRAM, SUMMARY -> isComponent(suffix) || suffix.equals("_created");
      case GAUGEHISTOGRAM ->
          suffix.equals("_bucket") || suffix.equals("_gsum") || suffix.equals("_gcount");
      case INFO -> suffix.equals("_info");
      case GAUGE, STATESET, UNKNOWN -> false;
    };
  }
}
