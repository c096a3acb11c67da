package io.watchlake.app.config;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** What the value of a key may be. */
interface Type<T> {

  /** Name for the reference page, such as {@code duration}. */
  String name();

  /** Allowed values in words, such as {@code 1s to 10m}; empty when the name says it all. */
  String range();

  /** The value, or null after every fault in it was told. */
  @Nullable T read(Node node, Faults faults);

  /** The value as YAML text that {@link #read} takes back. */
  String show(T value);

  /** Whether values must not be shown or logged. */
  default boolean secret() {
    return false;
  }

  /** Takes the faults of a value. */
  @FunctionalInterface
  interface Faults {

    /**
     * @param at the node at fault
     * @param message what is wrong
     * @param advice what to write instead
     */
    void add(Node at, String message, String advice);
  }
}
