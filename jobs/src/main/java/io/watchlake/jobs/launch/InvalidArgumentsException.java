package io.watchlake.jobs.launch;

import java.util.List;

/** The arguments of a job are wrong; the message lists every problem, a line each. */
public final class InvalidArgumentsException extends IllegalArgumentException {

  private final transient List<String> problems;

  InvalidArgumentsException(String job, List<String> problems) {
    super("the arguments of job '" + job + "' are wrong:\n  " + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Every problem, in the order of the options. */
  public List<String> problems() {
    return problems;
  }
}
