package io.watchlake.jobs.stage.anomaly;

import io.watchlake.model.anomaly.ServiceSignals;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Rollup;

/**
 * What a series' minute has to do with the signals of its service.
 *
 * @param timeline the timeline's name
 * @param service the service
 * @param signal name of the metric
 * @param series id of the series
 * @param windowUnixNano start of the minute, nanoseconds since the epoch
 * @param revision of the window; the higher one holds
 * @param value what it says
 */
public record ServicePart(
    String timeline,
    String service,
    String signal,
    long series,
    long windowUnixNano,
    int revision,
    ServiceSignals.Part value) {

  /** Of a window of a minute. */
  public static ServicePart of(Rollup window) {
    return new ServicePart(
        window.timeline(),
        window.series().resource().service(),
        window.series().metric(),
        window.series().id(),
        window.windowUnixNano(),
        window.revision(),
        ServiceSignals.Part.of(window));
  }

  /** What belongs to one judgement: the service of a timeline. */
  public String key() {
    return timeline + '/' + service;
  }

  /** End of the minute, nanoseconds since the epoch. */
  public long endUnixNano() {
    return windowUnixNano + Resolution.MINUTE.nanos();
  }
}
