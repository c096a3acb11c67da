package io.watchlake.app.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a wrong name may have meant. */
final class Suggestions {

  private Suggestions() {}

  /**
   * What to do about a name that is not known below a section.
   *
   * @param name the wrong name
   * @param siblings the names known there
   * @param paths the paths of all keys
   */
  static String advice(String name, Collection<String> siblings, Collection<String> paths) {
    List<String> known = siblings.stream().filter(sibling -> !isPattern(sibling)).toList();
    Optional<String> near = nearest(name, known);
    if (near.isPresent()) {
      return "did you mean '" + near.get() + "'?";
    }
    Optional<String> elsewhere =
        paths.stream().filter(path -> ("." + path + ".").contains("." + name + ".")).findFirst();
    if (elsewhere.isPresent()) {
      String path = elsewhere.get();
      int end = ("." + path + ".").indexOf("." + name + ".") + name.length();
      return "its place is " + path.substring(0, end);
    }
    if (known.isEmpty()) {
      return "remove it";
    }
    return "known here: " + String.join(", ", known);
  }

  private static boolean isPattern(String name) {
    return name.equals("*") || name.equals("[]");
  }

  private static Optional<String> nearest(String name, Collection<String> known) {
    int allowed = Math.max(1, name.length() / 3);
    return known.stream()
        .filter(candidate -> distance(name, candidate) <= allowed)
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
  }

  /** How many letters to insert, remove or change; case, {@code -} and {@code _} do not matter. */
  static int distance(String one, String other) {
    String a = plain(one);
    String b = plain(other);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }
}
