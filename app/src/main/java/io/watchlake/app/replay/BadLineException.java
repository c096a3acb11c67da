package io.watchlake.app.replay;

import java.nio.file.Path;

/** A line that cannot be replayed; the message names file, line and what is wrong. */
final class BadLineException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String problem;

  BadLineException(Path file, long line, String problem) {
    super(file + ":" + line + ": " + problem);
    this.problem = file + ":" + line + ": " + problem;
  }

  String problem() {
    return problem;
  }
}
