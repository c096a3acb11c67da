package io.watchlake.app.stack;

import io.watchlake.app.config.Configuration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Has a home look as if a stack ran there, whose supervisor is this process. */
public final class SupervisorFile {

  private SupervisorFile() {}

  /**
   * Writes the file.
   *
   * @param app where the page and the API are said to be; nothing else is there
   */
  public static void write(Path home, URI app) throws IOException {
    StackHome folders = new StackHome(home);
    folders.create();
    StackSettings settings =
        StackSettings.of(Configuration.defaults(), null).withPorts(Ports.free());
    ProcessId self = ProcessId.current();
    SupervisorInfo info =
        new SupervisorInfo(
            self.pid(),
            self.started(),
            settings.controlUrl(),
            settings.ports().byName(),
            settings.kafkaBootstrap(),
            settings.searchUrl(),
            settings.flinkUrl(),
            app,
            settings.otlpHttpUrl(),
            settings.otlpGrpcUrl(),
            null);
    Files.writeString(folders.supervisorFile(), Json.MAPPER.writeValueAsString(info));
  }
}
