package io.watchlake.jobs.export.prometheus;

import io.watchlake.jobs.launch.Arguments;
import io.watchlake.jobs.launch.CommonOptions;
import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.model.JobNames;
import io.watchlake.model.Timeline;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * What the job {@code export-prometheus} is told.
 *
 * @param kafka where rollups come from and dead letters go
 * @param catalog where rows of dead letters go
 * @param timelineName the timeline the job runs on
 * @param parallelism of every operator: as many requests are under way
 * @param remoteWriteUrl where samples go
 */
record PrometheusExportOptions(
    KafkaOptions kafka,
    CatalogOptions catalog,
    String timelineName,
    int parallelism,
    URI remoteWriteUrl)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final URI NOWHERE = URI.create("http://localhost:9090/api/v1/write");

  /**
   * Reads the job's arguments.
   *
   * @throws io.watchlake.jobs.launch.InvalidArgumentsException listing every problem
   */
  static PrometheusExportOptions parse(String... args) {
    return Arguments.build(JobNames.EXPORT_PROMETHEUS, args, PrometheusExportOptions::of);
  }

  private static PrometheusExportOptions of(Arguments arguments) {
    arguments.accept("retention-days");
    return new PrometheusExportOptions(
        KafkaOptions.of(arguments),
        CommonOptions.catalog(arguments),
        arguments.timeline("timeline").name(),
        CommonOptions.parallelism(arguments),
        url(arguments));
  }

  private static URI url(Arguments arguments) {
    String text = arguments.required("remote-write-url");
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
        arguments.problem(
            "--remote-write-url holds a user or password, which would be seen by all");
        return NOWHERE;
      }
    } catch (URISyntaxException e) {
      // Told below, as any other text that is no address.
    }
    arguments.problem(
        "--remote-write-url is '" + text + "': it must be an address such as " + NOWHERE);
    return NOWHERE;
  }

  Timeline timeline() {
    return new Timeline(timelineName);
  }
}
