package io.watchlake.connectors.rollup.codec;

import io.watchlake.connectors.rollup.codec.SeriesBytes.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Definitions of series as bytes: the sources, the metrics, and the series with the indexes of
 * theirs, each list with its count before it and each entry with its length. Carries no version: it
 * is part of what carries one.
 */
public final class SeriesList {

  private SeriesList() {}

  public static byte[] encode(List<SeriesBytes> series) {
    Map<Part, Integer> sources = new HashMap<>();
    Map<Part, Integer> metrics = new HashMap<>();
    Bytes sourceBytes = new Bytes(1024);
    Bytes metricBytes = new Bytes(1024);
    Bytes own = new Bytes(1024);
    for (SeriesBytes one : series) {
      own.varint(index(one.source(), sources, sourceBytes))
          .varint(index(one.metric(), metrics, metricBytes))
          .block(one.own());
    }
    return new Bytes(sourceBytes.size() + metricBytes.size() + own.size() + 16)
        .varint(sources.size())
        .raw(sourceBytes)
        .varint(metrics.size())
        .raw(metricBytes)
        .varint(series.size())
        .raw(own)
        .toArray();
  }

  /**
   * What {@link #encode} wrote.
   *
   * @throws IllegalArgumentException where the bytes are not such a list
   */
  public static List<SeriesBytes> decode(byte[] bytes) {
    ByteInput in = new ByteInput(bytes);
    Part[] sources = parts(in);
    Part[] metrics = parts(in);
    int count = in.count(3);
    List<SeriesBytes> series = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Part source = sources[in.index(sources.length)];
      Part metric = metrics[in.index(metrics.length)];
      series.add(SeriesBytes.of(source, metric, in.block()));
    }
    return series;
  }

  private static Part[] parts(ByteInput in) {
    Part[] parts = new Part[in.count(1)];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = new Part(in.block());
    }
    return parts;
  }

  private static int index(Part part, Map<Part, Integer> known, Bytes out) {
    Integer found = known.get(part);
    if (found != null) {
      return found;
    }
    out.block(part.bytes());
    int index = known.size();
    known.put(part, index);
    return index;
  }
}
