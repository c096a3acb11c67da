package io.watchlake.app.stack;

import io.watchlake.model.Topics;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;

/** One Kafka broker that is its own controller (KRaft). */
final class KafkaSpec implements PartSpec {

  private static final long FORMAT_SECONDS = 60;

  /** A message plus what Kafka wraps around it. */
  private static final int MAX_BATCH_BYTES = Topics.MAX_MESSAGE_BYTES + 64 * 1024;

  private final Site site;

  KafkaSpec(Site site) {
    this.site = site;
  }

  @Override
  public String name() {
    return Components.KAFKA;
  }

  @Override
  public String address() {
    return site.settings().kafkaBootstrap();
  }

  @Override
  public void prepare() throws IOException {
    try (OutputStream out = Files.newOutputStream(propertiesFile())) {
      properties().store(out, null);
    }
    if (!Files.exists(data().resolve("meta.properties"))) {
      format();
    }
  }

  @Override
  public List<String> command(int launch) {
    int heap = site.memory().kafkaHeap();
    return JavaCommand.of("kafka.Kafka")
        .jvm("-Xms" + heap / 2 + "m", "-Xmx" + heap + "m", "-XX:MaxDirectMemorySize=128m")
        .jvm(site.commonJvm(name()))
        .jarsOf(site.classPath("kafka"))
        .arguments(propertiesFile().toString())
        .detached();
  }

  @Override
  public boolean healthy(int launch, boolean starting) {
    return Probes.accepts(site.settings().ports().kafka());
  }

  private Properties properties() {
    String listener = "127.0.0.1:" + site.settings().ports().kafka();
    String controller = "127.0.0.1:" + site.inner().kafkaController();
    Properties properties = new Properties();
    properties.setProperty("process.roles", "broker,controller");
    properties.setProperty("node.id", "1");
    properties.setProperty("controller.quorum.voters", "1@" + controller);
    properties.setProperty("listeners", "PLAINTEXT://" + listener + ",CONTROLLER://" + controller);
    properties.setProperty("advertised.listeners", "PLAINTEXT://" + listener);
    properties.setProperty("controller.listener.names", "CONTROLLER");
    properties.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.setProperty("log.dirs", data().toString());
    properties.setProperty("auto.create.topics.enable", "false");
    properties.setProperty("message.max.bytes", Integer.toString(MAX_BATCH_BYTES));
    properties.setProperty("replica.fetch.max.bytes", Integer.toString(MAX_BATCH_BYTES));
    properties.setProperty("log.retention.hours", "72");
    properties.setProperty("log.segment.bytes", Integer.toString(256 * 1024 * 1024));
    properties.setProperty("log.index.size.max.bytes", Integer.toString(2 * 1024 * 1024));
    properties.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024));
    properties.setProperty("offsets.topic.replication.factor", "1");
    properties.setProperty("offsets.topic.num.partitions", "4");
    properties.setProperty("transaction.state.log.replication.factor", "1");
    properties.setProperty("transaction.state.log.num.partitions", "4");
    properties.setProperty("transaction.state.log.min.isr", "1");
    properties.setProperty("group.initial.rebalance.delay.ms", "0");
    properties.setProperty("num.io.threads", "4");
    return properties;
  }

  /**
   * Gives the empty data folder its cluster id, once in the life of a home. Kafka's own ids: any
   * other Base64 text begins with a dash once in 64 times, which the tool takes for an option.
   */
  private void format() throws IOException {
    File log = site.home().logs().resolve("kafka-format.out").toFile();
    Process formatting =
        new ProcessBuilder(
                JavaCommand.of("kafka.tools.StorageTool")
                    .jvm("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                    .jarsOf(site.classPath("kafka"))
                    .arguments(
                        "format",
                        "--cluster-id",
                        Uuid.randomUuid().toString(),
                        "--config",
                        propertiesFile().toString())
                    .line())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    try {
      if (!formatting.waitFor(FORMAT_SECONDS, TimeUnit.SECONDS) || formatting.exitValue() != 0) {
        throw new IOException("its data folder could not be formatted; see " + log);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    } finally {
      formatting.destroyForcibly();
    }
  }

  private Path data() {
    return site.home().kafka().resolve("data");
  }

  private Path propertiesFile() {
    return site.home().kafka().resolve("server.properties");
  }

  @Override
  public Duration stopDeadline() {
    return Duration.ofSeconds(20);
  }
}
