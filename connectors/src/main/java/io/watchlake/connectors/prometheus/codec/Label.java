package io.watchlake.connectors.prometheus.codec;

/** A label of a series or an exemplar. */
public record Label(String name, String value) {

  /** The label that holds the name of the metric. */
  public static final String NAME = "__name__";

  /** The labels that name a target: what is scraped, and which one of them. */
  public static final String JOB = "job";

  public static final String INSTANCE = "instance";
}
