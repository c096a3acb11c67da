package io.watchlake.app.status;

import io.watchlake.model.JobNames;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;

/** The kinds of telemetry a flow is told of: which topic it comes in, which job reads it. */
enum Signal {
  SPANS("spans", Topics.OTLP_SPANS, JobNames.TRACES),
  LOGS("logs", Topics.OTLP_LOGS, JobNames.LOGS),
  METRICS("metrics", Topics.OTLP_METRICS, JobNames.METRICS);

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
    return JobNames.group(job, timeline);
  }
}
