package io.watchlake.app.stack;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** Flink's SQL gateway, for heavy queries on the session cluster. */
final class SqlGatewaySpec implements PartSpec {

  private static final String ENDPOINT = "-Dsql-gateway.endpoint.rest.";

  private final Site site;

  SqlGatewaySpec(Site site) {
    this.site = site;
  }

  @Override
  public String name() {
    return Components.SQL_GATEWAY;
  }

  @Override
  public String address() {
    return "http://127.0.0.1:" + site.settings().ports().sqlGateway();
  }

  @Override
  public void prepare() {}

  @Override
  public List<String> command(int launch) {
    int port = site.settings().ports().sqlGateway();
    return FlinkConf.java(site, name(), "org.apache.flink.table.gateway.SqlGateway")
        .jvm("-Xmx512m", "-XX:+UseSerialGC")
        .arguments(
            ENDPOINT + "address=127.0.0.1",
            ENDPOINT + "bind-address=127.0.0.1",
            ENDPOINT + "port=" + port,
            ENDPOINT + "bind-port=" + port)
        .detached();
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("FLINK_CONF_DIR", site.home().flinkConf().toString());
  }

  @Override
  public boolean healthy(int launch, boolean starting) {
    return Probes.answers(URI.create(address() + "/v1/info"));
  }
}
