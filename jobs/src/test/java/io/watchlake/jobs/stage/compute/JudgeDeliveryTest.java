package io.watchlake.jobs.stage.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.delivery.calc.Breakdown;
import io.watchlake.jobs.delivery.calc.Terms;
import io.watchlake.jobs.stage.type.DeliveryTypes;
import io.watchlake.model.Origin;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.PeriodKind;
import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeDeliveryTest {

  private static final long MILLIS_PER_DAY = 86_400_000;
  private static final DeliveryEvent FIRST = deployed("d1", 1, "production");
  private static final DeliveryEvent SECOND = deployed("d2", 3, "production");

  /** Of the identity of {@link #SECOND} and before it, so that it takes its place. */
  private static final DeliveryEvent INSTEAD_OF_SECOND = deployed("d2", 2, "staging");

  private static DeliveryEvent deployed(String id, int day, String environment) {
    return new DeliveryEvent(
        new Origin("delivery_events", 0, day, 0),
        "live",
        "test",
        id,
        "test",
        day * MILLIS_PER_DAY * 1_000_000,
        "shop",
        null,
        new Deployed(id, environment, "", null, null, List.of(), false));
  }

  /** A task, from a restore or from nothing until it is gone. */
  private static final class Life implements AutoCloseable {

    private final KeyedBroadcastOperatorTestHarness<String, DeliveryEvent, Long, Figure> harness;
    private long now = 10 * MILLIS_PER_DAY;

    Life(@Nullable OperatorSubtaskState state) throws Exception {
      harness =
          BroadcastHarness.open(
              new JudgeDelivery(Terms.STANDARD, Set.of(PeriodKind.OVERALL), Breakdown.TOTAL, false),
              List.of(JudgeDelivery.CLOCK),
              DeliveryEvent::service,
              DeliveryTypes.FIGURE,
              state);
      harness.processWatermark(Watermark.MAX_WATERMARK);
    }

    void judge(DeliveryEvent... events) throws Exception {
      for (DeliveryEvent event : events) {
        harness.processElement(event, 0);
      }
      now++;
      harness.processBroadcastElement(now, now);
      harness.processBroadcastWatermark(new Watermark(now));
    }

    OperatorSubtaskState checkpoint() throws Exception {
      return harness.snapshot(1, now);
    }

    /** "revision: deployments" of each row. */
    List<String> rows() {
      return harness.extractOutputValues().stream().map(JudgeDeliveryTest::text).toList();
    }

    List<String> messages() {
      var messages = harness.getSideOutput(JudgeDelivery.MESSAGES);
      return messages == null
          ? List.of()
          : messages.stream().map(StreamRecord::getValue).map(JudgeDeliveryTest::text).toList();
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }

  private static String text(Figure figure) {
    return figure.revision() + ": " + figure.deployments();
  }

  @Test
  void whatIsSaidIsARowAndAMessageOnce() throws Exception {
    try (Life life = new Life(null)) {
      life.judge(FIRST);
      life.judge(FIRST);
      life.judge(SECOND);
      assertThat(life.rows()).containsExactly("1: 1", "2: 2");
      assertThat(life.messages()).isEqualTo(life.rows());
    }
  }

  @Test
  void whatALifeSaidAfterItsLastCheckpointIsCorrectedByTheNext() throws Exception {
    OperatorSubtaskState checkpoint;
    try (Life lost = new Life(null)) {
      lost.judge(FIRST);
      checkpoint = lost.checkpoint();
      lost.judge(SECOND);
      assertThat(lost.messages()).as("the last is a message that no row has").endsWith("2: 2");
    }
    try (Life next = new Life(checkpoint)) {
      next.judge(SECOND, INSTEAD_OF_SECOND);
      assertThat(next.rows()).as("nothing differs from what rows have").isEmpty();
      assertThat(next.messages()).containsExactly("1: 1");

      next.judge(INSTEAD_OF_SECOND);
      assertThat(next.messages()).as("once is enough").hasSize(1);
    }
  }

  @Test
  void theNextLifeGoesOnFromTheRevisionOfTheCheckpoint() throws Exception {
    OperatorSubtaskState checkpoint;
    try (Life lost = new Life(null)) {
      lost.judge(FIRST);
      checkpoint = lost.checkpoint();
    }
    try (Life next = new Life(checkpoint)) {
      next.judge(SECOND);
      assertThat(next.rows()).containsExactly("2: 2");
      assertThat(next.messages()).containsExactly("2: 2");
    }
  }
}
