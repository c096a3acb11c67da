package io.watchlake.model;

import java.util.List;

/** The lakehouse tables and views, by {@code namespace.name}. */
public final class Tables {

  public static final String NAMESPACE = "telemetry";

  /** A row a span. */
  public static final String SPANS = "telemetry.spans";

  /** A row a log record. */
  public static final String LOGS = "telemetry.logs";

  /** Number points, gathered by series and minute. */
  public static final String METRIC_CHUNKS = "telemetry.metric_chunks";

  /** A row a histogram, exponential histogram or summary point. */
  public static final String METRIC_DISTRIBUTIONS = "telemetry.metric_distributions";

  /** What a series id stands for: a row a series, day and timeline (more after a restart). */
  public static final String SERIES = "telemetry.series";

  /** A row a record that became no other row, without its bytes. */
  public static final String DEAD_LETTERS = "telemetry.dead_letters";

  /** View: a row a metric point of any kind, with the labels of its series. */
  public static final String METRIC_POINTS = "telemetry.metric_points";

  /** Every stored table, views left out. */
  public static final List<String> STORED =
      List.of(SPANS, LOGS, METRIC_CHUNKS, METRIC_DISTRIBUTIONS, SERIES, DEAD_LETTERS);

  private Tables() {}
}
