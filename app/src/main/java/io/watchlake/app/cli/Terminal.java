package io.watchlake.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the command writes to.
 *
 * @param interactive whether a person sees the output as it comes
 * @param colour whether colours are shown and wanted: not with {@code NO_COLOR} or a dumb terminal
 * @param width characters in a line; {@link #UNLIMITED} where there is no terminal
 */
public record Terminal(boolean interactive, boolean colour, int width) {

  /** The width of output that is no terminal. */
  public static final int UNLIMITED = 0;

  private static final int USUAL_WIDTH = 100;

  /** The terminal of this process. */
  public static Terminal ofProcess() {
    if (!isTerminal()) {
      return new Terminal(false, false, UNLIMITED);
    }
    boolean plain = System.getenv("NO_COLOR") != null || "dumb".equals(System.getenv("TERM"));
    return new Terminal(true, !plain, measuredWidth());
  }

  /** Of the output alone, where the system tells; else Java's word, which wants both ends. */
  @SuppressWarnings("SystemConsoleNull") // beside /proc there is nothing better on Java 17
  private static boolean isTerminal() {
    Path output = Path.of("/proc/self/fd/1");
    if (!Files.isSymbolicLink(output)) {
      return System.console() != null;
    }
    try {
      String device = Files.readSymbolicLink(output).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }

  private static int measuredWidth() {
    Integer columns = positive(System.getenv("COLUMNS"));
    if (columns != null) {
      return columns;
    }
    Integer asked = positive(askTerminal());
    return asked == null ? USUAL_WIDTH : asked;
  }

  /** Shells do not hand their COLUMNS on, so the terminal itself is asked. */
  private static @Nullable String askTerminal() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size").redirectInput(ProcessBuilder.Redirect.INHERIT).start();
      String size =
          new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return null;
      }
      return size.substring(size.lastIndexOf(' ') + 1);
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static @Nullable Integer positive(@Nullable String text) {
    try {
      int number = text == null ? 0 : Integer.parseInt(text);
      return number > 0 ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
