package io.watchlake.app.cli;

/** The exit codes of every {@code watchlake} command. */
public final class ExitCode {

  /** Done. */
  public static final int OK = 0;

  /** The command was understood but could not be carried out. */
  public static final int FAILED = 1;

  /** The command line, the configuration or another input is wrong; nothing was done. */
  public static final int BAD_INPUT = 2;

  private ExitCode() {}
}
