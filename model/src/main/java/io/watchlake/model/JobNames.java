package io.watchlake.model;

import java.util.Comparator;
import java.util.List;

/** The names that jobs and their consumer groups have on a cluster. */
public final class JobNames {

  public static final String TRACES = "traces";
  public static final String LOGS = "logs";
  public static final String METRICS = "metrics";
  public static final String DELIVERY = "delivery";
  public static final String AUDIT = "audit";
  public static final String ALERTS = "alerts";
  public static final String ANOMALIES = "anomalies";
  public static final String EXPORT_ELASTICSEARCH = "export-elasticsearch";
  public static final String EXPORT_PROMETHEUS = "export-prometheus";
  public static final String EXPORT_INFLUXDB = "export-influxdb";
  public static final String MAINTAIN = "maintain";

  /** The jobs that read a timeline's telemetry. */
  public static final List<String> READERS = List.of(TRACES, LOGS, METRICS, EXPORT_ELASTICSEARCH);

  /** Which job is missed most comes first: what archives, then what may catch up later. */
  private static final List<String> BY_URGENCY =
      List.of(
          TRACES,
          METRICS,
          LOGS,
          DELIVERY,
          AUDIT,
          ALERTS,
          ANOMALIES,
          EXPORT_ELASTICSEARCH,
          EXPORT_PROMETHEUS,
          EXPORT_INFLUXDB,
          MAINTAIN);

  /** Orders names of jobs, on any timeline, by how much a job is missed while it does not run. */
  public static final Comparator<String> URGENCY =
      Comparator.<String>comparingInt(name -> BY_URGENCY.indexOf(base(name)))
          .thenComparing(Comparator.naturalOrder());

  private JobNames() {}

  /** The name of a job on a timeline: the base itself when live, {@code base.timeline} else. */
  public static String job(String base, Timeline timeline) {
    return timeline.isLive() ? base : base + '.' + timeline.name();
  }

  /** The consumer group of a job. */
  public static String group(String base, Timeline timeline) {
    return "watchlake-" + job(base, timeline);
  }

  private static String base(String job) {
    int dot = job.indexOf('.');
    return dot < 0 ? job : job.substring(0, dot);
  }
}
