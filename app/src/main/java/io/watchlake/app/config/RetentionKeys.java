package io.watchlake.app.config;

import io.watchlake.app.config.Key.Use;
import io.watchlake.app.config.Key.UsedBy;
import java.time.Duration;
import java.util.List;

/**
 * The three keys of one kind of data under {@code monitoring.retention}.
 *
 * @param keep how long
 * @param purpose what for
 * @param legalBasis on what grounds
 */
record RetentionKeys(Key<Duration> keep, Key<String> purpose, Key<String> legalBasis) {

  private static final String LEGITIMATE_INTEREST =
      "GDPR Art. 6(1)(f): legitimate interest in systems that work and are secure";

  static final RetentionKeys METRICS =
      of(
          "metrics",
          30,
          new UsedBy(
              "the jobs `metrics`, which refuses older points, and `maintain`, which deletes them"),
          "Raw metric points",
          "finding faults, measuring services, planning capacity");

  static final RetentionKeys ROLLUPS_1M =
      of(
          "rollups_1m",
          365,
          new UsedBy("the job `maintain`, which deletes older rows"),
          "Metrics by the minute",
          "finding faults, measuring services, planning capacity");

  static final RetentionKeys ROLLUPS_1H =
      of(
          "rollups_1h",
          730,
          new UsedBy("the job `maintain`, which deletes older rows"),
          "Metrics by the hour, and what the series are",
          "measuring services, planning capacity, evidence of ICT operations");

  static final RetentionKeys ANOMALIES =
      of(
          "anomalies",
          730,
          new UsedBy("the job `maintain`, which deletes older rows"),
          "Anomalies",
          "finding faults, evidence of ICT operations");

  static final RetentionKeys TRACES =
      of(
          "traces",
          30,
          new UsedBy(
              "the jobs `traces`, which refuses older spans, and `maintain`, which deletes them"),
          "All spans",
          "finding faults, measuring services");

  static final RetentionKeys LOGS =
      of(
          "logs",
          730,
          new UsedBy(
              "the jobs `logs` and `export-elasticsearch`, which refuse older records, and"
                  + " `maintain`, which deletes them"),
          "Log records in the lakehouse",
          "finding faults, security investigations, evidence of ICT operations");

  static final RetentionKeys DEAD_LETTERS =
      of(
          "dead_letters",
          30,
          new UsedBy(
              "`up` and `replay`, when they make a topic `dead_letters`, which holds the bytes"),
          "Records that could not become rows",
          "finding out why, and sending them again");

  RetentionKeys {
    if (keep.defaultValue() == null) {
      throw new IllegalArgumentException("retention needs a default");
    }
  }

  List<Key<?>> all() {
    return List.of(keep, purpose, legalBasis);
  }

  private static RetentionKeys of(String kind, int days, Use use, String what, String purpose) {
    String path = "monitoring.retention." + kind;
    Use recorded = new UsedBy("`config show`, as the record of why the data is kept");
    return new RetentionKeys(
        new Key<>(
            path + ".keep",
            Types.duration(Duration.ofDays(1), Duration.ofDays(3650)),
            Duration.ofDays(days),
            use,
            what + ": how long they are kept, in whole days."),
        new Key<>(path + ".purpose", Types.TEXT, purpose, recorded, "What they are kept for."),
        new Key<>(
            path + ".legal_basis",
            Types.TEXT,
            LEGITIMATE_INTEREST,
            recorded,
            "What allows or demands keeping them."));
  }
}
