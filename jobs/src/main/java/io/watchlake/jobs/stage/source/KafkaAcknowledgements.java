package io.watchlake.jobs.stage.source;

import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.jobs.stage.notify.QuietMessage;
import io.watchlake.jobs.stage.type.NotifyTypes;
import io.watchlake.model.Topics;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Who takes care of which alert, from the beginning of their topic or from where the job's state
 * is.
 */
public final class KafkaAcknowledgements {

  private KafkaAcknowledgements() {}

  /** The messages of the topic. */
  public static DataStream<QuietMessage> stream(
      StreamExecutionEnvironment env, KafkaOptions kafka, String uid) {
    return SteeringTopic.stream(env, kafka, Topics.ACKNOWLEDGEMENTS, new Deserializer(), uid);
  }

  private static final class Deserializer
      implements KafkaRecordDeserializationSchema<QuietMessage> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<QuietMessage> out) {
      out.collect(QuietMessage.acknowledgement(message.key(), message.value()));
    }

    @Override
    public TypeInformation<QuietMessage> getProducedType() {
      return NotifyTypes.QUIET_MESSAGE;
    }
  }
}
