package io.watchlake.app.stack;

import java.nio.file.Path;
import java.util.List;

/** The server process: ingest, API and page. */
final class ServerSpec implements PartSpec {

  private final Site site;

  ServerSpec(Site site) {
    this.site = site;
  }

  @Override
  public String name() {
    return Components.SERVER;
  }

  @Override
  public String address() {
    return site.settings().appUrl().toString();
  }

  @Override
  public void prepare() {}

  @Override
  public List<String> command(int launch) {
    int heap = site.memory().serverHeap();
    JavaCommand command =
        JavaCommand.of("io.watchlake.app.server.ServerMain")
            .jvm("-Xms" + heap / 4 + "m", "-Xmx" + heap + "m", "-XX:MaxDirectMemorySize=256m")
            .jvm("-Dwatchlake.root=" + site.dist().getParent())
            .jvm(site.commonJvm(name()))
            .jarsOf(site.classPath("app"))
            .arguments("--home", site.home().root().toString());
    Path config = site.settings().configFile();
    if (config != null) {
      command.arguments("--config", config.toString());
    }
    return command.detached();
  }

  @Override
  public boolean healthy(int launch, boolean starting) {
    Ports ports = site.settings().ports();
    return Probes.accepts(ports.app())
        && Probes.accepts(ports.otlpHttp())
        && Probes.accepts(ports.otlpGrpc());
  }
}
