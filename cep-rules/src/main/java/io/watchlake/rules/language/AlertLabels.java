package io.watchlake.rules.language;

import io.watchlake.rules.model.Template;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Labels that authors give alerts. */
final class AlertLabels {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]{0,99}");

  private AlertLabels() {}

  static boolean isName(String label) {
    return NAME.matcher(label).matches();
  }

  /** What is told of a label that has no name of one. */
  static String quotedNoName(String label) {
    return YamlNodes.quoted(label) + " is no name of a label";
  }

  /**
   * The labels of a key, after telling what is wrong with them.
   *
   * @param own names that are given otherwise
   * @param giver by what they are given
   * @param advice what to do about one of them
   */
  static Map<String, Template> read(
      Entries of,
      Field<Map<String, Template>> field,
      Set<String> own,
      String giver,
      String advice) {
    Map<String, Template> labels = of.get(field, Map.of());
    labels.forEach(
        (label, template) -> {
          if (own.contains(label)) {
            of.error(field, "the label " + label + " is given by the " + giver + " itself", advice);
          } else if (!isName(label)) {
            of.error(field, quotedNoName(label), "write letters, digits, _ and dots");
          } else if (template.text().contains("$value")) {
            of.error(
                field,
                "the label " + label + " would change with the value, and be another alert then",
                "say the value in an annotation");
          }
        });
    return new TreeMap<>(labels);
  }
}
