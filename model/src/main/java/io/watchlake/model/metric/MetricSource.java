package io.watchlake.model.metric;

/** Where the values of a metric come from. */
public sealed interface MetricSource {

  /** Who sends what the values come from. */
  String sender();

  /**
   * Computed from what a sender sends of its own accord.
   *
   * @param sender who sends it
   * @param derivation how it is computed
   */
  record Computed(String sender, Derivation derivation) implements MetricSource {}

  /**
   * Not computed: the platform's own services must send it, under the metric's name, one of its
   * aliases, or either with the namespace of custom metrics before it.
   *
   * @param sender who must send it
   */
  record Sent(String sender) implements MetricSource {}

  /**
   * Made by a job of Watchlake, which sends it under the metric's name.
   *
   * @param sender the job
   */
  record Made(String sender) implements MetricSource {}
}
