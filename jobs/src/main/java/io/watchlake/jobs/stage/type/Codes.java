package io.watchlake.jobs.stage.type;

import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.SpanKind;
import io.watchlake.model.telemetry.StatusCode;
import io.watchlake.model.telemetry.Temporality;
import java.io.IOException;

/** The bytes of enum values: explicit, so that the order of an enum means nothing. */
final class Codes {

  private Codes() {}

  static int of(SpanKind kind) {
    return switch (kind) {
      case UNSPECIFIED -> 0;
      case INTERNAL -> 1;
      case SERVER -> 2;
      case CLIENT -> 3;
      case PRODUCER -> 4;
      case CONSUMER -> 5;
    };
  }

  static SpanKind spanKind(int code) throws IOException {
    return switch (code) {
      case 0 -> SpanKind.UNSPECIFIED;
      case 1 -> SpanKind.INTERNAL;
      case 2 -> SpanKind.SERVER;
      case 3 -> SpanKind.CLIENT;
      case 4 -> SpanKind.PRODUCER;
      case 5 -> SpanKind.CONSUMER;
      default -> throw unknown("span kind", code);
    };
  }

  static int of(StatusCode status) {
    return switch (status) {
      case UNSET -> 0;
      case OK -> 1;
      case ERROR -> 2;
    };
  }

  static StatusCode statusCode(int code) throws IOException {
    return switch (code) {
      case 0 -> StatusCode.UNSET;
      case 1 -> StatusCode.OK;
      case 2 -> StatusCode.ERROR;
      default -> throw unknown("span status", code);
    };
  }

  static int of(MetricKind kind) {
    return switch (kind) {
      case GAUGE -> 1;
      case SUM -> 2;
      case HISTOGRAM -> 3;
      case EXPONENTIAL_HISTOGRAM -> 4;
      case SUMMARY -> 5;
    };
  }

  static MetricKind metricKind(int code) throws IOException {
    return switch (code) {
      case 1 -> MetricKind.GAUGE;
      case 2 -> MetricKind.SUM;
      case 3 -> MetricKind.HISTOGRAM;
      case 4 -> MetricKind.EXPONENTIAL_HISTOGRAM;
      case 5 -> MetricKind.SUMMARY;
      default -> throw unknown("metric kind", code);
    };
  }

  static int of(Temporality temporality) {
    return switch (temporality) {
      case UNSPECIFIED -> 0;
      case DELTA -> 1;
      case CUMULATIVE -> 2;
    };
  }

  static Temporality temporality(int code) throws IOException {
    return switch (code) {
      case 0 -> Temporality.UNSPECIFIED;
      case 1 -> Temporality.DELTA;
      case 2 -> Temporality.CUMULATIVE;
      default -> throw unknown("temporality", code);
    };
  }

  private static IOException unknown(String what, int code) {
    return new IOException("unknown code " + code + " of a " + what + ": the bytes are damaged");
  }
}
