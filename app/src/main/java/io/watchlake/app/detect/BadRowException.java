package io.watchlake.app.detect;

import java.nio.file.Path;

/** A row that cannot be read; the message begins with file:line. */
public final class BadRowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadRowException(Path path, int line, String problem) {
    super(path + ":" + line + ": " + problem);
  }
}
