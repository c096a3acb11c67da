package io.watchlake.tests.elasticsearch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.node.NodeValidationException;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.transport.Netty4Plugin;

/**
 * One Elasticsearch node on loopback: {@code ElasticsearchMain HOME HTTP_PORT TRANSPORT_PORT}. It
 * runs until the process is asked to end, and keeps its data under HOME.
 */
public final class ElasticsearchMain {

  /** A {@link Node} with plugins given as classes, which its public constructor does not take. */
  private static final class PluginNode extends Node {
    PluginNode(Settings settings, List<Class<? extends Plugin>> plugins) {
      super(
          InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "watchlake"),
          plugins,
          false);
    }
  }

  /** Starts the node and stays; exits with 2 when the arguments are not three. */
  public static void main(String[] args)
      throws IOException, NodeValidationException, InterruptedException {
    if (args.length != 3) {
      System.err.println("usage: ElasticsearchMain HOME HTTP_PORT TRANSPORT_PORT");
      System.exit(2);
    }
    Path home = Files.createDirectories(Path.of(args[0]));
    Settings settings =
        Settings.builder()
            .put("cluster.name", "watchlake-tests")
            .put("node.name", "watchlake")
            .put("path.home", home.toString())
            .put("path.data", home.resolve("data").toString())
            .put("network.host", "127.0.0.1")
            .put("http.port", args[1])
            .put("transport.port", args[2])
            .put("http.type", "netty4")
            .put("transport.type", "netty4")
            .put("discovery.type", "single-node")
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .put("node.store.allow_mmap", false)
            .build();
    CountDownLatch stopped = new CountDownLatch(1);
    Node node = new PluginNode(settings, List.of(Netty4Plugin.class));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    node.close();
                  } catch (IOException e) {
                    System.err.println("Elasticsearch did not close cleanly: " + e);
                  } finally {
                    stopped.countDown();
                  }
                },
                "stop"));
    node.start();
    stopped.await();
  }

  private ElasticsearchMain() {}
}
