package io.watchlake.app.config;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The values a file gave to the keys; defaults stand in for the rest. */
final class Values {

  /** No file: defaults alone. */
  static final Values DEFAULTS = new Values(Map.of());

  private final Map<Key<?>, Object> given;

  /** Each value must be what its key's type read. */
  Values(Map<Key<?>, Object> given) {
    this.given = Map.copyOf(given);
  }

  /** The value of a key that has a default. */
  <T> T get(Key<T> key) {
    return find(key).orElseThrow(() -> new NoSuchElementException(key.path() + " has no default"));
  }

  /** The value of a key, or its default if it has one. */
  @SuppressWarnings("unchecked") // the loader stores what the key's own type read
  <T> Optional<T> find(Key<T> key) {
    Object value = given.get(key);
    return Optional.ofNullable(value != null ? (T) value : key.defaultValue());
  }

  boolean given(Key<?> key) {
    return given.containsKey(key);
  }
}
