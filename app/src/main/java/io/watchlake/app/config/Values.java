package io.watchlake.app.config;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;

/** The values a file gave to the keys; defaults stand in for the rest. */
final class Values {

  /** No file: defaults alone. */
  static final Values DEFAULTS = new Values(Map.of(), Map.of());

  private final Map<Key<?>, Object> given;
  private final Map<Key<?>, Map<String, Object>> byName;

  /**
   * Each value must be what its key's type read.
   *
   * @param given of keys that name one place
   * @param byName of keys with one {@code *}, by the name that stands there
   */
  Values(Map<Key<?>, Object> given, Map<Key<?>, Map<String, Object>> byName) {
    this.given = Map.copyOf(given);
    this.byName = Map.copyOf(byName);
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

  /** The value of a key with one {@code *}, or its default if it has one. */
  @SuppressWarnings("unchecked") // the loader stores what the key's own type read
  <T> Optional<T> find(Key<T> key, String name) {
    Object value = byName.getOrDefault(key, Map.of()).get(name);
    return Optional.ofNullable(value != null ? (T) value : key.defaultValue());
  }

  /** The names that stand for the {@code *} of a key, in their order. */
  Map<String, Object> named(Key<?> key) {
    return new TreeMap<>(byName.getOrDefault(key, Map.of()));
  }

  boolean given(Key<?> key) {
    return given.containsKey(key);
  }
}
