package io.watchlake.app.template;

/** A template that cannot be read or filled in; the message says where, and why. */
public final class TemplateException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;
  private final String problem;

  TemplateException(String template, Place place, String problem) {
    super(template + ':' + place.line() + ':' + place.column() + ": " + problem);
    this.line = place.line();
    this.column = place.column();
    this.problem = problem;
  }

  /** Where in the template, from 1. */
  public int line() {
    return line;
  }

  /** Where in the line, from 1. */
  public int column() {
    return column;
  }

  /** What is wrong, without the place. */
  public String problem() {
    return problem;
  }
}
