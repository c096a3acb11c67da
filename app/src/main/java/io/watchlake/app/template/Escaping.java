package io.watchlake.app.template;

import java.util.function.UnaryOperator;

/** What is done to values, and not to the template's own text, before they are filled in. */
public enum Escaping {
  /** Nothing: for plain text. */
  NONE(UnaryOperator.identity()),
  /** Values cannot become tags or attributes. */
  HTML(
      text ->
          text.replace("&", "&amp;")
              .replace("<", "&lt;")
              .replace(">", "&gt;")
              .replace("\"", "&#34;")
              .replace("'", "&#39;")),
  /** Values cannot become links or mentions in Slack. */
  SLACK(text -> text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));

  // A stateless function.
  @SuppressWarnings("ImmutableEnumChecker")
  private final UnaryOperator<String> escape;

  Escaping(UnaryOperator<String> escape) {
    this.escape = escape;
  }

  String apply(String value) {
    return escape.apply(value);
  }
}
