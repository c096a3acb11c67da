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
    StackSettings settings = settings();
    write(home, settings, settings.kafkaBootstrap(), app);
  }

  /**
   * Writes the file.
   *
   * @param kafka the broker that is said to be the stack's
   */
  public static void write(Path home, String kafka) throws IOException {
    write(home, settings(), kafka, URI.create("http://127.0.0.1:1"));
  }

  private static StackSettings settings() {
    return StackSettings.of(Configuration.defaults(), null).withPorts(Ports.free());
  }

  private static void write(Path home, StackSettings settings, String kafka, URI app)
      throws IOException {
    StackHome folders = new StackHome(home);
    folders.create();
    ProcessId self = ProcessId.current();
    SupervisorInfo info =
        new SupervisorInfo(
            self.pid(),
            self.started(),
            settings.controlUrl(),
            settings.ports().byName(),
            kafka,
            settings.searchUrl(),
            settings.flinkUrl(),
            app,
            settings.otlpHttpUrl(),
            settings.otlpGrpcUrl(),
            null);
    Files.writeString(folders.supervisorFile(), Json.MAPPER.writeValueAsString(info));
  }
}
