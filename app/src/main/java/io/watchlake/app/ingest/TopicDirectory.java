package io.watchlake.app.ingest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Which topics exist. Asked before a record is sent: a producer learns of a missing topic only by
 * waiting for it, and a broker might make one on its own with the wrong settings.
 */
final class TopicDirectory {

  private static final Duration TRUSTED = Duration.ofSeconds(30);

  private final Admin admin;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  TopicDirectory(Admin admin) {
    this.admin = admin;
  }

  /**
   * How many partitions {@code topic} has, 0 when it does not exist; fails as Kafka being
   * unavailable when it does not say. That a topic exists is believed for half a minute, that it
   * does not never, since the next thing a sender does is to have it made.
   */
  CompletableFuture<Integer> partitions(String topic) {
    Answer known =
        answers.compute(
            topic,
            (name, old) ->
                old != null && old.usable() ? old : new Answer(ask(name), System.nanoTime()));
    return known
        .partitions()
        .whenComplete(
            (count, failure) -> {
              if (failure != null || count == 0) {
                answers.remove(topic, known);
              }
            });
  }

  private CompletableFuture<Integer> ask(String topic) {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .toCompletionStage()
        .toCompletableFuture()
        .handle(TopicDirectory::read);
  }

  private static int read(
      @Nullable Map<String, TopicDescription> descriptions, @Nullable Throwable failure) {
    if (descriptions != null) {
      return descriptions.values().iterator().next().partitions().size();
    }
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof UnknownTopicOrPartitionException
        || cause instanceof InvalidTopicException) {
      return 0;
    }
    throw new RefusedException(
        Refusal.KAFKA_UNAVAILABLE, "Kafka does not answer; nothing was taken, send again later");
  }

  private record Answer(CompletableFuture<Integer> partitions, long askedNanos) {
    boolean usable() {
      return !partitions.isDone() || System.nanoTime() - askedNanos < TRUSTED.toNanos();
    }
  }
}
