package io.watchlake.app.status;

import io.watchlake.app.status.StackStatus.Lag;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.model.JobNames;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Asks Kafka how much was written to the telemetry topics, and how far their readers are. */
final class TopicFigures implements AutoCloseable {

  private final TopicAdmin admin;

  TopicFigures(TopicAdmin admin) {
    this.admin = admin;
  }

  /**
   * What Kafka says.
   *
   * @param messages by topic, timeline included: messages ever written
   * @param lag of each group on each topic it has committed to
   */
  record Figures(Map<String, Long> messages, List<Lag> lag) {

    static final Figures NONE = new Figures(Map.of(), List.of());

    /** Messages of a topic; null where they are not known. */
    @Nullable Long messagesOf(String topic) {
      return messages.get(topic);
    }
  }

  /** Asks Kafka now. */
  Figures ask() {
    Set<String> topics =
        admin.topics().stream().filter(TopicFigures::isTelemetry).collect(Collectors.toSet());
    Map<TopicPartition, Long> ends = admin.endOffsets(topics);
    Map<String, Long> messages = new TreeMap<>();
    ends.forEach((partition, end) -> messages.merge(partition.topic(), end, Long::sum));
    List<Lag> lag = new ArrayList<>();
    topics.stream()
        .map(Timeline::ofTopic)
        .distinct()
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .forEach(
            timeline -> {
              for (String job : JobNames.READERS) {
                String group = JobNames.group(job, timeline);
                lag.addAll(lagOf(group, admin.committedOffsets(group), ends));
              }
            });
    return new Figures(messages, lag);
  }

  /** A partition the group has committed nothing of counts from its beginning. */
  private static List<Lag> lagOf(
      String group, Map<TopicPartition, Long> committed, Map<TopicPartition, Long> ends) {
    Set<String> topics =
        committed.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
    Map<String, Long> behind = new TreeMap<>();
    ends.forEach(
        (partition, end) -> {
          if (topics.contains(partition.topic())) {
            long read = Objects.requireNonNullElse(committed.get(partition), 0L);
            behind.merge(partition.topic(), Math.max(0, end - read), Long::sum);
          }
        });
    return behind.entrySet().stream()
        .map(
            entry ->
                new Lag(
                    group,
                    entry.getKey(),
                    Timeline.ofTopic(entry.getKey()).name(),
                    entry.getValue()))
        .toList();
  }

  private static boolean isTelemetry(String topic) {
    int dot = topic.indexOf('.');
    return Topics.TELEMETRY.contains(dot < 0 ? topic : topic.substring(0, dot));
  }

  @Override
  public void close() {
    admin.close();
  }
}
