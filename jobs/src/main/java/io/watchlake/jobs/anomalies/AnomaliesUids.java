package io.watchlake.jobs.anomalies;

/**
 * Uids of the operators, by which a savepoint's state is found again; they are the operators' names
 * too. Never renamed: a stage whose state changes beyond recognition gets the next version.
 */
final class AnomaliesUids {

  static final String SOURCE = "anomalies.source.v1";
  static final String RULES = "anomalies.rules.v1";
  static final String FEEDBACK = "anomalies.feedback.v1";
  static final String DECODE_FEEDBACK = "anomalies.decode-feedback.v1";
  static final String FEEDBACK_TIME = "anomalies.feedback-time.v1";
  static final String MODELS = "anomalies.models.v1";
  static final String DECODE_MODELS = "anomalies.decode-models.v1";
  static final String CHOOSE = "anomalies.choose-signals.v1";
  static final String SERVICE_TIME = "anomalies.service-time.v1";
  static final String TIMED_PART = "anomalies.timed-part.v1";
  static final String JUDGE = "anomalies.judge-services.v1";
  static final String TOLERATE = "anomalies.tolerate-services.v1";
  static final String DECODE = "anomalies.decode.v1";
  static final String TIME = "anomalies.time.v1";
  static final String REDACT = "anomalies.redact.v1";
  static final String ENRICH = "anomalies.enrich.v1";
  static final String DETECT = "anomalies.detect.v1";
  static final String SIGNAL = "anomalies.signal.v1";
  static final String SIGNAL_TOPIC = "anomalies.signal-topic.v1";
  static final String ANOMALY_TOPIC = "anomalies.anomaly-topic.v1";
  static final String ANOMALY_ROWS = "anomalies.anomaly-rows.v1";
  static final String ANOMALY_TABLE = "anomalies.anomaly-table.v1";
  static final String DEAD_LETTER_ROWS = "anomalies.dead-letter-rows.v1";
  static final String DEAD_LETTER_TABLE = "anomalies.dead-letter-table.v1";
  static final String DEAD_LETTER_TOPIC = "anomalies.dead-letter-topic.v1";

  private AnomaliesUids() {}
}
