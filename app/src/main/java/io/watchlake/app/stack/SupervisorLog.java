package io.watchlake.app.stack;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import org.apache.logging.log4j.core.config.Configurator;

/** Has a command that became the supervisor log into the home instead of to the terminal. */
final class SupervisorLog {

  private SupervisorLog() {}

  static void to(StackHome home) throws IOException {
    Files.createDirectories(home.logs());
    System.setProperty("watchlake.log", home.logs().resolve("supervisor.log").toString());
    URL settings = SupervisorLog.class.getResource("log4j2-process.xml");
    if (settings != null) {
      Configurator.reconfigure(URI.create(settings.toString()));
    }
  }
}
