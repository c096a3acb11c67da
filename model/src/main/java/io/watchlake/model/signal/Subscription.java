package io.watchlake.model.signal;

/** That somebody asks for signals, which nobody sends otherwise. */
public sealed interface Subscription permits SeriesSubscription, RecordSubscription {

  /** Names it; a later one of the same id takes its place. */
  String id();

  /** Who asks, for people to read; may be empty. */
  String owner();

  /**
   * Refuses what is no id: 1 to 200 of letters, digits and {@code . _ : / -}.
   *
   * @throws IllegalArgumentException which says what an id is
   */
  static void checkId(String id) {
    if (!id.matches("[A-Za-z0-9._:/-]{1,200}")) {
      throw new IllegalArgumentException(
          "'" + id + "' is not an id of a subscription: 1 to 200 letters, digits and . _ : / -");
    }
  }
}
