package io.watchlake.connectors.kafka.client;

import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes Watchlake's topics and asks a cluster how far they and their readers are. Safe for use by
 * several threads. What cannot be answered in time fails with a {@link KafkaAdminException}.
 */
public final class TopicAdmin implements AutoCloseable {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  /** How much longer the log of what was sent is kept than what was to be sent. */
  private static final Duration BEYOND = Duration.ofDays(1);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /**
   * Room for what Kafka puts around a value: batch and record headers, our own headers, the key.
   */
  private static final int MESSAGE_OVERHEAD = 64 * 1024;

  private final Admin admin;
  private final String bootstrapServers;

  /**
   * How long Kafka keeps messages.
   *
   * @param telemetry of telemetry, which is how long its readers may be down
   * @param deadLetters of dead letters, whose bytes are nowhere else
   */
  public record Retention(Duration telemetry, Duration deadLetters) {

    /** 3 days, and 30 days. */
    public static final Retention DEFAULT = new Retention(Duration.ofDays(3), Duration.ofDays(30));

    private Duration of(String base) {
      return base.equals(Topics.DEAD_LETTERS) ? deadLetters : telemetry;
    }
  }

  private TopicAdmin(Admin admin, String bootstrapServers) {
    this.admin = admin;
    this.bootstrapServers = bootstrapServers;
  }

  /** Speaks to a cluster. Connects when it is first asked something. */
  public static TopicAdmin connect(String bootstrapServers) {
    return connect(bootstrapServers, Map.of());
  }

  /**
   * Speaks to a cluster.
   *
   * @param settings further settings of the Kafka client, such as for TLS
   */
  public static TopicAdmin connect(String bootstrapServers, Map<String, String> settings) {
    Properties properties = new Properties();
    settings.forEach(properties::setProperty);
    properties.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.setProperty(
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(ANSWER_WITHIN.toMillis()));
    properties.setProperty(
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(ANSWER_WITHIN.toMillis() / 3));
    return new TopicAdmin(Admin.create(properties), bootstrapServers);
  }

  /**
   * Makes the topics of a timeline that are not there yet, with the usual retention.
   *
   * @param replicationFactor copies of each partition; -1 for the cluster's default
   * @return the names of the topics made
   */
  public Set<String> createMissing(Timeline timeline, short replicationFactor) {
    return createMissing(timeline, replicationFactor, Retention.DEFAULT);
  }

