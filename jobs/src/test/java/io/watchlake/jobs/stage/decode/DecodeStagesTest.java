package io.watchlake.jobs.stage.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.watchlake.connectors.otlp.codec.DecodeLimits;
import io.watchlake.connectors.otlp.codec.PointBatch;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.Origin;
import io.watchlake.model.RawMessage;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.LogRecord;
import io.watchlake.model.telemetry.NumberPoint;
import io.watchlake.model.telemetry.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The decoding stages as operators: what is main output, what is side output, what is state. */
class DecodeStagesTest {

  private static final Duration RETENTION = Duration.ofDays(30);
  private static final DecodeLimits LIMITS = DecodeLimits.ofRetention(RETENTION);
  private static final Instant ARRIVAL = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATE = ARRIVAL.minus(RETENTION).minusMillis(1);
  private static final Instant LAST_MOMENT = ARRIVAL.minus(RETENTION);
  private static final Instant EARLY = ARRIVAL.plus(Duration.ofMinutes(10)).plusMillis(1);

  /** Makes a request of records with given times. */
  private interface Request {
    byte[] of(Instant... times);
  }

  /**
   * One of the stages.
   *
   * @param kinds how many records a request has for each time
   */
  private record Stage(
      String topic, int kinds, ProcessFunction<RawMessage, ?> function, Request request) {

    static final Stage SPANS = new Stage("otlp_spans", 1, new DecodeSpans(LIMITS), Requests::spans);
    static final Stage LOGS = new Stage("otlp_logs", 1, new DecodeLogs(LIMITS), Requests::logs);
    static final Stage METRICS =
        new Stage("otlp_metrics", 2, new DecodeMetrics(LIMITS), Requests::metrics);

    @SuppressWarnings("unchecked") // the tests look at what comes out as it is
    OneInputStreamOperatorTestHarness<RawMessage, Object> harness() throws Exception {
      var config = new ExecutionConfig().getSerializerConfig();
      var harness =
          new OneInputStreamOperatorTestHarness<RawMessage, Object>(
              new ProcessOperator<>((ProcessFunction<RawMessage, Object>) function),
              TelemetryTypes.RAW_MESSAGE.createSerializer(config));
      if (equals(METRICS)) {
        TypeSerializer<?> batches = TelemetryTypes.POINT_BATCH.createSerializer(config);
        harness.setup((TypeSerializer<Object>) batches);
      }
      return harness;
    }

    OneInputStreamOperatorTestHarness<RawMessage, Object> opened() throws Exception {
      var harness = harness();
      harness.open();
      return harness;
    }

    @Override
    public String toString() {
      return topic;
    }
  }

  static List<Arguments> stages() {
    return List.of(
        Arguments.of(Stage.SPANS), Arguments.of(Stage.LOGS), Arguments.of(Stage.METRICS));
  }

