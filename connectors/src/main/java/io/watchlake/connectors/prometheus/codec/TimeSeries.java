package io.watchlake.connectors.prometheus.codec;

import java.util.List;

/**
 * A series in a request, as it was sent: its labels are not checked yet.
 *
 * @param metadata {@link Metadata#NONE} in version 1.0, which sends it apart
 */
public record TimeSeries(
    List<Label> labels,
    List<Sample> samples,
    List<NativeHistogram> histograms,
    List<Exemplar> exemplars,
    Metadata metadata) {

  /** A series of samples alone. */
  public static TimeSeries of(List<Label> labels, List<Sample> samples) {
    return new TimeSeries(labels, samples, List.of(), List.of(), Metadata.NONE);
  }
}