  /**
   * Makes the topics of a timeline that are not there yet, and waits until they can be written to;
   * those that are stay as they are, their retention too.
   *
   * @param replicationFactor copies of each partition; -1 for the cluster's default
   * @return the names of the topics made
   */
  public Set<String> createMissing(
      Timeline timeline, short replicationFactor, Retention retention) {
    List<String> bases = new ArrayList<>(Topics.TELEMETRY);
    bases.add(Topics.ROLLUPS);
    bases.add(Topics.SIGNALS);
    bases.add(Topics.DEAD_LETTERS);
    bases.add(Topics.DELIVERY_EVENTS);
    bases.add(Topics.DELIVERY_FIGURES);
    bases.add(Topics.ALERTS);
    bases.add(Topics.NOTIFICATIONS);
    bases.add(Topics.ANOMALIES);
    bases.add(Topics.FEEDBACK);
    bases.add(Topics.AUDIT_EVENTS);
    Set<String> present = ask(admin.listTopics().names(), "list topics");
    List<NewTopic> missing = new ArrayList<>();
    bases.stream()
        .filter(base -> !present.contains(timeline.topic(base)))
        .map(base -> topic(base, timeline, replicationFactor, retention))
        .forEach(missing::add);
    for (String compacted :
        List.of(
            Topics.SUBSCRIPTIONS,
            Topics.RULES,
            Topics.SILENCES,
            Topics.ACKNOWLEDGEMENTS,
            Topics.MODELS)) {
      if (!present.contains(compacted)) {
        missing.add(compacted(compacted, replicationFactor));
      }
    }
    if (!present.contains(Topics.SENT_LOG)) {
      missing.add(sentLog(replicationFactor, retention));
    }
    Set<String> made = new TreeSet<>();
    if (missing.isEmpty()) {
      return made;
    }
    Map<String, KafkaFuture<Void>> results = admin.createTopics(missing).values();
    for (Map.Entry<String, KafkaFuture<Void>> result : results.entrySet()) {
      try {
        ask(result.getValue(), "create topic " + result.getKey());
        made.add(result.getKey());
      } catch (KafkaAdminException e) {
        // Somebody else was faster: that is as good.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
    awaitLeaders(missing);
    return made;
  }

  /**
   * Waits until the leader of every partition answers. A leader that is not ready may refuse the
   * first batch of a producer and take the second, after which it takes the first no more: the
   * producer sends it in vain until its time is up.
   */
  private void awaitLeaders(List<NewTopic> made) {
    List<String> topics = made.stream().map(NewTopic::name).toList();
    int partitions = made.stream().mapToInt(NewTopic::numPartitions).sum();
    long deadline = System.nanoTime() + ANSWER_WITHIN.toNanos();
    while (endOffsets(topics).size() < partitions) {
      if (System.nanoTime() > deadline) {
        throw new KafkaAdminException(
            "Kafka made "
                + topics
                + ", but they have no leaders after "
                + ANSWER_WITHIN.toSeconds()
                + " s: look at the broker's log");
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  /** First offset of each partition of the topics; topics that do not exist are left out. */
  public Map<TopicPartition, Long> beginOffsets(Collection<String> topics) {
    return offsets(topics, OffsetSpec.earliest());
  }

  /**
   * The offset after the last message of each partition of the topics; topics that do not exist are
   * left out.
   */
  public Map<TopicPartition, Long> endOffsets(Collection<String> topics) {
    return offsets(topics, OffsetSpec.latest());
  }

  /** What a consumer group committed; empty where the group is unknown. */
  public Map<TopicPartition, Long> committedOffsets(String group) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        ask(
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
            "read the offsets of group " + group);
    Map<TopicPartition, Long> result = new TreeMap<>(TopicAdmin::byTopicAndPartition);
    committed.forEach(
        (partition, offset) -> {
          // Kafka answers null for a partition the group has read nothing of.
          if (offset != null) {
            result.put(partition, offset.offset());
          }
        });
    return result;
  }

  /** The topics that exist. */
  public Set<String> topics() {
    return new TreeSet<>(ask(admin.listTopics().names(), "list topics"));
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }

  private Map<TopicPartition, Long> offsets(Collection<String> topics, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (TopicDescription topic : describe(topics)) {
      topic
          .partitions()
          .forEach(
              partition ->
                  wanted.put(new TopicPartition(topic.name(), partition.partition()), which));
    }
    Map<TopicPartition, ListOffsetsResultInfo> found =
        ask(admin.listOffsets(wanted).all(), "read offsets of " + topics);
    Map<TopicPartition, Long> result = new TreeMap<>(TopicAdmin::byTopicAndPartition);
    found.forEach((partition, info) -> result.put(partition, info.offset()));
    return result;
  }

  private List<TopicDescription> describe(Collection<String> topics) {
    DescribeTopicsResult result = admin.describeTopics(topics);
    List<TopicDescription> found = new ArrayList<>();
    result
        .topicNameValues()
        .forEach(
            (name, future) -> {
              try {
                found.add(ask(future, "describe topic " + name));
              } catch (KafkaAdminException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                  throw e;
                }
              }
            });
    return found;
  }

  private static NewTopic topic(
      String base, Timeline timeline, short replicationFactor, Retention retention) {
    return new NewTopic(timeline.topic(base), Topics.PARTITIONS, replicationFactor)
        .configs(
            Map.of(
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(retention.of(base).toMillis()),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(Topics.MAX_MESSAGE_BYTES + MESSAGE_OVERHEAD),
                // Arrival is when the broker got a message: no sender's clock decides what is too
                // old, and none makes Kafka delete messages early.
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime",
                TopicConfig.COMPRESSION_TYPE_CONFIG,
                "producer"));
  }

  /** Of one partition, so that all messages are in order; keeps the newest of each key for ever. */
  private static NewTopic compacted(String name, short replicationFactor) {
    return new NewTopic(name, 1, replicationFactor)
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.COMPRESSION_TYPE_CONFIG,
                "producer"));
  }

  /** Of one partition; outlives the notifications that it tells of. */
  private static NewTopic sentLog(short replicationFactor, Retention retention) {
    return new NewTopic(Topics.SENT_LOG, 1, replicationFactor)
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(retention.telemetry().plus(BEYOND).toMillis()),
                TopicConfig.COMPRESSION_TYPE_CONFIG,
                "producer"));
  }

  private <T> T ask(KafkaFuture<T> future, String what) {
    try {
      return future.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new KafkaAdminException(
          "Kafka at " + bootstrapServers + " could not " + what + ": " + cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw new KafkaAdminException(
          "Kafka at "
              + bootstrapServers
              + " did not answer within "
              + ANSWER_WITHIN.toSeconds()
              + " s when asked to "
              + what
              + "; is it running and reachable?",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaAdminException("interrupted while waiting for Kafka to " + what, e);
    }
  }

  private static int byTopicAndPartition(TopicPartition a, TopicPartition b) {
    int byTopic = a.topic().compareTo(b.topic());
    return byTopic != 0 ? byTopic : Integer.compare(a.partition(), b.partition());
  }
}
