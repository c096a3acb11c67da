package io.watchlake.connectors.cloudevents.codec;

/**
 * An event is not what it should be. The message begins with the JSON path of what is wrong, and
 * quotes no contents: they may be personal data.
 */
public final class InvalidEventException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String path;

  /**
   * What is wrong where.
   *
   * @param path a JSON path such as {@code $.data.context.id}
   * @param problem in words, such as "is missing"
   */
  public InvalidEventException(String path, String problem) {
    // An answer, not a failure of ours: no stack, since hostile input makes thousands.
    super(path + ": " + problem, null, false, false);
    this.path = path;
  }

  /** The JSON path of what is wrong. */
  public String path() {
    return path;
  }

  /** Path and problem; never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
