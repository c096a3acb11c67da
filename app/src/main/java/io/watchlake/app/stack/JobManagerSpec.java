package io.watchlake.app.stack;

import java.io.IOException;
import java.util.List;

/** Flink's JobManager, as a session cluster. */
final class JobManagerSpec implements PartSpec {

  private final Site site;

  JobManagerSpec(Site site) {
    this.site = site;
  }

  @Override
  public String name() {
    return Components.JOB_MANAGER;
  }

  @Override
  public String address() {
    return site.settings().flinkUrl().toString();
  }

  @Override
  public void prepare() throws IOException {
    FlinkConf.write(site);
  }

  @Override
  public List<String> command(int launch) {
    int heap = site.memory().jobManagerHeap();
    return FlinkConf.java(
            site, name(), "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint")
        .jvm("-Xms" + heap / 2 + "m", "-Xmx" + heap + "m")
        .jvm("-XX:MaxMetaspaceSize=384m", "-XX:+UseSerialGC")
        // It does little and should be back soon: compiling well would be most of its work.
        .jvm("-XX:TieredStopAtLevel=1")
        .arguments("--configDir", site.home().flinkConf().toString())
        .detached();
  }

  @Override
  public boolean healthy(int launch, boolean starting) {
    return Probes.answers(site.settings().flinkUrl().resolve("/overview"));
  }
}
