package io.watchlake.app.stack;

import io.watchlake.alerting.config.AlertingText;
import io.watchlake.app.config.Configuration;
import io.watchlake.connectors.delivery.codec.ServiceMapCodec;
import io.watchlake.jobs.delivery.DefinitionArguments;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.model.JobNames;
import io.watchlake.model.Timeline;
import io.watchlake.model.anomaly.AnomalyEcho;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.metric.Derivation;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A job to run: which class of the job jar, with which arguments.
 *
 * @param name the Flink job's name
 * @param entryClass its main class
 * @param arguments for its main method
 */
record JobPlan(String name, String entryClass, List<String> arguments) {

  private static final String PACKAGE = "io.watchlake.jobs.";

  /** The same with further arguments. */
  JobPlan with(List<String> more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(more);
    return new JobPlan(name, entryClass, List.copyOf(all));
  }

  /** The plans of every job that works on a timeline; {@code maintain} belongs to live alone. */
  static List<JobPlan> of(Timeline timeline, StackSettings settings, CatalogOptions catalog) {
    int parallelism = timeline.isLive() ? settings.configuration().stack().parallelism() : 1;
    Configuration.Retention retention = settings.configuration().retention();
    List<JobPlan> plans = new ArrayList<>();
    plans.add(
        telemetry(
            JobNames.TRACES,
            "traces.TracesMain",
            retention.traces(),
            parallelism,
            timeline,
            settings,
            catalog));
    plans.add(
        telemetry(
            JobNames.LOGS,
            "logs.LogsMain",
            retention.logs(),
            parallelism,
            timeline,
            settings,
            catalog));
    plans.add(
        telemetry(
                JobNames.METRICS,
                "metrics.MetricsMain",
                retention.metrics(),
                parallelism,
                timeline,
                settings,
                catalog)
            .with(metricArguments(settings.configuration().metrics())));
    plans.add(export(timeline, settings));
    if (timeline.isLive()) {
      plans.add(
          telemetry(
                  JobNames.DELIVERY,
                  "delivery.DeliveryMain",
                  retention.traces(),
                  1,
                  timeline,
                  settings,
                  catalog)
              .with(deliveryArguments(settings.configuration().delivery())));
      plans.add(
          telemetry(
              JobNames.AUDIT,
              "audit.AuditMain",
              retention.traces(),
              1,
              timeline,
              settings,
              catalog));
      plans.add(
          telemetry(
                  JobNames.ALERTS,
                  "alerts.AlertsMain",
                  retention.traces(),
                  1,
                  timeline,
                  settings,
                  catalog)
              .with(List.of("--alerting", AlertingText.write(settings.configuration().routing()))));
      if (settings.configuration().anomalies().enabled()) {
        plans.add(
            telemetry(
                    JobNames.ANOMALIES,
                    "anomalies.AnomaliesMain",
                    retention.metrics(),
                    1,
                    timeline,
                    settings,
                    catalog)
                .with(anomalyArguments(settings.configuration())));
      }
      // Prometheus takes what is new alone, so no other timeline has an export to it.
      settings
          .configuration()
          .prometheus()
          .remoteWriteUrl()
          .ifPresent(url -> plans.add(prometheus(url, settings, catalog)));
      settings
          .configuration()
          .influxdb()
          .url()
          .ifPresent(
              url -> plans.add(influxdb(url, settings.configuration().influxdb(), settings)));
      plans.add(maintain(retention, catalog));
    }
    return plans;
  }

  private static JobPlan maintain(Configuration.Retention retention, CatalogOptions catalog) {
    int traces = retention.traces().days();
    int logs = retention.logs().days();
    int metrics = retention.metrics().days();
    // Counts are to reconcile for as long as there are rows to count; the bytes are in the topic.
    int deadLetters =
        Math.max(retention.deadLetters().days(), Math.max(traces, Math.max(logs, metrics)));
    List<String> arguments = new ArrayList<>(catalogArguments(catalog));
    arguments.addAll(
        List.of(
            "--keep-traces-days",
            Integer.toString(traces),
            "--keep-logs-days",
            Integer.toString(logs),
            "--keep-metrics-days",
            Integer.toString(metrics),
            "--keep-rollups-1m-days",
            Integer.toString(retention.rollups1m().days()),
            "--keep-rollups-1h-days",
            Integer.toString(retention.rollups1h().days()),
            "--keep-anomalies-days",
            Integer.toString(retention.anomalies().days()),
            "--keep-dead-letters-days",
            Integer.toString(deadLetters)));
    return new JobPlan(
        JobNames.MAINTAIN, PACKAGE + "maintain.MaintainMain", List.copyOf(arguments));
  }

  private static JobPlan telemetry(
      String name,
      String main,
      Configuration.Policy retention,
      int parallelism,
      Timeline timeline,
      StackSettings settings,
      CatalogOptions catalog) {
    List<String> arguments =
        new ArrayList<>(streamArguments(retention, parallelism, timeline, settings));
    arguments.addAll(catalogArguments(catalog));
    return new JobPlan(JobNames.job(name, timeline), PACKAGE + main, List.copyOf(arguments));
  }

