package io.watchlake.jobs.export.influxdb;

import com.sun.net.httpserver.HttpServer;
import io.watchlake.jobs.run.Feed;
import io.watchlake.jobs.run.KafkaLife;
import io.watchlake.jobs.run.KafkaRows;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SavepointContract;
import io.watchlake.model.JobNames;
import io.watchlake.model.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job goes on at its offsets: what was written before is not written again. */
class InfluxExportSavepointTest extends SavepointContract {

  InfluxExportSavepointTest() {
    super(JobNames.EXPORT_INFLUXDB);
  }

  @Override
  protected Life begin(Path home, int to) throws IOException {
    Set<String> lines = ConcurrentHashMap.newKeySet();
    HttpServer influx =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    influx.createContext(
        "/write",
        exchange -> {
          try (exchange) {
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .forEach(lines::add);
            exchange.sendResponseHeaders(204, -1);
          }
        });
    influx.start();
    return new KafkaLife(home, Feed.ANOMALIES, to) {
      @Override
      public void build(StreamExecutionEnvironment env) {
        InfluxExportMain.build(
            env,
            InfluxExportOptions.parse(
                arguments(
                    "--influxdb-url",
                    "http://127.0.0.1:" + influx.getAddress().getPort() + "/write?db=x")));
      }

      @Override
      public void awaitOutput(RunningJob running, int from, int until) throws Exception {
        running.await("lines", lines::size, Feed.requests(from, until));
        running.await(
            "dead letters",
            () -> KafkaRows.count(bootstrapServers(), Feed.TIMELINE.topic(Topics.DEAD_LETTERS)),
            (until - from) - Feed.requests(from, until));
      }

      @Override
      public void close() {
        influx.stop(0);
        super.close();
      }
    };
  }
}
