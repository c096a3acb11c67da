package io.watchlake.rules.language;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of services, objectives and their alerts, of which rules' names are made. */
final class SloNames {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

  private SloNames() {}

  /** A name that must be there; null if it is none, after telling so. */
  static @Nullable String read(Entries of, Field<String> field) {
    String name = of.require(field, "give it a name");
    if (name == null) {
      return null;
    }
    if (!NAME.matcher(name).matches()) {
      of.error(
          field,
          YamlNodes.quoted(name) + " is no name",
          "write up to 100 letters, digits and _ . -");
      return null;
    }
    return name;
  }
}
