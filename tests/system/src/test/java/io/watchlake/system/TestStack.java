package io.watchlake.system;

import io.watchlake.app.stack.ComponentStatus;
import io.watchlake.app.stack.Ports;
import io.watchlake.app.stack.StackClient;
import io.watchlake.app.stack.SupervisorInfo;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A local stack in a temporary home on free ports, started and stopped by the script. */
final class TestStack implements AutoCloseable {

  /** What GitHub signs its webhooks with, were it to send some here. */
  static final String WEBHOOK_SECRET = "a secret of the tests";

  /** The webhook by which the stack tells {@link #people}. */
  private static final String CHANNEL = "people";

  private static final Duration UP = Duration.ofMinutes(5);
  private static final Duration DOWN = Duration.ofMinutes(5);
  private static final Duration STATUS = Duration.ofMinutes(1);

  /** What is worth reading of a log when something failed, and how much of it. */
  private static final Pattern TROUBLE =
      Pattern.compile(" (WARN|ERROR) |FAILED|RESTARTING|StackReport|Declining|expired");

  private static final int TROUBLES = 40;
  private static final int LINE = 400;

  private final Path home;
  private final Ports ports;
  private final @Nullable URI search;
  private final ToldPeople people = ToldPeople.listening();
  private @Nullable Lake lake;

  private TestStack(Path home, Ports ports, @Nullable URI search) {
    this.home = home;
    this.ports = ports;
    this.search = search;
  }

  /** A stack with every server embedded. Not started. */
  static TestStack embedded() {
    return in(null);
  }

  /** A stack that exports log records to a search node of the test's own. Not started. */
  static TestStack withSearch(URI search) {
    return in(search);
  }

  private static TestStack in(@Nullable URI search) {
    try {
      return new TestStack(Files.createTempDirectory("watchlake-home-"), Ports.free(), search);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path home() {
    return home;
  }

  /** Who is told of every alert, of each by itself and soon. */
  ToldPeople people() {
    return people;
  }

  /**
   * Starts it, or starts it again with the same data.
   *
   * @param with components that are not started unless named
   */
  Cli.Result up(boolean selfWatch, String... with) {
    Path config = home.resolve("test.yaml");
    StringBuilder text = new StringBuilder("monitoring:\n");
    if (search != null) {
      text.append("  logging:\n    elasticsearch:\n      hosts: [\"")
          .append(search)
          .append("\"]\n");
    }
    Path secret = home.resolve("webhook-secret");
    text.append("  webhooks:\n    github:\n      secret_file: ").append(secret).append('\n');
    text.append("  alerting:\n    retry_delay: 1s\n    route:\n      receiver: ")
        .append(CHANNEL)
        .append("\n      group_by: ['...']\n      group_wait: 1s\n      group_interval: 5s\n");
    text.append("  self_watch:\n    enabled: ").append(selfWatch).append('\n');
    text.append("  stack:\n    ports:\n");
    ports.byName().forEach((name, port) -> text.append("      " + name + ": " + port + "\n"));
    text.append("notification_channels:\n  ")
        .append(CHANNEL)
        .append(":\n    type: webhook\n    url: ")
        .append(people.url())
        .append('\n');
    try {
      Files.writeString(secret, WEBHOOK_SECRET + "\n");
      Files.writeString(config, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command =
        new ArrayList<>(
            List.of("up", "--detach", "--home", home.toString(), "--config", config.toString()));
    for (String component : with) {
      command.addAll(List.of("--with", component));
    }
    return Cli.run(UP, command.toArray(new String[0])).ok();
  }

  /** Stops it with savepoints; afterwards none of its processes is left. */
  Cli.Result down() {
    closeLake();
    Cli.Result result = Cli.run(DOWN, "down", "--home", home.toString()).ok();
    List<String> left = processes();
    if (!left.isEmpty()) {
      throw new AssertionError("down left processes behind: " + left);
    }
    return result;
  }

  StackClient client() {
    return StackClient.of(home);
  }

  SupervisorInfo info() {
    return client().info();
  }

  /** Kills a component's process without warning, as {@code kill -9} does. */
  void kill(String component) {
    ProcessHandle process = process(component);
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Asks a component's process to end; the supervisor brings it back. */
  void terminate(String component) {
    ProcessHandle process = process(component);
    process.destroy();
    process.onExit().join();
  }

  private ProcessHandle process(String component) {
    Long pid = component(component).pid();
    if (pid == null) {
      throw new AssertionError("component " + component + " has no process");
    }
    return ProcessHandle.of(pid)
        .orElseThrow(() -> new AssertionError(component + " is no longer process " + pid));
  }

  ComponentStatus component(String name) {
    return client().components().stream()
        .filter(component -> component.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no component " + name));
  }

  /** The stack's lakehouse, for SQL from within the test. */
  Lake lake() {
    Lake open = lake;
    if (open == null) {
      open = Lake.open(CatalogOptions.local(home));
      lake = open;
    }
    return open;
  }

  private void closeLake() {
    if (lake != null) {
      lake.close();
      lake = null;
    }
  }

  /** How it is, for whoever looks for the reason of a failure: its status, and its latest logs. */
  String describe() {
    StringBuilder text = new StringBuilder();
    text.append(Cli.run(STATUS, "status", "--home", home.toString()).out());
    for (String log :
        List.of("supervisor.log", "taskmanager.log", "jobmanager.log", "notifier.log")) {
      text.append("--- ").append(log).append('\n').append(lastTroubles(log));
    }
    return text.toString();
  }

  private String lastTroubles(String log) {
    try (Stream<String> lines = Files.lines(home.resolve("logs").resolve(log))) {
      List<String> troubles = lines.filter(line -> TROUBLE.matcher(line).find()).toList();
      return troubles.stream()
          .skip(Math.max(0, troubles.size() - TROUBLES))
          .map(line -> line.substring(0, Math.min(line.length(), LINE)) + '\n')
          .collect(Collectors.joining());
    } catch (IOException | UncheckedIOException unreadable) {
      return "cannot be read: " + unreadable + '\n';
    }
  }

  /** Command lines of the processes that work in this home. */
  List<String> processes() {
    String name = home.getFileName().toString();
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(ProcessHandle::isAlive)
        .map(process -> process.pid() + " " + commandLine(process))
        .filter(line -> line.contains(name))
        .toList();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).replace('\0', ' ');
    } catch (IOException gone) {
      return "";
    }
  }

  /** Stops what still runs and deletes the home; keeps its logs when {@code -Dwatchlake.keep}. */
  @Override
  public void close() {
    closeLake();
    if (StackClient.find(home).isPresent()) {
      down();
    }
    people.close();
    if (Boolean.getBoolean("watchlake.keep")) {
      return;
    }
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
