package io.watchlake.app.config;

import io.watchlake.app.webhook.Webhook;
import io.watchlake.jobs.delivery.calc.Definition;
import io.watchlake.model.delivery.ServiceMap;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.metric.Derivation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The effective settings: immutable, complete and already checked. {@link ConfigurationLoader}
 * makes it from a file; {@link #defaults()} is what an empty file gives.
 *
 * @param stack the local stack: ports, memory, parallelism
 * @param kafka where Kafka is
 * @param search where the search index is, and how it is kept
 * @param prometheus where rollups are sent to
 * @param lakehouse where the archive is
 * @param retention how long what is kept, and why
 * @param checkpointInterval time between checkpoints; it is most of the time from arrival to
 *     visible in SQL
 * @param selfWatch whether the stack watches itself
 * @param ingest limits of the OTLP endpoints
 * @param webhooks whose webhooks are taken
 * @param metrics derived and custom metrics
 * @param delivery what is meant by delivery figures
 * @param anomalies which series are watched for anomalies, and how
 * @param influxdb where anomalies are sent to
 * @param alerting how people are reached
 * @param routing who is told of alerts
 */
public record Configuration(
    Stack stack,
    Kafka kafka,
    Search search,
    Prometheus prometheus,
    Lakehouse lakehouse,
    Retention retention,
    Duration checkpointInterval,
    boolean selfWatch,
    Ingest ingest,
    Webhooks webhooks,
    Metrics metrics,
    Delivery delivery,
    Anomalies anomalies,
    Influxdb influxdb,
    Alerting alerting,
    io.watchlake.alerting.Alerting routing) {

  /** The settings of an empty file. */
  public static Configuration defaults() {
    return Settings.toConfiguration(Values.DEFAULTS, Path.of(""));
  }

  /**
   * The local stack.
   *
   * @param ports the ports it listens on, all on the loopback address
   * @param memory what each of its processes may take
   * @param parallelism parallelism of the telemetry jobs on the live timeline
   */
  public record Stack(Ports ports, Memory memory, int parallelism) {}

  /** The ports of the local stack; all differ. */
  public record Ports(
      int kafka,
      int search,
      int flink,
      int app,
      int otlpHttp,
      int otlpGrpc,
      int control,
      int sqlGateway) {}

  /**
   * Memory of the local stack's processes.
   *
   * @param kafka heap of the Kafka broker
   * @param search heap of the search node
   * @param jobManager heap of Flink's JobManager
   * @param taskManager process size of Flink's TaskManager
   * @param server heap of the server: ingest, API and page
   */
  public record Memory(
      DataSize kafka,
      DataSize search,
      DataSize jobManager,
      DataSize taskManager,
      DataSize server) {}

  /**
   * Where Kafka is.
   *
   * @param bootstrap {@code host:port} of an external Kafka's brokers; empty when the local stack
   *     runs its own
   */
  public record Kafka(List<String> bootstrap) {

    /** Whether the local stack runs its own broker. */
    public boolean embedded() {
      return bootstrap.isEmpty();
    }
  }

  /**
   * The search index of log records.
   *
   * @param hosts base addresses of the search nodes; the embedded node's own when embedded
   * @param embedded whether the local stack runs its own node
   * @param indexPattern index name with {@code {date}} for the UTC day
   * @param retentionDays how many days an index is kept
   */
  public record Search(List<URI> hosts, boolean embedded, String indexPattern, int retentionDays) {}

  /**
   * The Prometheus that rollups are sent to.
   *
   * @param remoteWriteUrl its endpoint; empty where nothing is sent
   */
  public record Prometheus(Optional<URI> remoteWriteUrl) {}

  /**
   * The archive.
   *
   * @param catalogUri JDBC address of the Iceberg catalog; empty for SQLite in the home folder
   * @param catalogUser whom the catalog's database knows us as; empty where it does not ask
   * @param catalogPasswordEnv the environment variable that holds that user's password
   * @param catalogPasswordFile the file that holds it, absolute; at most one of both is given
   * @param warehouse where the data files are: a folder or a URI; empty for the home folder
   */
  public record Lakehouse(
      Optional<String> catalogUri,
      Optional<String> catalogUser,
      Optional<String> catalogPasswordEnv,
      Optional<Path> catalogPasswordFile,
      Optional<String> warehouse) {}

  /**
   * How long what is kept.
   *
   * @param metrics raw metric points, and what their series stand for
   * @param anomalies what detectors found unusual
   * @param traces all spans
   * @param logs log records in the lakehouse
   * @param deadLetters what is known of records that could not become rows
   * @param topics Kafka topics of telemetry
   */
  public record Retention(
      Policy metrics,
      Policy rollups1m,
      Policy rollups1h,
      Policy anomalies,
      Policy traces,
      Policy logs,
      Policy deadLetters,
      Duration topics) {}

  /**
   * Retention of one kind of data. Personal data may be kept only for a stated purpose and on a
   * legal basis, so both are part of the setting.
   *
   * @param keep how long, from the event's time
   * @param purpose what it is kept for
   * @param legalBasis what allows or demands keeping it
   */
  public record Policy(Duration keep, String purpose, String legalBasis) {

    /** Whole days. */
    public int days() {
      return (int) keep.toDays();
    }
  }

  /**
   * Limits of the OTLP endpoints.
   *
   * @param maxBody largest request body as it is sent, compressed or not; at most 1 GiB
   * @param maxRequest largest request after decompression; not less than {@code maxBody}
   * @param maxInFlight bytes of requests held at any time; not less than {@code maxRequest}
   * @param timeout how long Kafka may be away before a request that waits for it is given up; a
   *     broker restart is to fit in
   */
  public record Ingest(
      DataSize maxBody, DataSize maxRequest, DataSize maxInFlight, Duration timeout) {}

  /**
   * Whose webhooks are taken.
   *
   * @param secrets where each sender's secret is
   * @param allowUnsigned whether webhooks without a secret are taken from this machine
   */
  public record Webhooks(Map<Webhook, Secret> secrets, boolean allowUnsigned) {

    public Webhooks {
      secrets = Map.copyOf(secrets);
    }
  }

  /**
   * What is meant by delivery figures.
   *
   * @param definitions by name, the standard one among them
   * @param selected the name of the one that figures are worked out by
   * @param services whose a change, a deployment or an incident is
   * @param bands which year's bands are shown
   * @param state where the history is kept: {@code heap} or {@code rocksdb}
   */
  public record Delivery(
      Map<String, Definition> definitions,
      String selected,
      ServiceMap services,
      String bands,
      String state) {

    /**
     * @throws IllegalArgumentException where there is no definition of the name that is selected
     */
    public Delivery {
      definitions = Map.copyOf(definitions);
      if (!definitions.containsKey(selected)) {
        throw new IllegalArgumentException("there is no definition '" + selected + "'");
      }
    }

    /** The one that figures are worked out by. */
    public Definition definition() {
      return Objects.requireNonNull(definitions.get(selected));
    }
  }

  /**
   * How people are reached.
   *
   * @param timeout how long a channel may take to answer
   * @param retries how often a notification is tried again that a channel did not take
   * @param retryDelay time between tries
   * @param maxAge older notifications are left out where something newer is to be told of the group
   * @param channels by name
   * @param unusable channels that lack something, by name, and what they lack
   * @param disabled names of channels that are switched off
   * @param receivers names of channels by the name of the receiver that has them
   */
  public record Alerting(
      Duration timeout,
      int retries,
      Duration retryDelay,
      Duration maxAge,
      Map<String, Channel> channels,
      Map<String, String> unusable,
      Set<String> disabled,
      Map<String, List<String>> receivers) {

    public Alerting {
      channels = new TreeMap<>(channels);
      unusable = new TreeMap<>(unusable);
      disabled = Set.copyOf(disabled);
      receivers = Map.copyOf(receivers);
    }

    /**
     * The names of the channels that a receiver has; empty where there is no such receiver. Where
     * none is defined, a channel is a receiver of its name.
     */
    public List<String> channelsOf(String receiver) {
      List<String> named = receivers.get(receiver);
      if (named != null) {
        return named;
      }
      return channels.containsKey(receiver)
              || unusable.containsKey(receiver)
              || disabled.contains(receiver)
          ? List.of(receiver)
          : List.of();
    }
  }

  /**
   * Derived and custom metrics.
   *
   * @param catalogue whether the catalogue's metrics are computed
   * @param derived metrics of the user's own that are computed
   * @param custom how custom metrics are named and labelled
   * @param tenSeconds terms that select the series with windows of 10 s
   * @param quantiles terms that select the series whose rollups tell quantiles
   * @param seriesPerMetric how many series of a metric have rollups of their own
   */
  public record Metrics(
      boolean catalogue,
      List<Derivation> derived,
      CustomMetrics custom,
      List<String> tenSeconds,
      List<String> quantiles,
      int seriesPerMetric) {

    public Metrics {
      tenSeconds = List.copyOf(tenSeconds);
      quantiles = List.copyOf(quantiles);
    }
  }

  /**
   * The detection of anomalies.
   *
   * @param enabled whether the job runs
   * @param watch terms that select the series that are watched
   * @param ignore terms that select those of them that are not
   * @param profile how much is remembered of a series: {@code full} or {@code light}
   * @param threshold the strength from which anomalies are told
   * @param thresholds the same, of metrics that have their own
   * @param statistics what of a window is looked at, of metrics where it is not the mean
   * @param state where what is learned is kept: {@code heap} or {@code rocksdb}
   */
  public record Anomalies(
      boolean enabled,
      List<String> watch,
      List<String> ignore,
      String profile,
      double threshold,
      Map<String, Double> thresholds,
      Map<String, String> statistics,
      String state) {

    public Anomalies {
      watch = List.copyOf(watch);
      ignore = List.copyOf(ignore);
      thresholds = Map.copyOf(thresholds);
      statistics = Map.copyOf(statistics);
    }
  }

  /**
   * The InfluxDB that anomalies are sent to.
   *
   * @param url where lines are written to; empty where nothing is sent
   * @param authorizationEnv the environment variable that holds the header that proves who writes
   * @param authorizationFile the file that holds it, absolute; at most one of both is given
   */
  public record Influxdb(
      Optional<URI> url, Optional<String> authorizationEnv, Optional<Path> authorizationFile) {}
}
