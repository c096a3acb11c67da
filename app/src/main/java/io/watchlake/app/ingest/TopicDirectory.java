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
   * Whether {@code topic} exists; fails as Kafka being unavailable when it does not say. An answer
   * is kept for half a minute when it is yes and not at all when it is no, since the next thing a
   * sender does is to have the topic made.
   */
  CompletableFuture<Boolean> exists(String topic) {
    Answer known =
        answers.compute(
            topic,
            (name, old) ->
                old != null && old.usable() ? old : new Answer(ask(name), System.nanoTime()));
    return known
        .exists()
        .whenComplete(
            (yes, failure) -> {
              if (failure != null || !yes) {
                answers.remove(topic, known);
              }
            });
  }

  private CompletableFuture<Boolean> ask(String topic) {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .toCompletionStage()
        .toCompletableFuture()
        .handle(TopicDirectory::read);
  }

  private static boolean read(
      @Nullable Map<String, TopicDescription> descriptions, @Nullable Throwable failure) {
    if (failure == null) {
      return true;
    }
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof UnknownTopicOrPartitionException
        || cause instanceof InvalidTopicException) {
      return false;
    }
    throw new RefusedException(
        Refusal.KAFKA_UNAVAILABLE, "Kafka does not answer; nothing was taken, send again later");
  }

  private record Answer(CompletableFuture<Boolean> exists, long askedNanos) {
    boolean usable() {
      return !exists.isDone() || System.nanoTime() - askedNanos < TRUSTED.toNanos();
    }
  }
}
