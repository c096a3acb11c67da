package io.watchlake.app.config;

import io.watchlake.app.config.Key.NotUsed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keys that are part of the format but have no effect in this version, each with the reason. */
final class SeedKeys {

  private static final Type<Duration> DURATION =
      Types.duration(Duration.ofMillis(1), Duration.ofDays(3650));
  private static final Type<List<String>> TEXTS = Types.list(Types.TEXT);
  private static final Type<List<Double>> NUMBERS = Types.list(Types.NUMBER);
  private static final Type<String> SEVERITY = Types.oneOf("critical", "warning", "info");

  private static final List<SecretKeys> SECRETS = new ArrayList<>();

  static final List<Key<?>> METRICS = metrics();
  static final List<Key<?>> TRACING = tracing();
  static final List<Key<?>> LOGGING = logging();
  static final List<Key<?>> DASHBOARDS = dashboards();
  static final List<Key<?>> ALERT_RULES = alertRules();
  static final List<Key<?>> DASHBOARD_DEFINITIONS = dashboardDefinitions();
  static final List<Key<?>> METRIC_NAMES = metricNames();

  private SeedKeys() {}

  /** The secrets of these keys. */
  static List<SecretKeys> secrets() {
    return List.copyOf(SECRETS);
  }

  private static List<Key<?>> metrics() {
    Group prometheus =
        new Group(
            "monitoring.metrics.prometheus",
            "that is a setting of Prometheus itself; set it there");
    prometheus.key("scrape_interval", DURATION, "How often Prometheus asks for metrics.");
    prometheus.key("retention", DURATION, "How long Prometheus keeps metrics.");
    return prometheus.keys();
  }

  private static List<Key<?>> tracing() {
    Group jaeger = new Group("monitoring.tracing.jaeger", "this version does not export to Jaeger");
    jaeger.key("host", Types.TEXT, "Where Jaeger is.");
    jaeger.key("port", Types.PORT, "Its port.");
    Group sampler =
        new Group(
            "monitoring.tracing.jaeger",
            "every span that arrives is kept; sample in the SDK or the Collector");
    sampler.key(
        "sampler_type",
        Types.oneOf("const", "probabilistic", "ratelimiting", "remote"),
        "How spans are sampled.");
    sampler.key("sampler_param", Types.NUMBER, "The sampler's parameter.");
    Group otel =
        new Group(
            "monitoring.tracing.opentelemetry",
            "Watchlake takes OTLP in and sends none on; point your SDKs and Collectors at its own"
                + " endpoints");
    otel.key("enabled", Types.BOOLEAN, "Whether spans are sent on.");
    otel.key("endpoint", Types.URL, "The OTLP endpoint to send them to.");
    SECRETS.add(otel.secret("headers.authorization", "Header `authorization` to send with them"));
    otel.key("headers.*", Types.TEXT, "Other headers to send with them.");
    return Group.together(jaeger, sampler, otel);
  }

  private static List<Key<?>> logging() {
    Group logging =
        new Group(
            "monitoring.logging.structured_logging",
            "log records arrive by OTLP and keep every field they have");
    logging.key("enabled", Types.BOOLEAN, "Whether logs are structured.");
    logging.key("format", Types.TEXT, "Their format.");
    logging.key(
        "level",
        Types.oneOf("trace", "debug", "info", "warn", "warning", "error", "fatal"),
        "Their least severity.");
    logging.key("fields", TEXTS, "Their fields.");
    return logging.keys();
  }

  private static List<Key<?>> dashboards() {
    String why = "this version does not set up Grafana; its own page is on stack.ports.app";
    Group grafana = new Group("monitoring.dashboards.grafana", why);
    grafana.key("host", Types.TEXT, "Where Grafana is.");
    grafana.key("port", Types.PORT, "Its port.");
    SECRETS.add(grafana.secret("api_key", "Grafana's API key"));
    grafana.key("default_folder", Types.TEXT, "The folder dashboards go to.");
    Group provisioning = new Group("monitoring.dashboards.auto_provisioning", why);
    provisioning.key("enabled", Types.BOOLEAN, "Whether dashboards are set up.");
    provisioning.key("dashboard_paths", TEXTS, "Their files.");
    return Group.together(grafana, provisioning);
  }

  private static List<Key<?>> alertRules() {
    String why = "this version has no rule engine";
    Group rules = new Group("alert_rules.*", why);
    rules.key("metric", Types.TEXT, "The metric to watch.");
    rules.key("threshold", Types.NUMBER, "The value that raises the alert.");
    rules.key("duration", DURATION, "How long the value must hold.");
    rules.key("severity", SEVERITY, "How bad it is.");
    rules.key("channels", TEXTS, "Who is told.");
    Group types = new Group("alert_types", why);
    types.key("*", TEXTS, "The kinds of alerts of this severity.");
    return Group.together(rules, types);
  }

  private static List<Key<?>> dashboardDefinitions() {
    String why = "this version's page is fixed; it draws no dashboards from the configuration";
    List<Key<?>> keys = new ArrayList<>();
    for (String name : List.of("executive_dashboard", "operational_dashboard")) {
      Group dashboard = new Group(name, why);
      dashboard.key("title", Types.TEXT, "Title of the dashboard.");
      dashboard.key("refresh_interval", DURATION, "How often it is drawn anew.");
      Group panels = new Group(name + ".panels[]", why);
      panels.key("title", Types.TEXT, "Title of the panel.");
      panels.key(
          "type",
          Types.oneOf("stat", "gauge", "graph", "heatmap", "histogram"),
          "How the panel shows its metric.");
      panels.key("metric", Types.TEXT, "The metric it shows.");
      panels.key("metrics", TEXTS, "The metrics it shows.");
      panels.key("target", Types.NUMBER, "The value to reach.");
      panels.key("thresholds", NUMBERS, "Where colours change.");
      panels.key("unit", Types.TEXT, "Unit of the values.");
      panels.key("time_range", DURATION, "How far back it reaches.");
      panels.key("buckets", NUMBERS, "Bounds of the histogram's buckets.");
      keys.addAll(Group.together(dashboard, panels));
    }
    return List.copyOf(keys);
  }

  private static List<Key<?>> metricNames() {
    List<Key<?>> keys = new ArrayList<>();
    for (String name : List.of("system_metrics", "application_metrics", "business_metrics")) {
      Group group = new Group(name, "every metric that arrives is kept; none need be listed");
      group.key("*", TEXTS, "Names of the metrics of this area.");
      keys.addAll(group.keys());
    }
    return List.copyOf(keys);
  }

  /** Keys below one path with one reason. */
  private static final class Group {

    private final String path;
    private final NotUsed use;
    private final List<Key<?>> keys = new ArrayList<>();

    Group(String path, String why) {
      this.path = path;
      this.use = new NotUsed(why);
    }

    <T> void key(String name, Type<T> type, String description) {
      keys.add(new Key<>(path + '.' + name, type, null, use, description));
    }

    SecretKeys secret(String name, String what) {
      SecretKeys secret = SecretKeys.of(path + '.' + name, use, what);
      keys.addAll(secret.all());
      return secret;
    }

    List<Key<?>> keys() {
      return List.copyOf(keys);
    }

    static List<Key<?>> together(Group... groups) {
      List<Key<?>> all = new ArrayList<>();
      for (Group group : groups) {
        all.addAll(group.keys);
      }
      return List.copyOf(all);
    }
  }
}
