package io.watchlake.app.cli;

/** The option {@code --format text|json} of commands. */
public final class TextOrJson {

  private TextOrJson() {}

  /**
   * Whether JSON is asked for.
   *
   * @throws CommandException for what is neither
   */
  public static boolean isJson(String format) {
    if (!format.equals("text") && !format.equals("json")) {
      throw CommandException.badInput("--format is text or json, not '" + format + "'");
    }
    return format.equals("json");
  }
}
