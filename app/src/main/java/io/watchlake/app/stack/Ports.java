package io.watchlake.app.stack;

import io.watchlake.app.config.Configuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ports of a local stack, all on loopback.
 *
 * @param kafka Kafka's listener
 * @param search OpenSearch's HTTP
 * @param flink Flink's REST API and web page
 * @param app the page and the API
 * @param otlpHttp OTLP over HTTP
 * @param otlpGrpc OTLP over gRPC
 * @param control the supervisor's endpoint
 * @param sqlGateway the Flink SQL gateway's REST API, when it runs
 */
public record Ports(
    int kafka,
    int search,
    int flink,
    int app,
    int otlpHttp,
    int otlpGrpc,
    int control,
    int sqlGateway) {

  /** The settings that change the ports begin with this. */
  public static final String SETTINGS = "monitoring.stack.ports.";

  /** Flink's own default; the gateway is for those who ask for it. */
  private static final int SQL_GATEWAY = 8083;

  static Ports of(Configuration.Ports ports) {
    return new Ports(
        ports.kafka(),
        ports.search(),
        ports.flink(),
        ports.app(),
        ports.otlpHttp(),
        ports.otlpGrpc(),
        ports.control(),
        SQL_GATEWAY);
  }

  /**
   * Ports that are free now; tests use them to run beside anything else.
   *
   * @throws UncheckedIOException if the system has none
   */
  public static Ports free() {
    List<Integer> ports = freePorts(8);
    return new Ports(
        ports.get(0),
        ports.get(1),
        ports.get(2),
        ports.get(3),
        ports.get(4),
        ports.get(5),
        ports.get(6),
        ports.get(7));
  }

  /** As many distinct free ports as asked for. */
  static List<Integer> freePorts(int count) {
    List<ServerSocket> held = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        ports.add(socket.getLocalPort());
      }
      for (ServerSocket socket : held) {
        socket.close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return ports;
  }

  /** Every port by the last part of its setting ({@code kafka}, {@code otlp_http}, ...). */
  public Map<String, Integer> byName() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("kafka", kafka);
    ports.put("search", search);
    ports.put("flink", flink);
    ports.put("app", app);
    ports.put("otlp_http", otlpHttp);
    ports.put("otlp_grpc", otlpGrpc);
    ports.put("control", control);
    ports.put("sql_gateway", sqlGateway);
    return ports;
  }
}
