package io.watchlake.jobs.stage.source;

import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.jobs.stage.compute.signal.SubscriptionMessage;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.Topics;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is asked for, from the beginning of its topic or from where the job's state is. */
public final class KafkaSubscriptions {

  private KafkaSubscriptions() {}

  /** The messages of the topic. */
  public static DataStream<SubscriptionMessage> stream(
      StreamExecutionEnvironment env, KafkaOptions kafka, String uid) {
    return SteeringTopic.stream(env, kafka, Topics.SUBSCRIPTIONS, new Deserializer(), uid);
  }

  private static final class Deserializer
      implements KafkaRecordDeserializationSchema<SubscriptionMessage> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(
        ConsumerRecord<byte[], byte[]> message, Collector<SubscriptionMessage> out) {
      out.collect(new SubscriptionMessage(message.key(), message.value()));
    }

    @Override
    public TypeInformation<SubscriptionMessage> getProducedType() {
      return TelemetryTypes.SUBSCRIPTION_MESSAGE;
    }
  }
}
