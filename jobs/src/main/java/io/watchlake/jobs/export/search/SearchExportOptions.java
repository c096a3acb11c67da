package io.watchlake.jobs.export.search;

import io.watchlake.connectors.search.codec.IndexPattern;
import io.watchlake.jobs.launch.Arguments;
import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.model.JobNames;
import io.watchlake.model.Timeline;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * What the job {@code export-elasticsearch} is told.
 *
 * @param kafka where messages come from
 * @param timelineName the timeline the job runs on
 * @param retentionDays on the live timeline, how old event time may be, in days
 * @param parallelism of every operator
 * @param searchUrl a node of the search cluster
 * @param indexPattern names of the daily indices
 * @param replicas copies of each shard beside the first
 * @param keepIndexDays on the live timeline, how many whole days beside the present one have an
 *     index; {@link #FOR_EVER} to delete none
 */
record SearchExportOptions(
    KafkaOptions kafka,
    String timelineName,
    int retentionDays,
    int parallelism,
    URI searchUrl,
    IndexPattern indexPattern,
    int replicas,
    int keepIndexDays)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What is deleted is gone, so nobody gets it by default. */
  static final int FOR_EVER = 0;

  private static final String DEFAULT_PATTERN = "dora-logs-{date}";
  private static final URI NOWHERE = URI.create("http://localhost:9200");

  /**
   * Reads the job's arguments.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   */
  static SearchExportOptions parse(String... args) {
    return Arguments.build(JobNames.EXPORT_ELASTICSEARCH, args, SearchExportOptions::of);
  }

  private static SearchExportOptions of(Arguments arguments) {
    arguments.accept("catalog-uri", "warehouse", "catalog-property");
    return new SearchExportOptions(
        KafkaOptions.of(arguments),
        arguments.timeline("timeline").name(),
        CommonOptions.retentionDays(arguments),
        CommonOptions.parallelism(arguments),
        searchUrl(arguments),
        indexPattern(arguments),
        arguments.number("search-replicas", 0, 0, 10),
        arguments.number("keep-index-days", FOR_EVER, 1, 36_500));
  }

  private static URI searchUrl(Arguments arguments) {
    String text = arguments.required("search-url");
    if (text.isEmpty()) {
      return NOWHERE;
    }
    try {
      URI url = new URI(text);
      if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null) {
        if (url.getUserInfo() == null) {
          return url;
        }
        arguments.problem("--search-url holds a user or password, which would be seen by all");
        return NOWHERE;
      }
    } catch (URISyntaxException e) {
      // Told below, as any other text that is no address.
    }
    arguments.problem(
        "--search-url is '" + text + "': it must be an address such as http://localhost:9200");
    return NOWHERE;
  }

  private static IndexPattern indexPattern(Arguments arguments) {
    String text = arguments.text("index-pattern", DEFAULT_PATTERN);
    try {
      return new IndexPattern(text);
    } catch (IllegalArgumentException e) {
      arguments.problem("--index-pattern: " + e.getMessage());
      return new IndexPattern(DEFAULT_PATTERN);
    }
  }

  Timeline timeline() {
    return new Timeline(timelineName);
  }
}
