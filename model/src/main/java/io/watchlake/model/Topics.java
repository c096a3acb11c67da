package io.watchlake.model;

import java.util.List;

/** The Kafka topics, by their base names; {@link Timeline#topic} gives a timeline's own. */
public final class Topics {

  /** OTLP metrics requests, as the OpenTelemetry Collector's Kafka exporter encodes them. */
  public static final String OTLP_METRICS = "otlp_metrics";

  /** OTLP trace requests, as the OpenTelemetry Collector's Kafka exporter encodes them. */
  public static final String OTLP_SPANS = "otlp_spans";

  /** OTLP logs requests, as the OpenTelemetry Collector's Kafka exporter encodes them. */
  public static final String OTLP_LOGS = "otlp_logs";

  /** Records that could not become rows, with their first 256 KB and the reason. */
  public static final String DEAD_LETTERS = "dead_letters";

  /** Rollups of metric series, many a message: 1 min of all series, 10 s of those asked for. */
  public static final String ROLLUPS = "rollups";

  /** The small events that rules match on, a JSON object a message. */
  public static final String SIGNALS = "signals";

  /**
   * What rules and detectors ask for; compacted, by id. One for all timelines, whatever the
   * timeline: who asks means history as well as what is live.
   */
  public static final String SUBSCRIPTIONS = "subscriptions";

  /** Alert rules, a message a rule with its versions; compacted, by name. One for all timelines. */
  public static final String RULES = "rules";

  /** What detectors find unusual, a JSON object a message. */
  public static final String ANOMALIES = "anomalies";

  /** What people say of anomalies and alerts, a JSON object a message. */
  public static final String FEEDBACK = "feedback";

  /** Fitted models, a version each; compacted, by service. Live alone. */
  public static final String MODELS = "models";

  /** What becomes of alerts, a JSON object a message. */
  public static final String ALERTS = "alerts";

  /** What receivers are to be told of alerts, a JSON object a message. */
  public static final String NOTIFICATIONS = "notifications";

  /** Silences; compacted, by id. One for all timelines: who asks for quiet means people's ears. */
  public static final String SILENCES = "silences";

  /**
   * Who takes care of which alert; compacted, by the alert's fingerprint. One for all timelines.
   */
  public static final String ACKNOWLEDGEMENTS = "acknowledgements";

  /** What became of notifications, a message for each and every channel; compacted, live alone. */
  public static final String SENT_LOG = "sent_log";

  /** Reports about delivery, a CloudEvent each: CDEvents, and webhooks with their body as data. */
  public static final String DELIVERY_EVENTS = "delivery_events";

  /** Delivery figures of a service and period, each again when it changes. */
  public static final String DELIVERY_FIGURES = "delivery_figures";

  /** What was done or tried here, and by whom: a CloudEvent each. */
  public static final String AUDIT_EVENTS = "audit_events";

  /** Topics that telemetry arrives in. */
  public static final List<String> TELEMETRY = List.of(OTLP_METRICS, OTLP_SPANS, OTLP_LOGS);

  /** Partitions of every topic that is not compacted. */
  public static final int PARTITIONS = 8;

  /** Largest Kafka message, in bytes; ingest splits larger requests. */
  public static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

  private Topics() {}
}
