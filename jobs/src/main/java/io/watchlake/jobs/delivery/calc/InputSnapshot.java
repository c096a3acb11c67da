package io.watchlake.jobs.delivery.calc;

import io.watchlake.model.Origin;
import io.watchlake.model.delivery.DeliveryEvent;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far the input had been read for a figure: of each partition the offset of the newest of its
 * events. Nothing beyond it is in the figure; which of the events before it are, the digest tells.
 */
final class InputSnapshot {

  private InputSnapshot() {}

  /**
   * The snapshot, as {@code topic:partition=offset,partition=offset}; topics are apart by a blank.
   *
   * @param ordered all events
   * @param chosen numbers of those that count
   */
  static String of(List<DeliveryEvent> ordered, BitSet chosen) {
    Map<String, Map<Integer, Long>> newest = new TreeMap<>();
    for (int i = chosen.nextSetBit(0); i >= 0; i = chosen.nextSetBit(i + 1)) {
      Origin origin = ordered.get(i).origin();
      newest
          .computeIfAbsent(origin.topic(), topic -> new TreeMap<>())
          .merge(origin.partition(), origin.offset(), Math::max);
    }
    return newest.entrySet().stream()
        .map(topic -> topic.getKey() + ':' + places(topic.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static String places(Map<Integer, Long> partitions) {
    return partitions.entrySet().stream()
        .map(place -> place.getKey() + "=" + place.getValue())
        .collect(Collectors.joining(","));
  }
}
