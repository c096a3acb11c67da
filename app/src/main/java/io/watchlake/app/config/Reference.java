package io.watchlake.app.config;

import io.watchlake.app.config.Registry.Section;

/** The page {@code docs/configuration.md}, made from the registry of keys. */
final class Reference {

  private static final String HEAD =
      """
      # Configuration

      *Read this when you want to change a port, a limit, a retention or an address.*

      <!-- Generated: ./watchlake config reference > docs/configuration.md -->

      Watchlake needs no configuration. With one, it reads a YAML file whose root is `monitoring:`.
      `./watchlake up --config FILE` names it. `monitoring.example.yaml` is a whole example.

      - `./watchlake config check FILE` says of each key in a file whether it is used and, if not,
        why; it lists every problem with line and column, and ends with exit code 2 if there is one.
      - `./watchlake config show --config FILE` prints the settings it gives, defaults included.

      Durations are a number and a unit: `ms`, `s`, `m`, `h`, `d`. Sizes too: `KiB`, `MiB`, `GiB`
      (powers of 1024) or `KB`, `MB`, `GB` (powers of 1000). In a path, `*` is any name of yours and
      `[]` each item of a list. Anchors, aliases and tags are refused.

      Secrets belong into an environment variable (named by the key's `_env` form) or into a file
      (named by its `_file` form). Written as text they load with a warning.
      """;

  private Reference() {}

  static String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("\n## Keys that are used\n");
    for (Section section : Registry.SECTIONS) {
      if (section.keys().stream().anyMatch(Key::used)) {
        page.append("\n### ").append(section.title()).append("\n\n");
        page.append("| Key | Type | Default | Meaning | Used by |\n|---|---|---|---|---|\n");
        section.keys().stream().filter(Key::used).forEach(key -> row(page, key, true));
      }
    }
    page.append(
        """

        ## Keys that are not used

        They are part of the format and are checked, but nothing in this version acts on them.
        """);
    for (Section section : Registry.SECTIONS) {
      if (section.keys().stream().anyMatch(key -> !key.used())) {
        page.append("\n### ").append(section.title()).append("\n\n");
        page.append("| Key | Type | Meaning | Why not |\n|---|---|---|---|\n");
        section.keys().stream().filter(key -> !key.used()).forEach(key -> row(page, key, false));
      }
    }
    return page.toString();
  }

  private static <T> void row(StringBuilder page, Key<T> key, boolean used) {
    Type<T> type = key.type();
    String range =
        type.range().isEmpty() || type.range().equals(type.name()) ? "" : ": " + type.range();
    page.append("| `").append(key.path()).append("` | ").append(type.name()).append(range);
    if (used) {
      String value = key.defaultText();
      page.append(" | ").append(value.isEmpty() ? "–" : "`" + value + "`");
    }
    page.append(" | ").append(cell(key.description()));
    page.append(" | ").append(cell(key.use().text())).append(" |\n");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
