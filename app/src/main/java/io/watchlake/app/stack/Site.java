package io.watchlake.app.stack;

import io.watchlake.lakehouse.catalog.CatalogOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything the processes of one stack share.
 *
 * @param home its folders
 * @param dist the built distribution
 * @param flinkConf the folder of the Flink settings the jobs rely on
 * @param settings ports, memory and what runs
 * @param inner ports that only the parts use among themselves, chosen anew by each {@code up}
 */
record Site(StackHome home, Path dist, Path flinkConf, StackSettings settings, InnerPorts inner) {

  /**
   * Ports that only the parts use among themselves.
   *
   * @param kafkaController Kafka's controller
   * @param searchTransport the search node's transport
   * @param flinkRpc Flink's JobManager
   * @param notifier what the notifier says of itself
   */
  record InnerPorts(int kafkaController, int searchTransport, int flinkRpc, int notifier) {
    static InnerPorts free() {
      List<Integer> ports = Ports.freePorts(4);
      return new InnerPorts(ports.get(0), ports.get(1), ports.get(2), ports.get(3));
    }
  }

  /** The site of a home, with the distribution below {@code root}. */
  static Site of(StackHome home, StackSettings settings, Path root) {
    return new Site(
        home, root.resolve("dist"), root.resolve("flink-conf"), settings, InnerPorts.free());
  }

  StackMemory memory() {
    return StackMemory.of(settings);
  }

  CatalogOptions catalog() {
    return settings.catalog(home);
  }

  /** The class path folder of an embedded part. */
  Path classPath(String part) {
    return dist.resolve("local").resolve(part);
  }

  Path jobJar() {
    return dist.resolve("watchlake-jobs.jar");
  }

  Path log4jFile() {
    return home.run().resolve("log4j2.xml");
  }

  private Path agent() {
    return classPath("agent").resolve("opentelemetry-javaagent.jar");
  }

  /** JVM options that say where a process logs. */
  List<String> logJvm(String component) {
    return List.of(
        "-Dlog4j2.configurationFile=" + log4jFile(),
        "-Dlog4j.configurationFile=" + log4jFile(),
        "-Dlog4j2.disableJmx=true",
        "-Dwatchlake.log=" + home.logs().resolve(component + ".log"));
  }

  /** JVM options every process gets: where it logs, and the agent when the stack watches itself. */
  List<String> commonJvm(String component) {
    List<String> options = new ArrayList<>();
    options.add("-XX:+ExitOnOutOfMemoryError");
    options.add("-Djava.awt.headless=true");
    options.addAll(logJvm(component));
    if (settings.selfWatch()) {
      options.add("-javaagent:" + agent());
      options.addAll(SelfWatch.options(component, settings.otlpHttpUrl()));
    }
    return options;
  }
}
