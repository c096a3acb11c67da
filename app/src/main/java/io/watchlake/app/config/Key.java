package io.watchlake.app.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Definition of one key of the configuration file.
 *
 * @param path its place, dots between names; {@code *} stands for any name, {@code []} for each
 *     item of a list
 * @param type what its value may be
 * @param defaultValue the value when the file does not say; null when there is none
 * @param use what reads it, or why nothing does
 * @param description what it means, in a sentence
 */
record Key<T>(String path, Type<T> type, @Nullable T defaultValue, Use use, String description) {

  /** What reads a key. */
  sealed interface Use {

    /** The sentence behind "used by" or "not used". */
    String text();
  }

  /** The key has an effect: {@code text} names what it acts on. */
  record UsedBy(String text) implements Use {}

  /** The key is valid and has no effect in this version: {@code text} says why. */
  record NotUsed(String text) implements Use {}

  boolean used() {
    return use instanceof UsedBy;
  }

  /** The names of the path, from the outside in. */
  List<String> names() {
    return List.of(path.replace("[]", ".[]").split("\\."));
  }

  /** Whether the path names exactly one place. */
  boolean single() {
    return !path.contains("*") && !path.contains("[]");
  }

  /** Whether the path has one name of the user's own in it. */
  boolean named() {
    return names().stream().filter("*"::equals).count() == 1 && !path.contains("[]");
  }

  /**
   * The user's own name in the path of a value of this key.
   *
   * @param actual the value's path; the user's name may hold dots itself
   */
  String nameIn(String actual) {
    int star = path.indexOf('*');
    return actual.substring(star, actual.length() - (path.length() - star - 1));
  }

  /** The default as text; empty when there is none. */
  String defaultText() {
    return defaultValue == null ? "" : type.show(defaultValue);
  }
}
