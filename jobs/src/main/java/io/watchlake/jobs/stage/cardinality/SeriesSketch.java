package io.watchlake.jobs.stage.cardinality;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which series of a metric somebody saw in an hour, and which values their labels had, as bytes.
 *
 * @param timeline the timeline's name
 * @param metric its name
 * @param hour of event time, hours since the epoch
 * @param series of the series' ids; bytes of a {@link io.watchlake.model.sketch.DistinctSketch}
 * @param labels of each label's values, by the label's name
 */
@SuppressWarnings("ArrayRecordComponent") // values are passed on, never compared
public record SeriesSketch(
    String timeline, String metric, long hour, byte[] series, Map<String, byte[]> labels) {

  public SeriesSketch {
    labels = new TreeMap<>(labels);
  }
}
