package io.watchlake.app.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The notifier: what tells people. Only in a stack whose configuration names channels. */
final class NotifierSpec implements PartSpec {

  private final Site site;
  private final Path config;

  private NotifierSpec(Site site, Path config) {
    this.site = site;
    this.config = config;
  }

  /** The notifier of a stack that {@link StackSettings#hasChannels}. */
  static NotifierSpec of(Site site) {
    return new NotifierSpec(
        site,
        Objects.requireNonNull(site.settings().configFile(), "channels come from a file")
            .toAbsolutePath());
  }

  @Override
  public String name() {
    return Components.NOTIFIER;
  }

  @Override
  public String address() {
    return "http://127.0.0.1:" + site.inner().notifier();
  }

  @Override
  public void prepare() {}

  @Override
  public List<String> command(int launch) {
    int heap = site.memory().notifierHeap();
    return JavaCommand.of("io.watchlake.app.notify.NotifierMain")
        .jvm("-Xms16m", "-Xmx" + heap + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
        .jvm(site.commonJvm(name()))
        .jarsOf(site.classPath("app"))
        .arguments("--kafka", site.settings().kafkaBootstrap())
        .arguments("--config", config.toString())
        .arguments("--port", Integer.toString(site.inner().notifier()))
        .jvm("-Dwatchlake.home=" + site.home().root())
        .detached();
  }

  @Override
  public boolean healthy(int launch, boolean starting) {
    return Probes.answers(URI.create(address() + "/status"));
  }
}
