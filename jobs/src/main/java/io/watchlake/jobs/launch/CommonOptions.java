package io.watchlake.jobs.launch;

import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.model.Timeline;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/**
 * What the jobs that archive telemetry are told.
 *
 * @param kafka where messages come from and dead letters go
 * @param catalog where rows go
 * @param timelineName the timeline the job runs on
 * @param retentionDays on the live timeline, how old event time may be, in days
 * @param parallelism of every operator but the committers
 */
public record CommonOptions(
    KafkaOptions kafka,
    CatalogOptions catalog,
    String timelineName,
    int retentionDays,
    int parallelism)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** How long raw telemetry is kept where nothing else is said. */
  public static final int DEFAULT_RETENTION_DAYS = 30;

  private static final String HEAP = "heap";
  private static final String ROCKSDB = "rocksdb";
  private static final int MAX_RETENTION_DAYS = 36_500;
  private static final int DEFAULT_LATENESS_SECONDS = 300;
  private static final int MAX_LATENESS_SECONDS = 3_000;
  private static final int MAX_PARALLELISM = 1_024;

  /** Reads the common keys. */
  public static CommonOptions of(Arguments arguments) {
    return new CommonOptions(
        KafkaOptions.of(arguments),
        catalog(arguments),
        arguments.timeline("timeline").name(),
        retentionDays(arguments),
        parallelism(arguments));
  }

  /** Reads {@code --catalog-uri}, {@code --warehouse} and any {@code --catalog-property}. */
  public static CatalogOptions catalog(Arguments arguments) {
    String uri = arguments.required("catalog-uri");
    String warehouse = arguments.required("warehouse");
    Map<String, String> extra = arguments.properties("catalog-property");
    try {
      return new CatalogOptions(uri, warehouse, extra);
    } catch (IllegalArgumentException e) {
      if (!uri.isEmpty()) {
        arguments.problem("--catalog-uri, --catalog-property: " + e.getMessage());
      }
      return CatalogOptions.of("jdbc:none", warehouse);
    }
  }

  /** Reads {@code --retention-days}. */
  public static int retentionDays(Arguments arguments) {
    return arguments.number("retention-days", DEFAULT_RETENTION_DAYS, 1, MAX_RETENTION_DAYS);
  }

  /** Reads {@code --parallelism}; 1 by default. */
  public static int parallelism(Arguments arguments) {
    return arguments.number("parallelism", 1, 1, MAX_PARALLELISM);
  }

  /** Reads {@code --lateness-seconds}: how long after its end a window is corrected. */
  public static Duration lateness(Arguments arguments) {
    return Duration.ofSeconds(
        arguments.number("lateness-seconds", DEFAULT_LATENESS_SECONDS, 0, MAX_LATENESS_SECONDS));
  }

  /** Reads {@code --state}: whether state is kept in RocksDB on disk rather than on the heap. */
  public static boolean keptOnDisk(Arguments arguments) {
    String state = arguments.text("state", HEAP);
    if (!state.equals(HEAP) && !state.equals(ROCKSDB)) {
      arguments.problem("--state is '" + state + "', not heap or rocksdb");
    }
    return state.equals(ROCKSDB);
  }

  public Timeline timeline() {
    return new Timeline(timelineName);
  }
}
