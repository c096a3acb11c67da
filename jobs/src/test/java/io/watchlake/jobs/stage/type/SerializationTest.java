package io.watchlake.jobs.stage.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.jobs.stage.anomaly.WatchedSeries;
import io.watchlake.jobs.stage.cardinality.MetricSketch;
import io.watchlake.jobs.stage.count.LogMinute;
import io.watchlake.jobs.stage.count.LogTally;
import io.watchlake.jobs.stage.rollup.PartialBatch;
import io.watchlake.jobs.stage.rollup.RollupBucket;
import io.watchlake.jobs.stage.rollup.distribution.DistributionSeries;
import io.watchlake.rules.engine.LevelState;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SerializationTest {

  static Stream<String> formats() {
    return new Samples(0).oneOfEach().keySet().stream();
  }

  static Stream<TypeInformation<?>> types() {
    return Stream.of(
        TelemetryTypes.RAW_MESSAGE,
        TelemetryTypes.DEAD_LETTER,
        TelemetryTypes.SPAN,
        TelemetryTypes.LOG_RECORD,
        TelemetryTypes.SERIES,
        TelemetryTypes.SERIES_SIGHTING,
        TelemetryTypes.SIGHTED_SERIES,
        TelemetryTypes.NUMBER_POINT,
        TelemetryTypes.DISTRIBUTION_POINT,
        TelemetryTypes.METRIC_CHUNK,
        TelemetryTypes.POINT_BATCH,
        TelemetryTypes.PARTIAL_BATCH,
        TelemetryTypes.ROLLUP_BUCKET,
        TelemetryTypes.ROLLUP,
        TelemetryTypes.ROLLUP_MESSAGE,
        TelemetryTypes.LATE_ROLLUP,
        TelemetryTypes.ARRIVED_ROLLUP,
        TelemetryTypes.PROMETHEUS_SAMPLES,
        TelemetryTypes.SENT_SERIES,
        TelemetryTypes.ARRIVED_TARGET,
        TelemetryTypes.SENT_TARGET,
        DeliveryTypes.EVENT,
        DeliveryTypes.LINK,
        DeliveryTypes.RECORD,
        DeliveryTypes.FIGURE,
        DeliveryTypes.OUTPUT_VERSION,
        TelemetryTypes.DERIVED_CONTRIBUTION,
        TelemetryTypes.DERIVED_MEMBER,
        TelemetryTypes.SUBSCRIPTION_MESSAGE,
        TelemetryTypes.SIGNAL,
        TelemetryTypes.AUDIT_EVENT,
        TelemetryTypes.LOG_TALLY,
        TelemetryTypes.LOG_MINUTE,
        TelemetryTypes.SERIES_SKETCH,
        TelemetryTypes.METRIC_SKETCH,
        TelemetryTypes.DISTRIBUTION_SERIES,
        AlertTypes.RULE_MESSAGE,
        AlertTypes.ROUTED_SIGNAL,
        AlertTypes.ASKED_SIGNALS,
        AlertTypes.ALERT,
        AlertTypes.LEVEL_STATE,
        NotifyTypes.GROUPED_ALERT,
        NotifyTypes.QUIET_MESSAGE,
        NotifyTypes.NOTIFICATION,
        NotifyTypes.DECISION,
        NotifyTypes.GROUP_STATE,
        NotifyTypes.INHIBITING_ALERT,
        NotifyTypes.STORM_STATE,
        NotifyTypes.INCIDENT_STATE,
        AnomalyTypes.ANOMALY,
        AnomalyTypes.WATCHED_SERIES,
        AnomalyTypes.FALSE_POSITIVE,
        AnomalyTypes.TOLERANCE,
        AnomalyTypes.MODEL_CHANGE,
        AnomalyTypes.SERVICE_PART,
        AnomalyTypes.WATCHED_SERVICE,
        AnomalyTypes.ARRIVED_ANOMALY,
        AnomalyTypes.INFLUX_LINE);
  }

  @Test
  void everyTypeHasSamples() {
    assertThat(types().map(type -> type.getTypeClass().getName()))
        .containsExactlyInAnyOrderElementsOf(
            formats().map(name -> TelemetryTypes.format(name).type().getName()).toList());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void everyVersionEverWrittenIsReadAndTheNewestIsWrittenTheSame(String format) throws IOException {
    Object sample = new Samples(GoldenBytes.SEED).oneOfEach().get(format);
    int newest = TelemetryTypes.format(format).version();
    for (int version = 1; version <= newest; version++) {
      byte[] golden = GoldenBytes.read(format, version);
      assertThat(golden).as("golden bytes of version %d of %s", version, format).isNotNull();
      assertSame(
          deserialize(format, golden),
          NotifySamples.asWrittenBy(version, DeliverySamples.asWrittenBy(version, sample)));
    }
    assertThat(GoldenBytes.serialize(sample, format)).isEqualTo(GoldenBytes.read(format, newest));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whatIsWrittenIsReadBack(String format) throws IOException {
    for (long seed = 0; seed < 300; seed++) {
      Object value = new Samples(seed).oneOfEach().get(format);
      byte[] bytes = GoldenBytes.serialize(value, format);
      assertSame(deserialize(format, bytes), value);

      DataOutputSerializer copied = new DataOutputSerializer(64);
      GoldenBytes.serializer(format).copy(new DataInputDeserializer(bytes), copied);
      assertThat(copied.getCopyOfBuffer()).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aCutValueIsAnErrorNotAShorterValue(String format) throws IOException {
    byte[] bytes = GoldenBytes.serialize(new Samples(7).oneOfEach().get(format), format);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> deserialize(format, cut)).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aNewerVersionIsRefusedWithAdvice(String format) {
    byte[] newer = {(byte) (TelemetryTypes.format(format).version() + 1), 0, 0, 0};
    assertThatThrownBy(() -> deserialize(format, newer))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("newer build");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aSnapshotRestoresTheSerializer(String format) throws IOException {
    TypeSerializer<Object> serializer = GoldenBytes.serializer(format);
    TypeSerializerSnapshot<Object> restored = writtenAndRead(serializer);
    assertThat(restored.restoreSerializer()).isEqualTo(serializer);
    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(restored)
                .isCompatibleAsIs())
        .isTrue();
  }

  @Test
  void aSnapshotOfAnotherFormatIsIncompatible() {
    TypeSerializerSnapshot<Object> span = GoldenBytes.serializer("span").snapshotConfiguration();
    TypeSerializerSnapshot<Object> log =
        GoldenBytes.serializer("log_record").snapshotConfiguration();
    assertThat(span.resolveSchemaCompatibility(log).isIncompatible()).isTrue();
  }

  @Test
  void stateOfAnUnknownFormatSaysWhatToDo() {
    assertThatThrownBy(() -> TelemetryTypes.format("of_tomorrow"))
        .hasMessageContaining("'of_tomorrow'")
        .hasMessageContaining("start the build that wrote it");
  }

  private static TypeSerializerSnapshot<Object> writtenAndRead(TypeSerializer<Object> serializer)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    return TypeSerializerSnapshot.readVersionedSnapshot(
        new DataInputDeserializer(out.getCopyOfBuffer()), SerializationTest.class.getClassLoader());
  }

  private static Object deserialize(String format, byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    Object value = GoldenBytes.serializer(format).deserialize(in);
    assertThat(in.available()).as("bytes left").isZero();
    return value;
  }

  private static void assertSame(Object actual, Object expected) throws IOException {
    String format = formatOfState(expected);
    if (format != null) {
      // What they keep beside their values, such as room for more, is not part of them.
      assertThat(GoldenBytes.serialize(actual, format))
          .isEqualTo(GoldenBytes.serialize(expected, format));
      return;
    }
    assertThat(actual)
        .usingRecursiveComparison()
        // NaN is NaN
        .withEqualsForType(Double::equals, Double.class)
        .isEqualTo(expected);
  }

  /** The format of what is changed where it lies; null for values. */
  private static String formatOfState(Object state) {
    if (state instanceof RollupBucket) {
      return "rollup_bucket";
    }
    if (state instanceof SightedSeries) {
      return "sighted_series";
    }
    if (state instanceof PartialBatch) {
      return "partial_batch";
    }
    if (state instanceof DistributionSeries) {
      return "distribution_series";
    }
    if (state instanceof MetricSketch) {
      return "metric_sketch";
    }
    if (state instanceof LogTally) {
      return "log_tally";
    }
    if (state instanceof LogMinute) {
      return "log_minute";
    }
    if (state instanceof WatchedSeries) {
      return "watched_series";
    }
    return state instanceof LevelState ? "rule_level_state" : null;
  }
}