  @ParameterizedTest
  @MethodSource("stages")
  void recordsComeInTheirOrderWithTheirOrigin(Stage stage) throws Exception {
    try (var harness = stage.opened()) {
      feed(harness, stage.topic(), 7, stage.request().of(ARRIVAL, LAST_MOMENT));
      assertThat(records(harness))
          .extracting(DecodeStagesTest::origin)
          .containsExactly(new Origin(stage.topic(), 3, 7, 0), new Origin(stage.topic(), 3, 7, 1));
      assertThat(letters(harness)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void whatIsTooLateOrTooEarlyLeavesByTheSideAndTheRestGoesOn(Stage stage) throws Exception {
    try (var harness = stage.opened()) {
      feed(harness, stage.topic(), 7, stage.request().of(LATE, ARRIVAL, EARLY));
      assertThat(records(harness))
          .extracting(DecodeStagesTest::origin)
          .containsExactly(new Origin(stage.topic(), 3, 7, 1));
      assertThat(letters(harness))
          .hasSize(2 * stage.kinds())
          .extracting(DeadLetter::reason)
          .containsOnly(Reason.TIME_TOO_OLD, Reason.TIME_IN_FUTURE);
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void anotherTimelineIsNotJudgedByTheClock(Stage stage) throws Exception {
    String topic = stage.topic() + ".drill";
    try (var harness = stage.opened()) {
      feed(harness, topic, 7, stage.request().of(LATE, EARLY));
      assertThat(records(harness)).hasSize(2);
      feed(harness, topic, 8, stage.request().of(Instant.parse("1989-12-31T23:59:59Z")));
      assertThat(letters(harness))
          .hasSize(stage.kinds())
          .allMatch(letter -> letter.reason() == Reason.TIME_NOT_SANE)
          .allMatch(letter -> letter.timeline().equals("drill"));
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aTombstoneAndRubbishAreDeadLettersAndTheNextMessageIsRead(Stage stage) throws Exception {
    byte[] rubbish = new byte[500];
    new Random(7).nextBytes(rubbish);
    rubbish[0] = (byte) 0xFF;
    try (var harness = stage.opened()) {
      feed(harness, stage.topic(), 0, null);
      feed(harness, stage.topic(), 1, rubbish);
      feed(harness, stage.topic(), 2, stage.request().of(ARRIVAL));
      assertThat(letters(harness))
          .extracting(DeadLetter::reason, DeadLetter::origin, DeadLetter::length)
          .containsExactly(
              tuple(Reason.EMPTY, new Origin(stage.topic(), 3, 0, Origin.WHOLE_MESSAGE), 0),
              tuple(
                  Reason.UNDECODABLE, new Origin(stage.topic(), 3, 1, Origin.WHOLE_MESSAGE), 500));
      assertThat(records(harness)).hasSize(1);
    }
  }

  @Test
  void aBadSpanDoesNotTakeItsNeighboursWithIt() throws Exception {
    try (var harness = Stage.SPANS.opened()) {
      feed(harness, "otlp_spans", 7, Requests.badSpansAroundAGoodOne(ARRIVAL));
      assertThat(records(harness))
          .extracting(DecodeStagesTest::origin)
          .containsExactly(new Origin("otlp_spans", 3, 7, 1));
      assertThat(letters(harness))
          .extracting(DeadLetter::reason, letter -> letter.origin().index())
          .containsExactly(tuple(Reason.INVALID_ID, 0), tuple(Reason.TIME_MISSING, 2));
    }
  }

  @Test
  void distributionsLeaveByASideOfTheirOwn() throws Exception {
    try (var harness = Stage.METRICS.opened()) {
      feed(harness, "otlp_metrics", 7, Requests.metrics(ARRIVAL));
      assertThat(records(harness)).hasOnlyElementsOfType(NumberPoint.class).hasSize(1);
      assertThat(side(harness, DecodeMetrics.DISTRIBUTIONS))
          .extracting(DistributionPoint::origin)
          .containsExactly(new Origin("otlp_metrics", 3, 7, 1));
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void watermarksPassAndHoldNothingBack(Stage stage) throws Exception {
    try (var harness = stage.opened()) {
      harness.processWatermark(ARRIVAL.toEpochMilli());
      feed(harness, stage.topic(), 7, stage.request().of(ARRIVAL.minusSeconds(3_600)));
      assertThat(records(harness)).as("behind the watermark").hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aCheckpointHoldsNothingAndAfterARestoreTheSameMessageGivesTheSame(Stage stage)
      throws Exception {
    byte[] request = stage.request().of(LATE, ARRIVAL);
    OperatorSubtaskState state;
    List<Origin> before;
    try (var harness = stage.opened()) {
      feed(harness, stage.topic(), 7, request);
      before = records(harness).stream().map(DecodeStagesTest::origin).toList();
      state = harness.snapshot(1, 1);
      assertThat(state.hasState()).isFalse();
    }
    try (var harness = stage.harness()) {
      harness.initializeState(state);
      harness.open();
      feed(harness, stage.topic(), 7, request);
      assertThat(records(harness)).extracting(DecodeStagesTest::origin).isEqualTo(before);
      assertThat(letters(harness)).hasSize(stage.kinds());
    }
  }

  private static void feed(
      OneInputStreamOperatorTestHarness<RawMessage, Object> harness,
      String topic,
      long offset,
      byte @Nullable [] value)
      throws Exception {
    harness.processElement(
        new StreamRecord<>(new RawMessage(topic, 3, offset, ARRIVAL.toEpochMilli(), value)));
  }

  /** The records that came out, those of batches by themselves. */
  private static List<Object> records(OneInputStreamOperatorTestHarness<?, ?> harness) {
    List<Object> records = new ArrayList<>();
    for (Object value : harness.extractOutputValues()) {
      if (value instanceof PointBatch batch) {
        IntStream.range(0, batch.size()).mapToObj(batch::point).forEach(records::add);
      } else {
        records.add(value);
      }
    }
    return records;
  }

  private static Origin origin(Object record) {
    if (record instanceof Span span) {
      return span.origin();
    }
    return record instanceof LogRecord log ? log.origin() : ((NumberPoint) record).origin();
  }

  private static List<DeadLetter> letters(OneInputStreamOperatorTestHarness<?, ?> harness) {
    return side(harness, DeadLetterOutput.TAG);
  }

  private static <T> List<T> side(
      OneInputStreamOperatorTestHarness<?, ?> harness, OutputTag<T> tag) {
    var output = harness.getSideOutput(tag);
    return output == null ? List.of() : output.stream().map(StreamRecord::getValue).toList();
  }
}
