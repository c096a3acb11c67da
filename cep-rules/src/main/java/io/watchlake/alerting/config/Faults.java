package io.watchlake.alerting.config;

import org.snakeyaml.engine.v2.nodes.Node;

/** Takes what is wrong in a configuration. */
@FunctionalInterface
public interface Faults {

  /**
   * @param at the node at fault
   * @param message what is wrong
   * @param advice what to write instead
   */
  void add(Node at, String message, String advice);
}
