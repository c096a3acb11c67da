package io.watchlake.app.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** One OpenSearch node. */
final class SearchSpec implements PartSpec {

  private final Site site;

  SearchSpec(Site site) {
    this.site = site;
  }

  @Override
  public String name() {
    return Components.SEARCH;
  }

  @Override
  public String address() {
    return site.settings().searchUrl().toString();
  }

  @Override
  public void prepare() throws IOException {
    Files.createDirectories(site.home().search().resolve("data"));
  }

  @Override
  public List<String> command(int launch) {
    int heap = site.memory().searchHeap();
    return JavaCommand.of("io.watchlake.embedded.search.SearchMain")
        .jvm("-Xms" + heap / 2 + "m", "-Xmx" + heap + "m", "-XX:MaxDirectMemorySize=128m")
        .jvm("-Dlog4j2.formatMsgNoLookups=true", "-Djna.nosys=true")
        .jvm("-Dio.netty.noUnsafe=true", "-Dio.netty.allocator.numDirectArenas=0")
        .jvm(site.commonJvm(name()))
        .jarsOf(site.classPath("search"))
        .arguments(
            "cluster.name=watchlake",
            "node.name=watchlake-search",
            "path.home=" + site.home().search(),
            "path.data=" + site.home().search().resolve("data"),
            "path.logs=" + site.home().logs(),
            "network.host=127.0.0.1",
            "http.port=" + site.settings().ports().search(),
            "transport.port=" + site.inner().searchTransport(),
            "discovery.type=single-node",
            // In bytes, not in percent: a developer's disk is often nearly full and still has room.
            "cluster.routing.allocation.disk.watermark.low=2gb",
            "cluster.routing.allocation.disk.watermark.high=1gb",
            "cluster.routing.allocation.disk.watermark.flood_stage=500mb")
        .detached();
  }

  @Override
  public boolean healthy(int launch, boolean starting) {
    return Probes.answers(site.settings().searchUrl().resolve("/_cluster/health"));
  }
}
