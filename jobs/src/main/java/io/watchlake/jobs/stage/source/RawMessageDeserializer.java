package io.watchlake.jobs.stage.source;

import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.RawMessage;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Keeps a message as it is: what cannot be decoded is for a later stage to say. Never throws. */
final class RawMessageDeserializer implements KafkaRecordDeserializationSchema<RawMessage> {

  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<RawMessage> out) {
    out.collect(
        new RawMessage(
            message.topic(),
            message.partition(),
            message.offset(),
            message.timestamp(),
            message.value()));
  }

  @Override
  public TypeInformation<RawMessage> getProducedType() {
    return TelemetryTypes.RAW_MESSAGE;
  }
}
