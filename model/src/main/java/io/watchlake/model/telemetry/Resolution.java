package io.watchlake.model.telemetry;

/** Length of a rollup's window; the code is what is stored. Windows begin at multiples of it. */
public enum Resolution {
  TEN_SECONDS("10s", 10_000_000_000L),
  MINUTE("1m", 60_000_000_000L),
  HOUR("1h", 3_600_000_000_000L);

  private final String code;
  private final long nanos;

  Resolution(String code, long nanos) {
    this.code = code;
    this.nanos = nanos;
  }

  /** The stable name that is stored. */
  public String code() {
    return code;
  }

  /** The window's length in nanoseconds. */
  public long nanos() {
    return nanos;
  }

  /** Start of the window that {@code unixNano} falls into. */
  public long windowOf(long unixNano) {
    return Math.floorDiv(unixNano, nanos) * nanos;
  }

  /**
   * The resolution of a stored code.
   *
   * @throws IllegalArgumentException for an unknown code
   */
  public static Resolution ofCode(String code) {
    for (Resolution resolution : values()) {
      if (resolution.code.equals(code)) {
        return resolution;
      }
    }
    throw new IllegalArgumentException("unknown resolution '" + code + "'");
  }
}
