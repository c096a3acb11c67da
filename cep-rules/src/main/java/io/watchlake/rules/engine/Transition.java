package io.watchlake.rules.engine;

import io.watchlake.rules.model.Severity;
import java.util.Map;
import java.util.TreeMap;

/**
 * That an alert became another.
 *
 * @param key the labels the alert is of
 * @param status what it became
 * @param timeMillis when, in event time
 * @param sinceMillis since when the condition has held; names the alert together with its key
 * @param value what was found; NaN for none
 * @param threshold what it was compared with; NaN for none
 * @param evidence what it rests on, by which it can be traced
 */
public record Transition(
    Map<String, String> key,
    Status status,
    long timeMillis,
    long sinceMillis,
    double value,
    double threshold,
    Severity severity,
    Map<String, String> evidence) {

  public Transition {
    key = new TreeMap<>(key);
    evidence = new TreeMap<>(evidence);
  }

  /** What an alert is; the code is what is stored. */
  public enum Status {
    /** The condition holds, but not yet for long enough. */
    PENDING("pending"),
    /** It held for long enough. */
    FIRING("firing"),
    /** It fired and is over. */
    RESOLVED("resolved"),
    /** It was pending and did not hold for long enough. */
    CANCELLED("cancelled");

    private final String code;

    Status(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }

    /**
     * The status of a code.
     *
     * @throws IllegalArgumentException for an unknown code
     */
    public static Status ofCode(String code) {
      for (Status status : values()) {
        if (status.code.equals(code)) {
          return status;
        }
      }
      throw new IllegalArgumentException("unknown status of an alert '" + code + "'");
    }
  }
}
