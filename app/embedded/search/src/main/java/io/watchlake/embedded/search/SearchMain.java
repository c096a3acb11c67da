package io.watchlake.embedded.search;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/**
 * Runs one OpenSearch node until the process is asked to end.
 *
 * <p>Arguments are settings, each {@code key=value}; {@code path.home} is required. A node that
 * cannot start prints why and exits with code 1.
 */
public final class SearchMain {

  private static final Logger LOG = LogManager.getLogger(SearchMain.class);
  private static final long CLOSE_SECONDS = 20;

  private SearchMain() {}

  public static void main(String[] args) throws InterruptedException {
    Settings.Builder settings = Settings.builder();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      if (equals < 1) {
        System.err.println("'" + arg + "' is not key=value");
        System.exit(2);
      }
      settings.put(arg.substring(0, equals), arg.substring(equals + 1));
    }
    CountDownLatch closed = new CountDownLatch(1);
    try {
      Node node = new EmbeddedNode(settings.build());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node, closed), "close-node"));
      node.start();
    } catch (Exception failure) {
      LOG.error("the node cannot start", failure);
      System.exit(1);
    }
    closed.await();
  }

  private static void close(Node node, CountDownLatch closed) {
    try {
      node.close();
      node.awaitClose(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception failure) {
      LOG.warn("the node did not close cleanly", failure);
    } finally {
      closed.countDown();
    }
  }

  /** A node that listens for HTTP with the bundled Netty and loads no plugins from disk. */
  private static final class EmbeddedNode extends Node {
    EmbeddedNode(Settings settings) {
      super(
          InternalSettingsPreparer.prepareEnvironment(
              settings, Map.of(), null, () -> "watchlake-search"),
          List.of(Netty4Plugin.class),
          false);
    }
  }
}
