package io.watchlake.jobs.stage.decode;

import io.watchlake.model.RawMessage;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What a decoding stage counts since its start; the tables hold the exact figures. */
final class DecodeMeter {

  private final Counter bytes;
  private final Counter records;
  private final Counter deadLetters;

  DecodeMeter(MetricGroup group) {
    bytes = group.counter("decodedBytes");
    records = group.counter("decodedRecords");
    deadLetters = group.counter("deadLetters");
  }

  void message(RawMessage message) {
    byte[] value = message.value();
    bytes.inc(value == null ? 0 : value.length);
  }

  void record() {
    records.inc();
  }

  void records(int count) {
    records.inc(count);
  }

  void deadLetter() {
    deadLetters.inc();
  }
}
