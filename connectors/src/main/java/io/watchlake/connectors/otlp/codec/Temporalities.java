package io.watchlake.connectors.otlp.codec;

import io.watchlake.model.telemetry.Temporality;

/** Aggregation temporalities by their OTLP number; what OTLP does not know is unspecified. */
final class Temporalities {

  private Temporalities() {}

  static Temporality of(int number) {
    return switch (number) {
      case 1 -> Temporality.DELTA;
      case 2 -> Temporality.CUMULATIVE;
      default -> Temporality.UNSPECIFIED;
    };
  }
}
