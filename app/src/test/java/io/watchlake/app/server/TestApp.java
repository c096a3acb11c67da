package io.watchlake.app.server;

import io.watchlake.app.lake.Shop;
import io.watchlake.app.lake.TestLake;
import io.watchlake.app.sql.LakehouseSql;
import io.watchlake.app.status.StatusCollector;
import io.watchlake.app.status.TableHealthFigures;
import io.watchlake.model.Timeline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** The API and the page over a real lakehouse in a folder, without the rest of a stack. */
public final class TestApp implements AutoCloseable {

  public static final Timeline REPLAY = new Timeline("case-1");

  /** Where the replayed timeline's data ends. */
  public static final Instant REPLAY_END = Instant.parse("2023-01-29T10:15:00Z");

  public static final int ORDERS = 40;
  public static final int REPLAYED_ORDERS = 10;

  private final HttpClient http = HttpClient.newHttpClient();
  private final TestLake lake;
  private final LakehouseSql sql;
  private final TableHealthFigures tables;
  private final StatusCollector status;
  private final AppServer server;

  private TestApp(Path home, TestLake lake, int port, InstantSource clock) {
    this.lake = lake;
    this.sql = LakehouseSql.open(lake.catalog());
    this.tables = TableHealthFigures.open(lake.catalog(), clock);
    this.status =
        new StatusCollector(home, new StatusCollector.Sources(sql, tables::ask, null), clock);
    this.server = new AppServer(port, status, sql, clock);
  }

  /** The shop's orders before the clock's moment, live, and a few more on a timeline of 2023. */
  public static TestApp start(Path home, int port, InstantSource clock) throws IOException {
    TestLake lake = TestLake.in(home);
    write(lake, Shop.of(Timeline.LIVE, clock.instant(), ORDERS));
    write(lake, Shop.of(REPLAY, REPLAY_END, REPLAYED_ORDERS));
    TestApp app = new TestApp(home, lake, port, clock);
    app.server.start();
    return app;
  }

  private static void write(TestLake lake, Shop shop) {
    lake.spans(shop.spans());
    lake.logs(shop.logs());
    lake.chunks(shop.chunks());
  }

  TestLake lake() {
    return lake;
  }

  /** Where it listens. */
  public URI address() {
    return server.address();
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(address().resolve(path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String contentType, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(address().resolve(path))
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() throws Exception {
    server.close();
    status.close();
    tables.close();
    sql.close();
    lake.close();
  }
}
