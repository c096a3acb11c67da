package io.watchlake.app.ingest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Consecutive messages of one partition, as the header {@link IngestService#ORIGINS} lists them.
 *
 * @param topic the topic, timeline included
 * @param partition the partition
 * @param first offset of the first message
 * @param last offset of the last message, itself included
 */
public record OffsetRange(String topic, int partition, long first, long last) {

  public OffsetRange {
    if (first < 0 || last < first || partition < 0) {
      throw new IllegalArgumentException(
          "not a range of offsets: " + topic + ':' + partition + ':' + first + '-' + last);
    }
  }

  /** The text of the header: {@code topic:partition:first-last}, separated by commas. */
  public static String format(Collection<OffsetRange> ranges) {
    return ranges.stream()
        .map(r -> r.topic + ':' + r.partition + ':' + r.first + '-' + r.last)
        .collect(Collectors.joining(","));
  }

  /**
   * Reads what {@link #format} wrote.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static List<OffsetRange> parse(String header) {
    List<OffsetRange> ranges = new ArrayList<>();
    if (header.isBlank()) {
      return ranges;
    }
    for (String text : header.split(",", -1)) {
      int beforeOffsets = text.lastIndexOf(':');
      int beforePartition = text.lastIndexOf(':', beforeOffsets - 1);
      int dash = text.indexOf('-', beforeOffsets);
      if (beforePartition <= 0 || dash < 0) {
        throw new IllegalArgumentException("not a range of offsets: '" + text + "'");
      }
      ranges.add(
          new OffsetRange(
              text.substring(0, beforePartition),
              Integer.parseInt(text.substring(beforePartition + 1, beforeOffsets)),
              Long.parseLong(text.substring(beforeOffsets + 1, dash)),
              Long.parseLong(text.substring(dash + 1))));
    }
    return ranges;
  }
}
