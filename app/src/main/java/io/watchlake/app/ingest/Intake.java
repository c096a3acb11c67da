package io.watchlake.app.ingest;

import com.google.protobuf.Message;
import io.watchlake.connectors.otlp.codec.OtlpSplitter;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to a request, however it came: timeline, decoding, splitting, Kafka, counting. */
final class Intake {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final KafkaPublisher publisher;
  private final IngestStats stats;
  private final InstantSource clock;

  Intake(KafkaPublisher publisher, IngestStats stats, InstantSource clock) {
    this.publisher = publisher;
    this.stats = stats;
    this.clock = clock;
  }

  /**
   * Takes a request in.
   *
   * @param timeline the timeline's name as the sender gave it; null for live
   * @param decoding gives the request; throws {@link RefusedException}
   * @param executor for decoding, which is heavy, and for sending, which may wait
   * @return what Kafka took; fails with a {@link RefusedException} when the request is refused
   */
  CompletableFuture<Accepted> take(
      Signal signal, @Nullable String timeline, Supplier<Message> decoding, Executor executor) {
    Timeline on;
    try {
      on = timeline == null ? Timeline.LIVE : new Timeline(timeline.strip());
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(
          new RefusedException(
              Refusal.TIMELINE, IngestService.TIMELINE + ": " + String.valueOf(e.getMessage())));
    }
    long arrivalMillis = clock.millis();
    String topic = on.topic(signal.topic());
    return publisher
        .topics()
        .partitions(topic)
        .thenComposeAsync(
            partitions -> {
              if (partitions == 0) {
                throw unknownTimeline(on, topic);
              }
              Message request = Requests.withArrival(decoding.get(), arrivalMillis);
              OtlpSplitter.Split split =
                  new OtlpSplitter(partitions, Topics.MAX_MESSAGE_BYTES).split(request);
              return publisher
                  .publish(topic, split.parts())
                  .thenApply(accepted -> accepted.alsoTooLarge(split.rejected()));
            },
            executor);
  }

  /**
   * Writes messages that are to be kept as they are to a topic of the live timeline; the same
   * message goes to the same partition.
   *
   * @return what Kafka took; fails with a {@link RefusedException} when it took nothing
   */
  CompletableFuture<Accepted> keep(String topic, List<byte[]> messages, Executor executor) {
    return publisher
        .topics()
        .partitions(topic)
        .thenComposeAsync(
            partitions -> {
              if (partitions == 0) {
                throw unknownTimeline(Timeline.LIVE, topic);
              }
              List<OtlpSplitter.Part> parts = new ArrayList<>(messages.size());
              for (byte[] message : messages) {
                int partition = Math.floorMod(Arrays.hashCode(message), partitions);
                parts.add(new OtlpSplitter.Part(partition, 1, message));
              }
              return publisher.publish(topic, parts);
            },
            executor);
  }

  /** Counts the end of a request and logs what nobody foresaw; the failure is null on success. */
  void ended(Signal signal, @Nullable Accepted accepted, @Nullable Throwable failure) {
    ended(signal.label(), accepted, failure);
  }

  /**
   * The same.
   *
   * @param label what it is counted by
   */
  void ended(String label, @Nullable Accepted accepted, @Nullable Throwable failure) {
    stats.ended();
    if (accepted != null) {
      stats.accepted(label, accepted);
    } else if (failure != null) {
      RefusedException refused = RefusedException.of(failure);
      stats.refused(refused.refusal());
      if (refused.refusal() == Refusal.INTERNAL) {
        LOG.error("A request with {} could not be handled", label, failure);
      }
    }
  }

  /** The clock that arrivals are told by. */
  InstantSource clock() {
    return clock;
  }

  void began() {
    stats.began();
  }

  private static RefusedException unknownTimeline(Timeline timeline, String topic) {
    return new RefusedException(
        Refusal.TIMELINE,
        timeline.isLive()
            ? "the topic '" + topic + "' does not exist yet; start the stack with ./watchlake up"
            : "the timeline '"
                + timeline
                + "' is not known (no topic '"
                + topic
                + "'); ./watchlake replay --timeline "
                + timeline
                + " makes it");
  }
}
