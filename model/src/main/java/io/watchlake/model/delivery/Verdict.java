package io.watchlake.model.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Whether a deployment failed, and why that is thought.
 *
 * @param service the service
 * @param deploymentId the deployment
 * @param environment where it went
 * @param timeUnixNano when it was deployed, nanoseconds since the epoch, UTC
 * @param state the verdict
 * @param reason what it is founded on; null unless {@link State#FAILED}
 * @param confidence 0 to 1; 1 where someone said so. 0 unless {@link State#FAILED}
 * @param evidence the incident, or the deployment that stepped back or repaired; null unless failed
 * @param closesUnixNano when what is not linked to the deployment is no longer blamed on it
 */
public record Verdict(
    String service,
    String deploymentId,
    String environment,
    long timeUnixNano,
    State state,
    @Nullable Reason reason,
    double confidence,
    @Nullable String evidence,
    long closesUnixNano)
    implements Conclusion {

  @Override
  public String about() {
    return deploymentId;
  }

  /** The code is what is stored. */
  public enum State {
    /** Its window is open: it may still be found to have failed. */
    PENDING("pending"),
    SUCCEEDED("succeeded"),
    FAILED("failed");

    private final String code;

    State(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /** What an attribution is founded on, the strongest first; the code is what is stored. */
  public enum Reason {
    /** The incident names the deployment, or the event of it. */
    EXPLICIT_LINK("explicit_link", 1),
    /** The incident is of the deployment's chain of events. */
    CHAIN("chain", 0.95),
    /** A later deployment went back to what ran before. */
    ROLLBACK("rollback", 0.9),
    /** The incident names what was deployed. */
    ARTIFACT("artifact", 0.8),
    /** A change of it was reverted. */
    REVERT("revert", 0.8),
    /** A hotfix followed. */
    HOTFIX("hotfix", 0.6),
    /** It was the last deployment before the incident, and shortly before. */
    TIME_WINDOW("time_window", 0.5);

    private final String code;
    private final double confidence;

    Reason(String code, double confidence) {
      this.code = code;
      this.confidence = confidence;
    }

    public String code() {
      return code;
    }

    /** How sure an attribution on this ground is, 0 to 1. */
    public double confidence() {
      return confidence;
    }
  }
}
