package io.watchlake.ml.service;

import java.util.Locale;

/**
 * What a signal has to do with how unusual a vector is.
 *
 * @param signal its name
 * @param value its value
 * @param share of all that makes the vector unusual, above 0 and at most 1
 * @param low values are usually above this
 * @param high values are usually below this
 */
public record Contribution(String signal, double value, double share, double low, double high) {

  /** In words, such as {@code cpu_usage 93.00 (usually 12.00 to 31.00, 45 %)}. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "%s %.4g (usually %.4g to %.4g, %.0f %%)",
        signal,
        value,
        low,
        high,
        100 * share);
  }
}
