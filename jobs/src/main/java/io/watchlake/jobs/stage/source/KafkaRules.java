package io.watchlake.jobs.stage.source;

import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.jobs.stage.alert.RuleMessage;
import io.watchlake.jobs.stage.type.AlertTypes;
import io.watchlake.model.Topics;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The rules, from the beginning of their topic or from where the job's state is. */
public final class KafkaRules {

  private KafkaRules() {}

  /** The messages of the topic. */
  public static DataStream<RuleMessage> stream(
      StreamExecutionEnvironment env, KafkaOptions kafka, String uid) {
    return SteeringTopic.stream(env, kafka, Topics.RULES, new Deserializer(), uid);
  }

  private static final class Deserializer implements KafkaRecordDeserializationSchema<RuleMessage> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<RuleMessage> out) {
      out.collect(new RuleMessage(message.key(), message.value()));
    }

    @Override
    public TypeInformation<RuleMessage> getProducedType() {
      return AlertTypes.RULE_MESSAGE;
    }
  }
}
