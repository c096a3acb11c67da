package io.watchlake.jobs.stage.anomaly;

import io.watchlake.ml.Profile;
import io.watchlake.ml.SeriesDetector;
import io.watchlake.model.telemetry.Resolution;

/**
 * What is kept of a series that is watched: its detector, and how far it has come. Changed where it
 * lies.
 *
 * <p>A series is judged by the finest windows it has. When finer ones begin, a new detector begins
 * with them; when they have been missing for {@link #FINER_MISSING_NANOS}, one begins with the
 * coarser ones.
 */
public final class WatchedSeries {

  /** So long after the last finer window a coarser one is taken. */
  public static final long FINER_MISSING_NANOS = 10 * Resolution.MINUTE.nanos();

  /** What becomes of a window. */
  public enum Fate {
    /** It is the next one. */
    NEXT,
    /** It is of another length than those before: what was learned of these does not apply. */
    OTHER_LENGTH,
    /** It, or a correction of it, or one after it was there before. */
    PAST,
    /** There are finer windows of the same time. */
    COARSER
  }

  private final Resolution resolution;
  private final SeriesDetector detector;
  private long lastUnixNano;

  private WatchedSeries(Resolution resolution, SeriesDetector detector, long lastUnixNano) {
    this.resolution = resolution;
    this.detector = detector;
    this.lastUnixNano = lastUnixNano;
  }

  /** A series of which nothing is known; its first window is the next. */
  public static WatchedSeries begin(Resolution resolution, Profile profile) {
    return new WatchedSeries(resolution, new SeriesDetector(profile), Long.MIN_VALUE);
  }

  /**
   * A series as it was.
   *
   * @param lastUnixNano start of its newest window
   */
  public static WatchedSeries of(
      Resolution resolution, long lastUnixNano, SeriesDetector detector) {
    return new WatchedSeries(resolution, detector, lastUnixNano);
  }

  /** The length of its windows. */
  public Resolution resolution() {
    return resolution;
  }

  /** Start of its newest window, nanoseconds since the epoch. */
  public long lastUnixNano() {
    return lastUnixNano;
  }

  /** End of its newest window, nanoseconds since the epoch. */
  public long endUnixNano() {
    return lastUnixNano + resolution.nanos();
  }

  /** What has learned it. */
  public SeriesDetector detector() {
    return detector;
  }

  /** What becomes of a window. */
  public Fate fate(Resolution length, long windowUnixNano) {
    if (length == resolution) {
      return windowUnixNano > lastUnixNano ? Fate.NEXT : Fate.PAST;
    }
    if (length.nanos() < resolution.nanos()) {
      return windowUnixNano >= lastUnixNano ? Fate.OTHER_LENGTH : Fate.PAST;
    }
    return windowUnixNano >= endUnixNano() + FINER_MISSING_NANOS ? Fate.OTHER_LENGTH : Fate.COARSER;
  }

  /** Goes on to a window. */
  public void advance(long windowUnixNano) {
    lastUnixNano = windowUnixNano;
  }

  /** The same apart from this one. */
  public WatchedSeries copy() {
    return new WatchedSeries(resolution, detector.copy(), lastUnixNano);
  }
}
