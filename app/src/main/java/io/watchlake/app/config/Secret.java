package io.watchlake.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * A password, token or key, or where to find it. Its text never appears in {@link #toString()}, so
 * that it cannot reach a log or a page by accident.
 */
public final class Secret {

  private enum Source {
    TEXT,
    ENVIRONMENT,
    FILE
  }

  private final Source source;
  private final String value;

  private Secret(Source source, String value) {
    this.source = source;
    this.value = value;
  }

  /** A secret written in the configuration. */
  static Secret ofText(String text) {
    return new Secret(Source.TEXT, text);
  }

  /** A secret in an environment variable. */
  static Secret ofEnvironment(String variable) {
    return new Secret(Source.ENVIRONMENT, variable);
  }

  /** A secret in a file: its text without the line end. */
  static Secret ofFile(Path file) {
    return new Secret(Source.FILE, file.toString());
  }

  /**
   * The secret itself. Ask when it is needed, and do not keep it.
   *
   * @param environment the environment variables
   * @throws IOException if its file cannot be read, or its variable is not set
   */
  public String reveal(Map<String, String> environment) throws IOException {
    return switch (source) {
      case TEXT -> value;
      case FILE -> Files.readString(Path.of(value)).stripTrailing();
      case ENVIRONMENT -> {
        String found = environment.get(value);
        if (found == null || found.isEmpty()) {
          throw new IOException("environment variable " + value + " is not set; set it and retry");
        }
        yield found;
      }
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && source == that.source && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(source, value);
  }

  /** Where the secret is, without the secret. */
  @Override
  public String toString() {
    return switch (source) {
      case TEXT -> "********";
      case ENVIRONMENT -> "environment variable " + value;
      case FILE -> "file " + value;
    };
  }
}
