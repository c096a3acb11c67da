package io.watchlake.app.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the command lines of the stack's own processes.
 *
 * <p>They run in sessions of their own and ignore the keyboard's interrupt, so that Ctrl-C reaches
 * the supervisor alone, which then stops them in order.
 */
final class JavaCommand {

  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final String main;
  private final List<String> jvm = new ArrayList<>();
  private final List<String> classPath = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();

  private JavaCommand(String main) {
    this.main = main;
  }

  static JavaCommand of(String main) {
    return new JavaCommand(main);
  }

  /** Adds every jar of a folder to the class path. */
  JavaCommand jarsOf(Path folder) {
    classPath.add(folder.resolve("*").toString());
    return this;
  }

  /** Adds a whole class path. */
  JavaCommand classPath(String more) {
    classPath.add(more);
    return this;
  }

  JavaCommand jvm(List<String> options) {
    jvm.addAll(options);
    return this;
  }

  JavaCommand jvm(String... options) {
    return jvm(List.of(options));
  }

  JavaCommand arguments(List<String> more) {
    arguments.addAll(more);
    return this;
  }

  JavaCommand arguments(String... more) {
    return arguments(List.of(more));
  }

  /** The java command line itself. */
  List<String> line() {
    List<String> line = new ArrayList<>();
    line.add(java().toString());
    line.addAll(jvm);
    line.add("-cp");
    line.add(String.join(":", classPath));
    line.add(main);
    line.addAll(arguments);
    return line;
  }

  /** The same, detached from the terminal; the process keeps its id. */
  List<String> detached() {
    return detached(line());
  }

  static List<String> detached(List<String> command) {
    List<String> line =
        new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
    if (Files.isExecutable(SETSID)) {
      line.add(SETSID.toString());
    }
    line.addAll(command);
    return line;
  }

  /** The Java that this process runs on. */
  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
