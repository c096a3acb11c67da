package io.watchlake.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job jar goes to a Flink cluster that already runs, by Flink's own command line, as {@code
 * docs/any-cluster.md} says. Runs while the timeline of {@link ReplayIT} is still in Kafka.
 */
@ExtendWith(SharedStack.class)
@Order(2)
class FlinkRunIT {

  private static final Timeline REPLAYED = new Timeline("replayed");
  private static final Timeline BY_HAND = new Timeline("by-hand");
  private static final Pattern JOB = Pattern.compile("JobID ([0-9a-f]{32})");

  @Test
  void theJobJarRunsBySubmission(TestStack stack, @TempDir Path folder) throws IOException {
    int rest = stack.info().flinkUrl().getPort();
    Files.writeString(
        folder.resolve("config.yaml"),
        Files.readString(Project.root().resolve("flink-conf/config.yaml"))
            + "\nrest.address: 127.0.0.1\nrest.port: "
            + rest
            + "\nexecution.target: remote\n");
    List<byte[]> messages = new ArrayList<>();
    try (KafkaProbe kafka = new KafkaProbe(stack.info().kafkaBootstrap())) {
      kafka.read(
          REPLAYED.topic(Topics.OTLP_SPANS), Map.of(), message -> messages.add(message.value()));
      kafka.createTopics(
          List.of(BY_HAND.topic(Topics.OTLP_SPANS), BY_HAND.topic(Topics.DEAD_LETTERS)));
      kafka.write(BY_HAND.topic(Topics.OTLP_SPANS), messages);
    }
    long expected = stack.lake().counts(REPLAYED.name()).spans();

    CatalogOptions catalog = CatalogOptions.local(stack.home());
    Cli.Result submitted =
        flink(
                folder,
                "run",
                "-d",
                "-c",
                "io.watchlake.jobs.traces.TracesMain",
                Project.root().resolve("dist/watchlake-jobs.jar").toString(),
                "--kafka",
                stack.info().kafkaBootstrap(),
                "--catalog-uri",
                catalog.catalogUri(),
                "--warehouse",
                catalog.warehouse(),
                "--timeline",
                BY_HAND.name(),
                "--parallelism",
                "1")
            .ok();
    Matcher job = JOB.matcher(submitted.out());
    assertThat(job.find()).as("a job id in: %s", submitted).isTrue();

    Await.until(
        expected + " spans archived by the job",
        Duration.ofMinutes(3),
        () -> stack.lake().counts(BY_HAND.name()).spans(),
        spans -> spans >= expected);
    flink(folder, "stop", "--savepointPath", folder.resolve("savepoint").toString(), job.group(1))
        .ok();

    assertThat(stack.lake().counts(BY_HAND.name()).spans()).isEqualTo(expected);
    assertThat(
            stack
                .lake()
                .number(
                    "select count(distinct _origin) from telemetry.spans where timeline = '"
                        + BY_HAND.name()
                        + "'"))
        .isEqualTo(expected);
  }

  /** Flink's command-line client, from the class path that the distribution brings. */
  private static Cli.Result flink(Path conf, String... arguments) {
    Path dist = Project.root().resolve("dist");
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "FLINK_CONF_DIR=" + conf,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                dist.resolve("local/flink") + "/*:" + dist.resolve("flink-lib") + "/*",
                "org.apache.flink.client.cli.CliFrontend"));
    command.addAll(List.of(arguments));
    return Cli.launch(command).await(Duration.ofMinutes(3));
  }
}
