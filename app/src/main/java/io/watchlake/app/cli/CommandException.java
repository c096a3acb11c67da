package io.watchlake.app.cli;

/**
 * Ends a command with a message for the user and an exit code, without a stack trace.
 *
 * <p>The message says what is wrong and what to do next; several problems take a line each.
 */
public final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  private CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The input is wrong and nothing was done: exit code 2. */
  public static CommandException badInput(String message) {
    return new CommandException(ExitCode.BAD_INPUT, message);
  }

  /** The command could not be carried out: exit code 1. */
  public static CommandException failed(String message) {
    return new CommandException(ExitCode.FAILED, message);
  }

  /** The command could not be carried out because of {@code cause}: exit code 1. */
  public static CommandException failed(String message, Throwable cause) {
    return new CommandException(ExitCode.FAILED, message, cause);
  }

  public int exitCode() {
    return exitCode;
  }

  /** The message; never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
