package io.watchlake.app.status;

import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;

/** The kinds of telemetry a flow is told of: which topic it comes in, which job reads it. */
enum Signal {
  SPANS("spans", Topics.OTLP_SPANS, "traces"),
  LOGS("logs", Topics.OTLP_LOGS, "logs"),
  METRICS("metrics", Topics.OTLP_METRICS, "metrics");

  private final String label;
  private final String topic;
  private final String job;

  Signal(String label, String topic, String job) {
    this.label = label;
    this.topic = topic;
    this.job = job;
  }

  String label() {
    return label;
  }

  /** The topic's base name. */
  String topic() {
    return topic;
  }

  /** The consumer group of the job that archives it on a timeline. */
  String group(Timeline timeline) {
    return TopicFigures.group(job, timeline);
  }
}