  static List<String> metricArguments(Configuration.Metrics metrics) {
    List<String> arguments = new ArrayList<>();
    if (!metrics.catalogue()) {
      arguments.add("--no-catalogue");
    }
    for (Derivation derived : metrics.derived()) {
      String name = derived.name() + '=';
      arguments.addAll(List.of("--derived", name + derived.text().strip()));
      if (!derived.unit().isEmpty()) {
        arguments.addAll(List.of("--derived-unit", name + derived.unit()));
      }
      if (!derived.description().isEmpty()) {
        arguments.addAll(List.of("--derived-description", name + derived.description()));
      }
      new TreeMap<>(derived.labels())
          .forEach(
              (label, value) ->
                  arguments.addAll(
                      List.of("--derived-label", derived.name() + '/' + label + '=' + value)));
    }
    if (!metrics.tenSeconds().isEmpty()) {
      arguments.addAll(List.of("--ten-second-series", String.join(";", metrics.tenSeconds())));
    }
    if (!metrics.quantiles().isEmpty()) {
      arguments.addAll(List.of("--sketch-series", String.join(";", metrics.quantiles())));
    }
    if (metrics.seriesPerMetric() != Configuration.defaults().metrics().seriesPerMetric()) {
      arguments.addAll(List.of("--series-per-metric", Integer.toString(metrics.seriesPerMetric())));
    }
    arguments.addAll(customArguments(metrics.custom()));
    return arguments;
  }

  static List<String> anomalyArguments(Configuration configuration) {
    Configuration.Anomalies anomalies = configuration.anomalies();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--profile",
                anomalies.profile(),
                "--threshold",
                Double.toString(anomalies.threshold()),
                "--state",
                anomalies.state()));
    if (!anomalies.watch().isEmpty()) {
      arguments.addAll(List.of("--watch", String.join(";", anomalies.watch())));
    }
    List<String> ignored = new ArrayList<>(anomalies.ignore());
    ignored.addAll(AnomalyEcho.derived(configuration.metrics().derived()));
    if (!ignored.isEmpty()) {
      arguments.addAll(List.of("--ignore", String.join(";", ignored)));
    }
    new TreeMap<>(anomalies.thresholds())
        .forEach(
            (metric, threshold) ->
                arguments.addAll(List.of("--metric-threshold", metric + '=' + threshold)));
    new TreeMap<>(anomalies.statistics())
        .forEach(
            (metric, statistic) ->
                arguments.addAll(List.of("--metric-statistic", metric + '=' + statistic)));
    arguments.addAll(customArguments(configuration.metrics().custom()));
    return List.copyOf(arguments);
  }

  private static List<String> customArguments(CustomMetrics custom) {
    List<String> arguments = new ArrayList<>();
    if (!custom.namespace().isEmpty()) {
      arguments.addAll(List.of("--custom-namespace", custom.namespace()));
    }
    custom
        .defaultLabels()
        .forEach(
            (label, value) -> arguments.addAll(List.of("--default-label", label + '=' + value)));
    return arguments;
  }

  static List<String> deliveryArguments(Configuration.Delivery delivery) {
    List<String> arguments = new ArrayList<>(DefinitionArguments.write(delivery.definition()));
    arguments.addAll(List.of("--state", delivery.state()));
    if (!delivery.services().isEmpty()) {
      arguments.addAll(List.of("--services", ServiceMapCodec.write(delivery.services())));
    }
    return List.copyOf(arguments);
  }

  private static JobPlan export(Timeline timeline, StackSettings settings) {
    List<String> arguments =
        new ArrayList<>(
            streamArguments(settings.configuration().retention().logs(), 1, timeline, settings));
    arguments.addAll(
        List.of(
            "--search-url",
            settings.searchUrl().toString(),
            "--index-pattern",
            settings.configuration().search().indexPattern(),
            "--keep-index-days",
            Integer.toString(settings.configuration().search().retentionDays())));
    return new JobPlan(
        JobNames.job(JobNames.EXPORT_ELASTICSEARCH, timeline),
        PACKAGE + "export.search.SearchExportMain",
        List.copyOf(arguments));
  }

  private static JobPlan prometheus(URI url, StackSettings settings, CatalogOptions catalog) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--kafka", settings.kafkaBootstrap(), "--remote-write-url", url.toString()));
    arguments.addAll(catalogArguments(catalog));
    return new JobPlan(
        JobNames.EXPORT_PROMETHEUS,
        PACKAGE + "export.prometheus.PrometheusExportMain",
        List.copyOf(arguments));
  }

  private static JobPlan influxdb(
      URI url, Configuration.Influxdb influxdb, StackSettings settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--kafka", settings.kafkaBootstrap(), "--influxdb-url", url.toString()));
    influxdb
        .authorizationEnv()
        .ifPresent(name -> arguments.addAll(List.of("--influxdb-authorization-env", name)));
    influxdb
        .authorizationFile()
        .ifPresent(
            file -> arguments.addAll(List.of("--influxdb-authorization-file", file.toString())));
    return new JobPlan(
        JobNames.EXPORT_INFLUXDB,
        PACKAGE + "export.influxdb.InfluxExportMain",
        List.copyOf(arguments));
  }

  private static List<String> streamArguments(
      Configuration.Policy retention, int parallelism, Timeline timeline, StackSettings settings) {
    return List.of(
        "--kafka",
        settings.kafkaBootstrap(),
        "--timeline",
        timeline.name(),
        "--retention-days",
        Integer.toString(retention.days()),
        "--parallelism",
        Integer.toString(parallelism));
  }

  private static List<String> catalogArguments(CatalogOptions catalog) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--catalog-uri", catalog.catalogUri(), "--warehouse", catalog.warehouse()));
    new TreeMap<>(catalog.extra())
        .forEach(
            (name, value) -> {
              arguments.add("--catalog-property");
              arguments.add(name + '=' + value);
            });
    return List.copyOf(arguments);
  }
}
