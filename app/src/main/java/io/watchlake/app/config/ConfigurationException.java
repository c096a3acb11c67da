package io.watchlake.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration file that cannot be used; the message lists every problem, a line each. */
public final class ConfigurationException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  ConfigurationException(Path file, List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> problem.in(file.toString()))
            .collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** The problems, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
