package io.watchlake.app.server;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.watchlake.app.page.OverviewQueries;
import io.watchlake.app.page.PageFiles;
import io.watchlake.app.sql.SqlSource;
import io.watchlake.app.status.StatusSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/** The API and the page on one port of loopback. */
final class AppServer implements AutoCloseable {

  private final LiveHub live;
  private final Server server;

  /**
   * Does not listen yet.
   *
   * @param port 0 for any that is free
   */
  AppServer(int port, StatusSource status, SqlSource source, InstantSource clock) {
    OverviewQueries queries = new OverviewQueries(source);
    Overviews overviews = new Overviews(queries, clock);
    this.live = new LiveHub(status, overviews);
    ServerBuilder builder =
        Server.builder()
            .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .requestTimeout(Duration.ofSeconds(60))
            .gracefulShutdownTimeout(Duration.ZERO, Duration.ofSeconds(5))
            .decorator(new LoopbackOnly())
            .errorHandler(new ApiErrors());
    new Api(status, source, queries, overviews, live).addTo(builder);
    PageFiles.addTo(builder);
    this.server = builder.build();
  }

  /** Listens from when it returns. */
  void start() {
    server.start().join();
    live.start();
  }

  /** Where it listens. */
  URI address() {
    return URI.create("http://localhost:" + server.activeLocalPort());
  }

  /** Ends open pages first: they would hold the server for as long as they are open. */
  @Override
  public void close() {
    live.close();
    server.stop().join();
  }
}
