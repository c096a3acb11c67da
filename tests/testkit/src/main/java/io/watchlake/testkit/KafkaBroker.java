package io.watchlake.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker (KRaft, one node, loopback, free ports) in a process of its own, so that a
 * test can stop, kill and start it again on the same port with the same data. Topics are never made
 * by themselves: the test makes them. Not for use by several threads at once.
 */
public final class KafkaBroker implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(45);

  private final Path directory;
  private final String classPath;
  private final int port;
  private final Thread reaper;
  private int starts;
  private @Nullable Process process;

  private KafkaBroker(Path directory, String classPath, int port) {
    this.directory = directory;
    this.classPath = classPath;
    this.port = port;
    // A test run that is cut short must leave no broker behind.
    this.reaper = new Thread(this::kill, "kafka-broker-reaper");
  }

  /**
   * Starts a broker and waits until it serves.
   *
   * @param directory an empty directory for its data and logs
   * @throws IllegalStateException when it does not come up; the message names its log
   */
  public static KafkaBroker start(Path directory) {
    return start(directory, Map.of());
  }

  /**
   * Starts a broker with some broker settings of the test's own.
   *
   * @param directory an empty directory for its data and logs
   * @param overrides broker settings that replace the defaults
   */
  public static KafkaBroker start(Path directory, Map<String, String> overrides) {
    return start(directory, overrides, newClusterId());
  }

  static KafkaBroker start(Path directory, Map<String, String> overrides, String clusterId) {
    try {
      Files.createDirectories(directory);
      int port = freePort();
      KafkaBroker broker = new KafkaBroker(directory, classPath(), port);
      broker.format(broker.writeProperties(freePort(), overrides), clusterId);
      Runtime.getRuntime().addShutdownHook(broker.reaper);
      broker.start();
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address for Kafka clients. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /**
   * Starts it again after {@link #stop} or {@link #kill}, on the same port with the same data;
   * waits until it serves.
   */
  public void start() {
    Process running = process;
    if (running != null && running.isAlive()) {
      throw new IllegalStateException("the broker runs already");
    }
    Path log = directory.resolve("broker-" + starts++ + ".log");
    Process started =
        launch(
            log,
            List.of(
                "-Xms128m",
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j2.level=INFO"),
            "kafka.Kafka",
            List.of(propertiesFile().toString()));
    process = started;
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!logSays(log, "Kafka Server started")) {
      if (!started.isAlive()) {
        throw new IllegalStateException(
            "the Kafka broker ended with code " + started.exitValue() + "; see " + log);
      }
      if (System.nanoTime() > deadline) {
        kill();
        throw new IllegalStateException(
            "the Kafka broker did not start within " + START_TIMEOUT + "; see " + log);
      }
      waitFor(started, Duration.ofMillis(50));
    }
  }

  /** Asks it to shut down and waits until it has; kills it when it does not. */
  public void stop() {
    Process running = process;
    if (running == null) {
      return;
    }
    running.destroy();
    if (!waitFor(running, STOP_TIMEOUT)) {
      kill();
    }
  }

  /** Kills it without warning, as {@code kill -9} does, and waits until it is gone. */
  public void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      waitFor(running, STOP_TIMEOUT);
    }
  }

  /**
   * Makes it stand still, as {@code kill -STOP} does: connections stay open and nothing is
   * answered, until {@link #resume}.
   */
  public void pause() {
    signal("STOP");
  }

  /** Lets it go on after {@link #pause}, with what has been sent to it meanwhile. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    Process running = process;
    if (running == null || !running.isAlive()) {
      throw new IllegalStateException("the broker does not run");
    }
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(running.pid())).start();
      if (!waitFor(kill, STOP_TIMEOUT) || kill.exitValue() != 0) {
        throw new IllegalStateException("kill -" + name + " failed for the broker");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it: the data are of no more use. */
  @Override
  public void close() {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(reaper);
    } catch (IllegalStateException alreadyShuttingDown) {
      // The hook runs by itself then.
    }
  }

  private Path propertiesFile() {
    return directory.resolve("server.properties");
  }

  private String writeProperties(int controllerPort, Map<String, String> overrides)
      throws IOException {
    Properties properties = new Properties();
    properties.setProperty("process.roles", "broker,controller");
    properties.setProperty("node.id", "1");
    properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    properties.setProperty(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    properties.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    properties.setProperty("controller.listener.names", "CONTROLLER");
    properties.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.setProperty("log.dirs", directory.resolve("data").toString());
    properties.setProperty("auto.create.topics.enable", "false");
    properties.setProperty("offsets.topic.replication.factor", "1");
    properties.setProperty("offsets.topic.num.partitions", "1");
    properties.setProperty("transaction.state.log.replication.factor", "1");
    properties.setProperty("transaction.state.log.num.partitions", "1");
    properties.setProperty("transaction.state.log.min.isr", "1");
    properties.setProperty("group.initial.rebalance.delay.ms", "0");
    overrides.forEach(properties::setProperty);
    try (var out = Files.newOutputStream(propertiesFile())) {
      properties.store(out, null);
    }
    return propertiesFile().toString();
  }

  private static String newClusterId() {
    UUID id = UUID.randomUUID();
    byte[] bytes = new byte[16];
    ByteBuffer.wrap(bytes)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private void format(String properties, String clusterId) {
    Path log = directory.resolve("format.log");
    Process formatting =
        launch(
            log,
            List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
            "kafka.tools.StorageTool",
            // One argument: the id may begin with a dash, which would pass for an option.
            List.of("format", "--cluster-id=" + clusterId, "--config=" + properties));
    if (!waitFor(formatting, START_TIMEOUT) || formatting.exitValue() != 0) {
      formatting.destroyForcibly();
      throw new IllegalStateException("the Kafka storage could not be formatted: " + said(log));
    }
  }

  private Process launch(Path log, List<String> jvm, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.add("-cp");
    command.add(classPath);
    command.add(main);
    command.addAll(arguments);
    try {
      return new ProcessBuilder(command)
          .directory(directory.toFile())
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String said(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean logSays(Path log, String words) {
    return Files.exists(log) && said(log).contains(words);
  }

  private static boolean waitFor(Process process, Duration atMost) {
    try {
      return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IllegalStateException("interrupted while waiting for the Kafka broker", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String classPath() throws IOException {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.exists(at.resolve("mvnw"))) {
      at = at.getParent();
    }
    if (at == null) {
      throw new IllegalStateException("run the tests from within the project's folder");
    }
    Path file = at.resolve("app/embedded/kafka/target/classpath.txt");
    if (!Files.exists(file)) {
      throw new IllegalStateException(
          file + " is missing: build with -am, so that watchlake-embedded-kafka comes first");
    }
    return Files.readString(file).strip();
  }
}
