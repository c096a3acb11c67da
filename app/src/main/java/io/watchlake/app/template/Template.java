package io.watchlake.app.template;

/**
 * A template of Go's kind: {@code {{ .Status }}}, {@code {{ range .Alerts }}…{{ end }}}, {@code
 * if}, {@code with}, {@code define} and {@code template}, variables, pipes, and the functions of
 * Alertmanager. A label that is not there is empty; a field that is not there is an error.
 */
public final class Template {

  private final String name;
  private final Parser.Parsed parsed;
  private final Escaping escaping;

  private Template(String name, Parser.Parsed parsed, Escaping escaping) {
    this.name = name;
    this.parsed = parsed;
    this.escaping = escaping;
  }

  /**
   * Reads a template.
   *
   * @param name what it is called in errors, such as its file
   * @throws TemplateException for the first thing that is wrong
   */
  public static Template parse(String name, String text, Escaping escaping)
      throws TemplateException {
    return new Template(name, Parser.parse(name, text), escaping);
  }

  /**
   * The text with everything filled in.
   *
   * @param data what the template's dot is at first
   * @throws TemplateException where something cannot be filled in
   */
  public String fill(Fields data) throws TemplateException {
    return new Evaluation(name, parsed.defined(), escaping).run(parsed.body(), data);
  }
}
