package io.watchlake.model.alert;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of an alert at some time. It may come twice, with the same id and the same content.
 *
 * @param timeline the timeline's name
 * @param rule the name of the rule that raised it
 * @param version the rule's version, from 1
 * @param shadow whether the version only runs beside the one that counts
 * @param timeUnixNano when it became so, nanoseconds since the epoch, UTC
 * @param sinceUnixNano since when its condition has held; with the fingerprint it names the alert
 * @param value what was found; NaN for none
 * @param threshold what it was compared with; NaN for none
 * @param labels by which it is known, {@code alertname} and {@code severity} among them
 * @param annotations what people are told
 * @param channels where it goes, by the names of channels
 * @param evidence what it rests on, by which it can be traced
 */
public record Alert(
    String timeline,
    String rule,
    long version,
    boolean shadow,
    AlertStatus status,
    long timeUnixNano,
    long sinceUnixNano,
    double value,
    double threshold,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<String> channels,
    Map<String, String> evidence) {

  /** The annotation that names the incident of an alert, where incidents are asked for. */
  public static final String INCIDENT = "incident";

  /** The annotation that says where an alert's incident probably comes from. */
  public static final String PROBABLE_CAUSE = "probable_cause";

  public Alert {
    labels = new TreeMap<>(labels);
    annotations = new TreeMap<>(annotations);
    channels = List.copyOf(channels);
    evidence = new TreeMap<>(evidence);
  }

  /**
   * 16 hexadecimal digits that stand for the labels: the same that Prometheus and Alertmanager
   * have.
   */
  public String fingerprint() {
    return Fingerprint.of(new TreeMap<>(labels));
  }

  /** The same with more annotations, which take the place of those of the same names. */
  public Alert with(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(annotations);
    all.putAll(more);
    return new Alert(
        timeline,
        rule,
        version,
        shadow,
        status,
        timeUnixNano,
        sinceUnixNano,
        value,
        threshold,
        labels,
        all,
        channels,
        evidence);
  }

  /** Names what happened, the same for every repeat. */
  public String id() {
    return fingerprint()
        + '/'
        + sinceUnixNano
        + '/'
        + version
        + (shadow ? "/shadow/" : "/")
        + status.code()
        + '/'
        + timeUnixNano;
  }

  /** How often the alert has become another: pending 1, firing 2, its end 3. */
  public int revision() {
    return switch (status) {
      case PENDING -> 1;
      case FIRING -> 2;
      case RESOLVED, CANCELLED -> 3;
    };
  }

  /** Whether it is over. */
  public boolean ended() {
    return status == AlertStatus.RESOLVED || status == AlertStatus.CANCELLED;
  }
}
