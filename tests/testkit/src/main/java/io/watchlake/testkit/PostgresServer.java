package io.watchlake.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real PostgreSQL (Debian's) on a free loopback port, with one database and one user, who has to
 * give a password. It refuses to run as root, so a root's tests run it as the user {@code postgres}
 * that the package brings.
 */
public final class PostgresServer implements AutoCloseable {

  /** Names {@link #isInstalled} for JUnit's {@code @EnabledIf}. */
  public static final String CONDITION = "io.watchlake.testkit.PostgresServer#isInstalled";

  /** Why a test is skipped. */
  public static final String MISSING = "SKIPPED: no PostgreSQL (Debian package postgresql)";

  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private final Path folder;
  private final int port;
  private final Process process;
  private final Thread reaper;

  private PostgresServer(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
    // A test run that is cut short must leave no server behind.
    this.reaper = new Thread(process::destroyForcibly, "postgres-reaper");
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /** Whether there is a PostgreSQL to run. */
  public static boolean isInstalled() {
    return Files.isDirectory(VERSIONS) && !versions().isEmpty();
  }

  /**
   * Starts a server and waits until it serves; its files are in a temporary folder of its own.
   *
   * @throws IllegalStateException when it does not come up; the message says what it said
   */
  public static PostgresServer start(String user, String password) {
    try {
      Path folder = Files.createTempDirectory("watchlake-postgres");
      Path secret = Files.writeString(folder.resolve("password"), password);
      List<String> asOther = new ArrayList<>();
      if (isRoot()) {
        run(folder, List.of("chown", "-R", "postgres:postgres", folder.toString()));
        asOther.addAll(
            List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
      }
      Path bin = versions().get(0).resolve("bin");
      Path data = folder.resolve("data");
      run(
          folder,
          concat(
              asOther,
              bin.resolve("initdb").toString(),
              "--pgdata=" + data,
              "--username=" + user,
              "--pwfile=" + secret,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--no-sync"));
      int port = freePort();
      Process process =
          new ProcessBuilder(
                  concat(
                      asOther,
                      bin.resolve("postgres").toString(),
                      "-D",
                      data.toString(),
                      "-p",
                      Integer.toString(port),
                      "-k",
                      folder.toString(),
                      "-c",
                      "listen_addresses=127.0.0.1",
                      "-c",
                      "fsync=off"))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      PostgresServer server = new PostgresServer(folder, port, process);
      server.awaitPort();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address of its database for JDBC, without user and password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** Stops it at once and deletes its files. */
  @Override
  public void close() {
    process.destroyForcibly();
    waitFor(process);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      Runtime.getRuntime().removeShutdownHook(reaper);
    } catch (IllegalStateException alreadyShuttingDown) {
      // The hook runs by itself then.
    }
  }

  private void awaitPort() throws IOException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          String said = Files.readString(folder.resolve("log"));
          close();
          throw new IllegalStateException("PostgreSQL does not serve: " + said, notYet);
        }
        pause();
      }
    }
  }

  private void pause() {
    try {
      process.waitFor(50, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while PostgreSQL starts", e);
    }
  }

  /** Newest first. */
  private static List<Path> versions() {
    try (Stream<Path> folders = Files.list(VERSIONS)) {
      return folders
          .filter(folder -> Files.isExecutable(folder.resolve("bin").resolve("postgres")))
          .sorted(
              Comparator.comparing(
                      (Path folder) -> Integer.valueOf(folder.getFileName().toString()))
                  .reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void run(Path folder, List<String> command) throws IOException {
    Path log = Files.createTempFile("watchlake-postgres", ".log");
    Process done =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    waitFor(done);
    String said = Files.readString(log);
    Files.delete(log);
    if (done.exitValue() != 0) {
      throw new IllegalStateException(command.get(0) + " failed: " + said);
    }
  }

  private static void waitFor(Process process) {
    try {
      if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("not done within " + TIMEOUT);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for PostgreSQL", e);
    }
  }

  private static List<String> concat(List<String> before, String... command) {
    List<String> all = new ArrayList<>(before);
    all.addAll(List.of(command));
    return all;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
