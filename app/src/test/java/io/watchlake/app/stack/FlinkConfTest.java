package io.watchlake.app.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.cli.Installation;
import io.watchlake.app.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlinkConfTest {

  @TempDir private Path folder;

  @Test
  void nestedFlatAndListedSettingsBecomeFlatOnes() throws IOException {
    Path file = folder.resolve("config.yaml");
    Files.writeString(
        file,
        """
        restart-strategy.type: exponential-delay
        execution:
          checkpointing:
            interval: 5s
        parallelism.default: 1
        classloader.parent-first-patterns.additional: [org.slf4j, 'a.b']
        """);

    assertThat(FlinkConf.read(file))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "restart-strategy.type",
                "exponential-delay",
                "execution.checkpointing.interval",
                "5s",
                "parallelism.default",
                "1",
                "classloader.parent-first-patterns.additional",
                "org.slf4j;a.b"));
  }

  @Test
  void theRenderedFileHasTheJobsSettingsAndThisStacksPlace() throws IOException {
    StackHome home = new StackHome(folder.resolve("it's home"));
    home.create();
    StackSettings settings =
        StackSettings.of(Configuration.defaults(), null).withPorts(Ports.free());
    Site site = Site.of(home, settings, Installation.root());

    FlinkConf.write(site);

    Map<String, String> rendered = FlinkConf.read(home.flinkConf().resolve("config.yaml"));
    assertThat(rendered)
        .containsAllEntriesOf(
            Map.of(
                "rest.port",
                Integer.toString(settings.ports().flink()),
                "rest.bind-address",
                "127.0.0.1",
                "taskmanager.numberOfTaskSlots",
                "32",
                "execution.checkpointing.interval",
                "5000ms",
                "execution.checkpointing.externalized-checkpoint-retention",
                "RETAIN_ON_CANCELLATION",
                "execution.checkpointing.dir",
                home.checkpoints().toUri().toString()));
  }
}
