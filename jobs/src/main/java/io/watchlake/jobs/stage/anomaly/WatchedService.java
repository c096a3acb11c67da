package io.watchlake.jobs.stage.anomaly;

import io.watchlake.ml.service.Episode;
import io.watchlake.ml.state.StateReader;
import io.watchlake.ml.state.StateWriter;
import io.watchlake.model.anomaly.ServiceSignals;
import io.watchlake.model.telemetry.Resolution;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What is kept of a service that has a model: the minutes that are not over, how far it was judged,
 * and whether something unusual goes on. Changed where it lies.
 */
public final class WatchedService {

  private final Episode episode;

  /** By start of the minute and series, each as it was told last. */
  private final NavigableMap<Long, NavigableMap<Long, ServicePart>> open = new TreeMap<>();

  private long judgedUnixNano;

  private WatchedService(long judgedUnixNano, Episode episode) {
    this.judgedUnixNano = judgedUnixNano;
    this.episode = episode;
  }

  /** A service of which nothing is known. */
  public static WatchedService begin() {
    return new WatchedService(Long.MIN_VALUE, new Episode());
  }

  /**
   * A service as it was.
   *
   * @param judgedUnixNano start of the last minute that was judged
   * @param episode bytes of {@link #episode}
   * @param parts of {@link #parts}
   */
  public static WatchedService of(
      long judgedUnixNano, byte[] episode, Collection<ServicePart> parts) {
    StateReader in = new StateReader(episode, "an episode");
    WatchedService service = new WatchedService(judgedUnixNano, Episode.read(in));
    in.end();
    parts.forEach(service::put);
    return service;
  }

  /** Start of the last minute that was judged, nanoseconds since the epoch. */
  public long judgedUnixNano() {
    return judgedUnixNano;
  }

  /** Whether something unusual goes on, as bytes. */
  public byte[] episode() {
    StateWriter out = new StateWriter(96);
    episode.write(out);
    return out.toBytes();
  }

  /** What is known of minutes that are not over, by minute and series. */
  public List<ServicePart> parts() {
    return open.values().stream().flatMap(minute -> minute.values().stream()).toList();
  }

  /** Takes a part of a minute; false where that minute was judged before. */
  public boolean take(ServicePart part) {
    if (part.windowUnixNano() <= judgedUnixNano) {
      return false;
    }
    put(part);
    return true;
  }

  private void put(ServicePart part) {
    open.computeIfAbsent(part.windowUnixNano(), unseen -> new TreeMap<>())
        .merge(
            part.series(), part, (one, other) -> other.revision() >= one.revision() ? other : one);
  }

  /** The starts of the minutes that are over at a time, oldest first. */
  public List<Long> over(long unixNano) {
    return new ArrayList<>(open.headMap(unixNano - Resolution.MINUTE.nanos(), true).keySet());
  }

  /**
   * The values of a minute, which counts as judged from now on.
   *
   * @param windowUnixNano one of {@link #over}
   * @param signals names of metrics
   * @return a value a signal; NaN where missing
   */
  public double[] close(long windowUnixNano, List<String> signals) {
    NavigableMap<Long, ServicePart> minute = open.remove(windowUnixNano);
    judgedUnixNano = windowUnixNano;
    double[] values = new double[signals.size()];
    for (int i = 0; i < values.length; i++) {
      String signal = signals.get(i);
      values[i] =
          ServiceSignals.value(
              minute == null
                  ? List.of()
                  : minute.values().stream()
                      .filter(part -> part.signal().equals(signal))
                      .map(ServicePart::value)
                      .toList());
    }
    return values;
  }

  /** Takes the strength of the minute that was closed; true where it is new. */
  public boolean begins(double strength) {
    return episode.begins(strength);
  }

  /** The same apart from this one. */
  public WatchedService copy() {
    return of(judgedUnixNano, episode(), parts());
  }
}
