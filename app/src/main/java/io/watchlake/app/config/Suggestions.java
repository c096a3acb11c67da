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
    List<String> places =
        paths.stream()
            .filter(path -> ("." + path + ".").contains("." + name + "."))
            .map(
                path ->
                    path.substring(0, ("." + path + ".").indexOf("." + name + ".") + name.length()))
            .distinct()
            .toList();
    if (places.size() == 1) {
      return "its place is " + places.get(0);
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
        .filter(candidate -> Math.abs(candidate.length() - name.length()) <= allowed)
        .filter(candidate -> distance(name, candidate) <= allowed)
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
  }

  /**
   * How many letters to insert, remove, change, or swap with the next one; case, {@code -} and
   * {@code _} do not matter.
   */
  static int distance(String one, String other) {
    String a = plain(one);
    String b = plain(other);
    int[][] best = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          best[i][j] = i + j;
          continue;
        }
        int change = best[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        best[i][j] = Math.min(change, 1 + Math.min(best[i - 1][j], best[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best[i][j] = Math.min(best[i][j], best[i - 2][j - 2] + 1);
        }
      }
    }
    return best[a.length()][b.length()];
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }
}
