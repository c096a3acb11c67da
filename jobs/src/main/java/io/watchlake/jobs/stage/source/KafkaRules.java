package io.watchlake.jobs.stage.source;

import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.jobs.stage.alert.RuleMessage;
import io.watchlake.jobs.stage.type.AlertTypes;
import io.watchlake.model.Topics;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The rules, from the beginning of their topic or from where the job's state is. */
public final class KafkaRules {

  private KafkaRules() {}

  /** The messages of the topic. Its watermark is the end of time: rules do not hold data back. */
  public static DataStream<RuleMessage> stream(
      StreamExecutionEnvironment env, KafkaOptions kafka, String uid) {
    KafkaSource<RuleMessage> source =
        KafkaSource.<RuleMessage>builder()
            .setProperties(kafka.clientProperties())
            .setBootstrapServers(kafka.bootstrapServers())
            .setTopics(Topics.RULES)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new Deserializer())
            // All of it is read: there is no group whose offsets would mean anything.
            .setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "false")
            .build();
    return env.fromSource(source, EndOfTime.strategy(), uid).uid(uid).setParallelism(1);
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
