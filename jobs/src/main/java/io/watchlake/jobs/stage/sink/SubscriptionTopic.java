package io.watchlake.jobs.stage.sink;

import io.watchlake.connectors.signal.codec.SubscriptionCodec;
import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.jobs.stage.alert.AskedSignals;
import io.watchlake.model.Topics;
import org.apache.flink.api.connector.sink2.Sink;
import org.jspecify.annotations.Nullable;

/** The topic of what is asked for. */
public final class SubscriptionTopic {

  private SubscriptionTopic() {}

  /** The sink. */
  public static Sink<AskedSignals> of(KafkaOptions kafka) {
    return TopicSink.of(
        kafka,
        "none",
        new KeyedRecords<>(
            Topics.SUBSCRIPTIONS,
            asked -> SubscriptionCodec.key(asked.id()),
            SubscriptionTopic::value));
  }

  private static byte @Nullable [] value(AskedSignals asked) {
    return asked.subscription() == null ? null : SubscriptionCodec.encode(asked.subscription());
  }
}
