package io.watchlake.system;

import io.watchlake.app.stack.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real Elasticsearch 7.17 in a process of its own; the build lays out its class path. */
final class ElasticsearchNode implements SearchNode, AutoCloseable {

  private static final Duration UP = Duration.ofMinutes(2);

  private final Path home;
  private final Ports ports = Ports.free();
  private @Nullable Process process;

  ElasticsearchNode() {
    try {
      home = Files.createTempDirectory("watchlake-elasticsearch-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
  }

  @Override
  public URI address() {
    return URI.create("http://127.0.0.1:" + ports.search());
  }

  @Override
  public void start() {
    Path node = Project.root().resolve("tests/elasticsearch/target/node");
    if (!Files.isDirectory(node)) {
      throw new IllegalStateException(
          node + " is missing: build with -am, so that tests/elasticsearch comes first");
    }
    try {
      process =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-Xmx640m",
                      "-XX:+UseSerialGC",
                      "-cp",
                      node + "/*",
                      "io.watchlake.tests.elasticsearch.ElasticsearchMain",
                      home.toString(),
                      String.valueOf(ports.search()),
                      String.valueOf(ports.control())))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("out.log").toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SearchIndex index = new SearchIndex(address());
    Await.until("Elasticsearch, see " + home, UP, index::answers, up -> up);
  }

  @Override
  public void stop() {
    Process running = process;
    if (running != null) {
      running.destroy();
      running.onExit().join();
    }
  }

  @Override
  public void close() {
    stop();
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
